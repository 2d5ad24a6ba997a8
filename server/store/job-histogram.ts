import { type Kysely, sql } from "kysely";
import type { JobHistogram } from "../../lib/api/types.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { Database } from "../db/schema.ts";
import { orderOf } from "./job-cursor.ts";
import { allOf } from "./job-filter-sql.ts";
import { countBounded } from "./job-tally.ts";
import { splitTerms } from "./job-terms.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECONDS = [1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000);
const MINUTES = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE);
const LONGER = [1, 2, 3, 6, 12, 24, 48, 7 * 24, 14 * 24, 30 * 24, 90 * 24, 365 * 24].map((hours) => hours * HOUR);
const LENGTHS = [...SECONDS, ...MINUTES, ...LONGER];
const MOST_BUCKETS = 72;

/** Jobs that match by when they were created: in the filter's own range, else in the last day. Bounded as facets are. */
export async function readHistogram(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  budgetMs: number,
): Promise<JobHistogram> {
  const range = await rangeOf(db, org, filter);
  const bucketMs = bucketLength(range.to - range.from);
  const from = Math.floor(range.from / bucketMs) * bucketMs;
  const amount = Math.max(1, Math.ceil((range.to - from) / bucketMs));
  const buckets = Array.from({ length: amount }, () => ({ completed: 0, failed: 0, cancelled: 0, other: 0 }));
  const order = orderOf("-created");
  const { bounds, thin, rest } = splitTerms(filter, order);
  const instant = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;
  const within = [sql<boolean>`created_at >= ${instant(range.from)}`, sql<boolean>`created_at < ${instant(range.to)}`];
  const walk = { org, order, descending: true, bounds: [...bounds, ...within], branches: [], thin: rest.length === 0 };
  const { until } = await countBounded(db, walk, budgetMs, {
    filter,
    count: (steps) => sql<{ bucket: number; state: string; jobs: number }>`
      select floor(extract(epoch from created_at - ${instant(from)}) * 1000 / ${bucketMs}::float8)::int as bucket,
        case when state in ('Completed', 'Failed', 'Cancelled') then lower(state) else 'other' end as state,
        count(*)::int8 as jobs
      from ${steps} as steps where ${allOf([...thin, ...rest])} group by 1, 2`,
    isEnough: (found) => {
      for (const { bucket, state, jobs } of found) {
        const counts = buckets[bucket];
        if (counts !== undefined && isPart(state)) counts[state] += jobs;
      }
      return false;
    },
  });
  const end = from + amount * bucketMs;
  return { from: iso(from), to: iso(Math.min(range.to, end)), bucketMs, countedFrom: until, buckets };
}

const PARTS = ["completed", "failed", "cancelled", "other"] as const;
const isPart = (text: string): text is (typeof PARTS)[number] => PARTS.some((part) => part === text);

/** What the filter says of the time of creation; open to the left, from the first job on. */
async function rangeOf(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
): Promise<{ from: number; to: number }> {
  const now = Date.parse(filter.now);
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  for (const term of filter.terms) {
    if (term.kind !== "time" || term.key !== "created") continue;
    if (term.from !== null) from = Math.max(from, Date.parse(term.from));
    if (term.to !== null) to = Math.min(to, Date.parse(term.to));
  }
  if (from === Number.NEGATIVE_INFINITY)
    from = to === Number.POSITIVE_INFINITY ? now - DAY : await firstJob(db, org, to);
  // What is under way now belongs to it, and clocks of backends may be a little ahead.
  to = Math.min(to, now + 1);
  return from < to ? { from, to } : { from: to - MINUTE, to };
}

async function firstJob(db: Kysely<Database>, org: string, before: number): Promise<number> {
  const first = await db
    .selectFrom("job")
    .select("createdAt")
    .where("org", "=", org)
    .orderBy("createdAt")
    .orderBy("source")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return Math.min(first === undefined ? before - DAY : Date.parse(first.createdAt), before - MINUTE);
}

/** A round length that makes some sixty of a range. */
export function bucketLength(rangeMs: number): number {
  const fitting = LENGTHS.find((length) => rangeMs / length <= MOST_BUCKETS);
  return fitting ?? Math.ceil(rangeMs / MOST_BUCKETS / (365 * DAY)) * 365 * DAY;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
