import { type Kysely, sql } from "kysely";
import type { Summary, Throughput, ThroughputMinute } from "../../lib/api/types.ts";
import { type CountName, type JobCounts, type JobState, noCounts } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";

const MINUTE_MS = 60_000;

/** The counts of an organisation with the feed's revision that they hold, in one statement and so of one moment. */
export async function readSummary(db: Kysely<Database>, org: string): Promise<Summary> {
  const { rows } = await sql<{ countName: CountName | null; jobs: number; revision: number; asOf: string }>`
    select c.count_name, coalesce(sum(c.jobs), 0)::int8 as jobs, f.revision, now() as as_of
    from feed f left join job_count c on c.org = ${org}
    group by c.count_name, f.revision`.execute(db);
  const counts = noCounts();
  for (const row of rows) if (row.countName !== null) counts[row.countName] = row.jobs;
  return { revision: rows[0]?.revision ?? 0, asOf: rows[0]?.asOf ?? new Date().toISOString(), counts };
}

/** The counts of each agent of an organisation, by agent id. Agents without a job are absent. */
export function countsByAgent(db: Kysely<Database>, org: string): Promise<Map<string, JobCounts>> {
  return countsBy(db, org, "agentId");
}

/** The counts of each source of an organisation, by source id. Sources without a job are absent. */
export function countsBySource(db: Kysely<Database>, org: string): Promise<Map<string, JobCounts>> {
  return countsBy(db, org, "source");
}

async function countsBy(
  db: Kysely<Database>,
  org: string,
  column: "agentId" | "source",
): Promise<Map<string, JobCounts>> {
  const rows = await db
    .selectFrom("jobCount")
    .select([`${column} as of`, "countName", sql<number>`sum(jobs)::int8`.as("jobs")])
    .where("org", "=", org)
    .groupBy([column, "countName"])
    .execute();
  const counts = new Map<string, JobCounts>();
  for (const row of rows) {
    const held = counts.get(row.of) ?? noCounts();
    held[row.countName] = row.jobs;
    counts.set(row.of, held);
  }
  return counts;
}

/**
 * Ended jobs in each of the last `minutes` minutes, oldest first; minutes without any are there with zeros. With the
 * feed's revision that they hold, in one statement and so of one moment.
 */
export async function readThroughput(
  db: Kysely<Database>,
  org: string,
  minutes: number,
  now: Date,
): Promise<Throughput> {
  const lastMinute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const first = lastMinute - (minutes - 1) * MINUTE_MS;
  const { rows } = await sql<{ minute: string | null; state: JobState | null; jobs: number; revision: number }>`
    select t.minute, t.state, coalesce(sum(t.jobs), 0)::int8 as jobs, f.revision
    from feed f left join throughput t on t.org = ${org} and t.minute >= ${new Date(first).toISOString()}::timestamptz
    group by t.minute, t.state, f.revision`.execute(db);
  const series = new Map<string, ThroughputMinute>();
  for (let place = 0; place < minutes; place++) {
    const at = new Date(first + place * MINUTE_MS).toISOString();
    series.set(at, { at, completed: 0, failed: 0, cancelled: 0 });
  }
  for (const { minute, state, jobs } of rows) {
    const entry = minute === null ? undefined : series.get(minute);
    if (entry === undefined) continue;
    if (state === "Completed") entry.completed = jobs;
    else if (state === "Failed") entry.failed = jobs;
    else if (state === "Cancelled") entry.cancelled = jobs;
  }
  return { revision: rows[0]?.revision ?? 0, asOf: now.toISOString(), minutes: [...series.values()] };
}
