import { type Kysely, sql } from "kysely";
import type { ChoiceTerm, ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { COUNT_OF_STATE, JOB_STATES, type JobState } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import { type AgentCount, recentAgentNames, recentCounts } from "./job-counts.ts";
import type { Condition } from "./job-filter-sql.ts";

/** A way to the jobs of a filter: branches that each have an index by creation time, and about how many jobs that is. */
export interface Access {
  branches: Condition[];
  jobs: number;
  /** Whether their indexes hold state and agent as those of the orders do. */
  holds: boolean;
}

/**
 * How many jobs there are in `all`, the ways to those of a filter, and about which share of all matches the terms of state,
 * agent and source, which the indexes of all orders hold.
 */
export interface Accesses {
  all: number;
  ways: Access[];
  indexedShare: number;
}

/** More branches than this cost more to plan than they save. */
const MOST_BRANCHES = 40;
/** Of what is not counted: which share of the jobs has it, as a guess. */
const SHARE_BY = 0.02;
const SHARE_OF_FAILED = 0.05;

/** Ways to what a filter is about, by the counts that triggers keep. All of a filter's terms have yet to be checked. */
export async function accessesOf(db: Kysely<Database>, org: string, filter: ResolvedFilter): Promise<Accesses> {
  const counts = await recentCounts(db, org);
  const names = choicesOf(filter, "agent").length === 0 ? new Map() : await recentAgentNames(db, org);
  const total = Math.max(
    1,
    sumOf(counts, () => true),
  );
  const indexed = [
    ...stateAccess(filter, counts),
    ...agentAccess(filter, counts, names),
    ...sourceAccess(filter, counts),
  ];
  const ways = [...indexed, ...byAccess(filter, total), ...errorAccess(filter, counts)];
  return {
    all: total,
    ways: ways.filter(({ branches }) => branches.length <= MOST_BRANCHES),
    indexedShare: indexed.reduce((product, { jobs }) => product * Math.min(1, Math.max(jobs, 0.5) / total), 1),
  };
}

/** The terms without "-" of a key; a job has to have a value of each. */
function choicesOf(filter: ResolvedFilter, key: ChoiceTerm["key"]): ChoiceTerm[] {
  return filter.terms.filter((term) => term.kind === "choice").filter((term) => term.key === key && !term.negated);
}

/** The states that a filter leaves. */
function statesOf(filter: ResolvedFilter): JobState[] {
  const terms = filter.terms.filter((term) => term.kind === "choice").filter(({ key }) => key === "state");
  return JOB_STATES.filter((state) => terms.every(({ values, negated }) => values.includes(state) !== negated));
}

function stateAccess(filter: ResolvedFilter, counts: readonly AgentCount[]): Access[] {
  const states = statesOf(filter);
  if (states.length === JOB_STATES.length) return [];
  const names = states.map((state) => COUNT_OF_STATE[state]);
  const branches = states.map((state) => sql<boolean>`state = ${state}`);
  return [{ branches, jobs: sumOf(counts, ({ countName }) => names.includes(countName)), holds: true }];
}

function sourceAccess(filter: ResolvedFilter, counts: readonly AgentCount[]): Access[] {
  const states = statesOf(filter);
  const names = states.map((state) => COUNT_OF_STATE[state]);
  return choicesOf(filter, "source").map(({ values }) => ({
    branches: values.flatMap((source) =>
      states.map((state) => sql<boolean>`(source = ${source} and state = ${state})`),
    ),
    jobs: sumOf(counts, ({ source, countName }) => values.includes(source) && names.includes(countName)),
    holds: false,
  }));
}

function agentAccess(
  filter: ResolvedFilter,
  counts: readonly AgentCount[],
  names: ReadonlyMap<string, string>,
): Access[] {
  return choicesOf(filter, "agent").map(({ values }) => {
    const lower = values.map((value) => value.toLowerCase());
    const isMeant = (id: string) => values.includes(id) || lower.includes(names.get(id)?.toLowerCase() ?? "");
    return {
      branches: idOrName("agent_id", "agent_name", values),
      jobs: sumOf(counts, ({ agentId }) => agentId !== "" && isMeant(agentId)),
      holds: true,
    };
  });
}

function byAccess(filter: ResolvedFilter, total: number): Access[] {
  return choicesOf(filter, "by").map(({ values }) => ({
    branches: idOrName("started_by_id", "started_by", values),
    jobs: total * SHARE_BY,
    holds: false,
  }));
}

/** A job may be in two branches, by its id and by its name. */
function idOrName(id: string, name: string, values: readonly string[]): Condition[] {
  const [idColumn, nameColumn] = [sql.raw(id), sql.raw(name)];
  const distinct = [...new Map(values.map((value) => [value.toLowerCase(), value])).values()];
  return [
    ...values.map((value) => sql<boolean>`${idColumn} = ${value}`),
    ...distinct.map((value) => sql<boolean>`(${nameColumn} is not null and lower(${nameColumn}) = lower(${value}))`),
  ];
}

function errorAccess(filter: ResolvedFilter, counts: readonly AgentCount[]): Access[] {
  const failed = sumOf(counts, ({ countName }) => countName === "failed");
  const fingerprints = choicesOf(filter, "fingerprint").map(({ values }) => ({
    branches: values.map((value) => sql<boolean>`error_fingerprint = ${value}`),
    jobs: failed * SHARE_OF_FAILED,
    holds: false,
  }));
  const says = filter.terms.some((term) => term.kind === "contains" && term.key === "error" && !term.negated);
  return says
    ? [...fingerprints, { branches: [sql<boolean>`error is not null`], jobs: failed, holds: false }]
    : fingerprints;
}

function sumOf(counts: readonly AgentCount[], isCounted: (count: AgentCount) => boolean): number {
  return counts.reduce((sum, count) => (isCounted(count) ? sum + count.jobs : sum), 0);
}
