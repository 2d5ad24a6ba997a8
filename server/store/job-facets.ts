import { type Kysely, sql } from "kysely";
import type { FacetValue, JobFacets } from "../../lib/api/types.ts";
import type { ChoiceTerm, ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { JOB_STATES, type JobState, STATES_OF_COUNT } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import { readCounts, recentAgentNames } from "./job-counts.ts";
import { orderOf } from "./job-cursor.ts";
import { allOf, type ResolvedTerm } from "./job-filter-sql.ts";
import { countBounded } from "./job-tally.ts";
import { splitTerms } from "./job-terms.ts";

/** How many jobs match is counted up to this. */
const MOST_COUNTED = 10_000;
const MOST_AGENTS = 50;
const FACET_KEYS = ["state", "source", "agent"] as const;
type FacetKey = (typeof FACET_KEYS)[number];
type FacetTerm = ChoiceTerm & { key: FacetKey };

/** Jobs that are alike in all that facets are about. */
interface Cell {
  state: JobState;
  source: string;
  agentId: string | null;
  agentName: string | null;
  jobs: number;
}

export type Facets = Pick<JobFacets, "total" | "states" | "sources" | "agents" | "counted">;

/**
 * How many jobs match, by state, source and agent; each without the terms of its own key. Exact from the counters where
 * the filter is about nothing else, otherwise counted from the newest on for at most `budgetMs`.
 */
export async function readFacets(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  budgetMs: number,
): Promise<Facets> {
  const own = filter.terms.filter(isFacetTerm);
  const common = filter.terms.filter((term) => !isFacetTerm(term));
  const isMatch = (cell: Cell, except: FacetKey | null) =>
    own.every((term) => term.key === except || cellMatches(term, cell));
  if (common.length === 0) {
    return summarise(await exactCells(db, org), isMatch, { capped: false, since: null });
  }
  const order = orderOf("-created");
  const { bounds, thin, rest } = splitTerms({ ...filter, terms: common }, order);
  const walk = { org, order, descending: true, bounds, branches: [], thin: rest.length === 0 };
  const cells: Cell[] = [];
  const { until } = await countBounded(db, walk, budgetMs, {
    filter: { ...filter, terms: common },
    count: (steps) => sql<Cell>`
      select state, source, agent_id, agent_name, count(*)::int8 as jobs
      from ${steps} as steps where ${allOf([...thin, ...rest])} group by 1, 2, 3, 4`,
    isEnough: (found) => {
      cells.push(...found);
      return sumOf(cells.filter((cell) => isMatch(cell, null))) >= MOST_COUNTED;
    },
  });
  return summarise(cells, isMatch, { capped: until !== null, since: until });
}

function isFacetTerm(term: ResolvedTerm): term is FacetTerm {
  return term.kind === "choice" && FACET_KEYS.some((key) => key === term.key);
}

function cellMatches({ key, values, negated }: FacetTerm, cell: Cell): boolean {
  const name = cell.agentName?.toLowerCase();
  const has = (value: string) =>
    key === "agent" ? cell.agentId === value || name === value.toLowerCase() : cell[key] === value;
  return values.some(has) !== negated;
}

/** From the counters; of the jobs that they count as executing, which are few, one by one. */
async function exactCells(db: Kysely<Database>, org: string): Promise<Cell[]> {
  const executing = STATES_OF_COUNT.executing;
  const [counts, names, running] = await Promise.all([
    readCounts(db, org),
    recentAgentNames(db, org),
    sql<Cell>`select state, source, agent_id, agent_name, count(*)::int8 as jobs from job
      where org = ${org} and state = any(${executing}::text[]) group by 1, 2, 3, 4`.execute(db),
  ]);
  const ended = counts.flatMap(({ source, agentId, countName, jobs }): Cell[] => {
    const state = STATES_OF_COUNT[countName][0];
    if (countName === "executing" || state === undefined) return [];
    return [{ state, source, agentId: agentId === "" ? null : agentId, agentName: names.get(agentId) ?? null, jobs }];
  });
  return [...ended, ...running.rows];
}

function summarise(
  cells: readonly Cell[],
  isMatch: (cell: Cell, except: FacetKey | null) => boolean,
  counted: Facets["counted"],
): Facets {
  const states = new Map<JobState, number>(JOB_STATES.map((state) => [state, 0]));
  const sources = new Map<string, number>();
  const agents = new Map<string, FacetValue>();
  for (const cell of cells) {
    if (isMatch(cell, "state")) states.set(cell.state, (states.get(cell.state) ?? 0) + cell.jobs);
    if (isMatch(cell, "source")) sources.set(cell.source, (sources.get(cell.source) ?? 0) + cell.jobs);
    const agent = cell.agentName ?? cell.agentId;
    if (agent === null || !isMatch(cell, "agent")) continue;
    const there = agents.get(agent.toLowerCase());
    agents.set(agent.toLowerCase(), { value: there?.value ?? agent, count: (there?.count ?? 0) + cell.jobs });
  }
  return {
    total: sumOf(cells.filter((cell) => isMatch(cell, null))),
    states: [...states].map(([value, count]) => ({ value, count })),
    sources: mostFirst([...sources].map(([value, count]) => ({ value, count }))),
    agents: mostFirst([...agents.values()]).slice(0, MOST_AGENTS),
    counted,
  };
}

function mostFirst(values: FacetValue[]): FacetValue[] {
  return values.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

function sumOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { jobs }) => sum + jobs, 0);
}
