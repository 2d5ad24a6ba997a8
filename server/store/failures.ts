import { type Kysely, type RawBuilder, sql } from "kysely";
import type { FailureGroup, FailureGroups } from "../../lib/api/types.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { allOf, type Condition, type ResolvedTerm, whereFilter } from "./job-filter-sql.ts";

/** The period whose failures are grouped, from `from` to before `to`, in buckets of equal length. */
export interface FailurePeriod {
  from: Instant;
  to: Instant;
  buckets: number;
}

const MOST_GROUPS = 50;
const MOST_AGENTS = 5;
/** Failures that are read at a time. With a filter each is looked up; without one the index alone answers. */
const STEP = { plain: 40_000, filtered: 8000 };

/**
 * Jobs of the period that failed and match the filter, grouped by error fingerprint, the largest group first. They are
 * read from the latest back until `budgetMs` is used up; `countedFrom` says how far, null when all were.
 */
export async function groupFailures(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  period: FailurePeriod & { budgetMs: number },
): Promise<Pick<FailureGroups, "groups" | "failures" | "otherGroups" | "countedFrom">> {
  const restricting = { ...filter, terms: filter.terms.filter((term) => !holdsForFailed(term)) };
  const step = restricting.terms.length === 0 ? STEP.plain : STEP.filtered;
  const stopAt = performance.now() + period.budgetMs;
  const tallies = new Map<string | null, Tally>();
  let high = period.to;
  let countedFrom: Instant | null = null;
  for (;;) {
    const low = await readBack(db, org, { from: period.from, to: high }, step);
    await tally(db, org, restricting, { ...period, low: low ?? period.from, high }, tallies);
    if (low === null) break;
    high = low;
    countedFrom = low;
    if (performance.now() >= stopAt) break;
    countedFrom = null;
  }
  const sorted = [...tallies].sort(([, one], [, other]) =>
    one.count === other.count ? (one.lastSeenAt < other.lastSeenAt ? 1 : -1) : other.count - one.count,
  );
  return {
    groups: await describe(db, org, restricting, sorted.slice(0, MOST_GROUPS)),
    failures: sorted.reduce((sum, [, { count }]) => sum + count, 0),
    otherGroups: Math.max(0, sorted.length - MOST_GROUPS),
    countedFrom,
  };
}

/** Whether every failed job matches the term, as `state:failed` does. */
function holdsForFailed(term: ResolvedTerm): boolean {
  return term.kind === "choice" && term.key === "state" && term.values.includes("Failed") !== term.negated;
}

/** What is known of a group while its failures are read. */
interface Tally {
  count: number;
  lastSeenAt: Instant;
  buckets: number[];
  agents: Map<string, number>;
}

/** The time from which on about `step` failures before `to` happened; null when there are no more of them. */
async function readBack(
  db: Kysely<Database>,
  org: string,
  { from, to }: { from: Instant; to: Instant },
  step: number,
): Promise<Instant | null> {
  const { rows } = await sql<{ endedAt: Instant }>`
    select ended_at from job where ${failed(org)} and ${within(from, to)}
    order by ended_at desc offset ${step} limit 1`.execute(db);
  return rows[0]?.endedAt ?? null;
}

async function tally(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  { from, to, buckets, low, high }: FailurePeriod & { low: Instant; high: Instant },
  tallies: Map<string | null, Tally>,
): Promise<void> {
  const { rows } = await sql<{
    fingerprint: string | null;
    agent: string | null;
    bucket: number | null;
    ofAgents: boolean;
    failures: number;
    lastSeenAt: Instant;
  }>`
    select fingerprint, agent, bucket, grouping(bucket) = 1 as of_agents, count(*)::int8 as failures, max(ended_at) as last_seen_at
    from (
      select error_fingerprint as fingerprint, agent_name as agent, ended_at, width_bucket(
        date_part('epoch', ended_at), ${seconds(from)}::float8, ${seconds(to)}::float8, ${buckets}::int) as bucket
      from job where ${failed(org)} and ${within(low, high)} and ${whereFilter(filter)}
    ) as failure
    group by grouping sets ((fingerprint, bucket), (fingerprint, agent))`.execute(db);
  for (const row of rows) {
    const group = tallies.get(row.fingerprint) ?? {
      count: 0,
      lastSeenAt: row.lastSeenAt,
      buckets: Array<number>(buckets).fill(0),
      agents: new Map<string, number>(),
    };
    tallies.set(row.fingerprint, group);
    if (row.ofAgents) {
      if (row.agent !== null) group.agents.set(row.agent, (group.agents.get(row.agent) ?? 0) + row.failures);
      continue;
    }
    const place = Math.min(buckets, Math.max(1, row.bucket ?? 1)) - 1;
    group.buckets[place] = (group.buckets[place] ?? 0) + row.failures;
    group.count += row.failures;
    if (row.lastSeenAt > group.lastSeenAt) group.lastSeenAt = row.lastSeenAt;
  }
}

/** Completes the groups by what only a look at single jobs tells: two index probes for each. */
async function describe(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  groups: readonly (readonly [string | null, Tally])[],
): Promise<FailureGroup[]> {
  const found = await Promise.all(
    [false, true].map(async (withoutReason) => {
      const some = groups.filter(([fingerprint]) => (fingerprint === null) === withoutReason);
      return some.length === 0 ? [] : await probe(db, org, filter, some, withoutReason);
    }),
  );
  const probes = new Map(found.flat().map((each) => [each.fingerprint, each]));
  return groups.flatMap(([fingerprint, { count, lastSeenAt, buckets, agents }]) => {
    const probed = probes.get(fingerprint);
    if (probed === undefined) return [];
    const byCount = [...agents].sort(([, one], [, other]) => other - one);
    return {
      fingerprint,
      error: probed.error,
      count,
      firstSeenAt: probed.firstSeenAt,
      lastSeenAt,
      latest: { source: probed.source, id: probed.id },
      agents: byCount.slice(0, MOST_AGENTS).map(([value, failures]) => ({ value, count: failures })),
      otherAgents: Math.max(0, byCount.length - MOST_AGENTS),
      buckets,
    };
  });
}

interface Probe {
  fingerprint: string | null;
  firstSeenAt: Instant;
  source: string;
  id: string;
  error: string | null;
}

async function probe(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  groups: readonly (readonly [string | null, Tally])[],
  withoutReason: boolean,
): Promise<Probe[]> {
  const same = withoutReason ? sql`error_fingerprint is null` : sql`error_fingerprint = wanted.fingerprint`;
  const { rows } = await sql<Probe>`
    select wanted.fingerprint, first.ended_at as first_seen_at, latest.source, latest.id, latest.error
    from unnest(
      ${groups.map(([fingerprint]) => fingerprint)}::text[],
      ${groups.map(([, { lastSeenAt }]) => lastSeenAt)}::timestamptz[]
    ) as wanted (fingerprint, last_seen_at)
    cross join lateral (
      select ended_at from job where ${failed(org)} and ${same} and ended_at is not null order by ended_at limit 1
    ) as first
    cross join lateral (
      select source, id, error from job
      where ${failed(org)} and ${same} and ended_at = wanted.last_seen_at and ${whereFilter(filter)}
      order by source desc, id desc limit 1
    ) as latest`.execute(db);
  return rows;
}

function failed(org: string): Condition {
  return allOf([sql<boolean>`org = ${org}`, sql<boolean>`state = 'Failed'`]);
}

function within(from: Instant, to: Instant): Condition {
  return sql<boolean>`(ended_at >= ${from}::timestamptz and ended_at < ${to}::timestamptz)`;
}

function seconds(at: Instant): RawBuilder<number> {
  return sql`${Date.parse(at) / 1000}`;
}
