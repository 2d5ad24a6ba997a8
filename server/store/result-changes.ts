import { type Kysely, sql } from "kysely";
import type { Instant, JobRow, JobRun } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";

/** A run that another is compared with. */
export interface EarlierRun {
  id: number;
  source: string;
  jobId: string;
  attempt: number;
  state: JobState;
  startedAt: Instant | null;
}

/** So many of the agent's jobs are looked through for a run with results. */
const JOBS_BACK = 200;

/** The run of the same agent that began last before this one and has results. */
export async function findEarlierRun(
  db: Kysely<Database>,
  org: string,
  job: Pick<JobRow, "source" | "agentId" | "createdAt">,
  run: Pick<JobRun, "id">,
): Promise<EarlierRun | undefined> {
  if (job.agentId === null) return undefined;
  const jobs = db
    .selectFrom("job")
    .select(["source", "id", "state"])
    .where("org", "=", org)
    .where("agentId", "=", job.agentId)
    .where("source", "=", job.source)
    .where("createdAt", "<=", job.createdAt)
    .orderBy("createdAt", "desc")
    .limit(JOBS_BACK);
  return await db
    .selectFrom(jobs.as("job"))
    .innerJoin("jobRun as run", (join) => join.onRef("run.source", "=", "job.source").onRef("run.jobId", "=", "job.id"))
    .select(["run.id", "run.source", "run.jobId", "run.attempt", "job.state", "run.agentStartTime as startedAt"])
    .where("run.id", "<", run.id)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("resultCount").select("collection").whereRef("resultCount.runId", "=", "run.id")),
    )
    .orderBy("run.id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Places of results that differ between two runs: seqs of the later one, or of the earlier one for what was removed. */
export interface ResultDifference {
  added: number[];
  changed: { seq: number; before: number }[];
  removed: number[];
  /** Whether results were matched by their whole content, because some have no key. */
  byContent: boolean;
}

/**
 * Compares a collection of two runs: results with the same key are the same item, and the n-th of a key is compared with the
 * n-th. `byContent` leaves keys aside.
 */
export async function compareResults(
  db: Kysely<Database>,
  { run, earlier, collection }: { run: number; earlier: number; collection: number },
  wanted: { byContent: boolean },
): Promise<ResultDifference> {
  const byContent = wanted.byContent || (await hasKeyless(db, [run, earlier], collection));
  const key = byContent ? sql`md5(data)` : sql`key_hash`;
  const content = byContent ? sql`md5(data)` : sql`content_hash`;
  const numbered = (id: number) => sql`
    select seq, hash, key, row_number() over (partition by key order by seq) as place
    from (select seq, ${key} as key, ${content} as hash from result_row
      where run_id = ${id} and collection = ${collection}) as hashed`;
  const { rows } = await sql<{ seq: number | null; before: number | null }>`
    select n.seq, b.seq as before
    from (${numbered(run)}) as n full join (${numbered(earlier)}) as b on b.key = n.key and b.place = n.place
    where n.seq is null or b.seq is null or b.hash is distinct from n.hash
    order by coalesce(n.seq, b.seq)`.execute(db);
  const difference: ResultDifference = { added: [], changed: [], removed: [], byContent };
  for (const { seq, before } of rows) {
    if (seq !== null && before !== null) difference.changed.push({ seq, before });
    else if (seq !== null) difference.added.push(seq);
    else if (before !== null) difference.removed.push(before);
  }
  return difference;
}

async function hasKeyless(db: Kysely<Database>, runs: readonly number[], collection: number): Promise<boolean> {
  const row = await db
    .selectFrom("resultRow")
    .select("seq")
    .where("runId", "in", runs)
    .where("collection", "=", collection)
    .where(({ or, eb }) => or([eb("keyHash", "is", null), eb("contentHash", "is", null)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
