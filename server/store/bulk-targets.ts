import { type Kysely, type RawBuilder, sql } from "kysely";
import { type BulkPreview, type BulkVerb, MAX_BULK_JOBS, REFUSALS, type Refusal } from "../../lib/jobs/bulk.ts";
import { JOB_STATES, type JobState } from "../../lib/jobs/state.ts";
import { BACKEND_CAPABILITIES } from "../../lib/sources/capabilities.ts";
import { BACKEND_KINDS } from "../../lib/sources/kinds.ts";
import type { Database } from "../db/schema.ts";
import type { JobKey } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

/** Which jobs: a condition on the rows of `job`. */
export type JobCondition = RawBuilder<boolean>;

/** A job that a bulk action has yet to come to. Places count from 1. */
export type BulkTarget = JobKey & { place: number };

/** Jobs of sources that can do it: the built-in engine, and connected backends of kinds that can. */
function isSupported(verb: BulkVerb) {
  const kinds = BACKEND_KINDS.filter((kind) => BACKEND_CAPABILITIES[kind][verb]);
  return sql`job.source in (select id from source where kind = 'local'
    or (kind = any(${kinds}::text[]) and removed_at is null and config like '%"address"%'))`;
}

/** Why a job is not eligible, as SQL; null when it is. What it says is what the engine's commands would. */
const REFUSAL: Record<BulkVerb, RawBuilder<Refusal | null>> = {
  cancel: sql<Refusal | null>`case
    when not (${isSupported("cancel")}) then 'unsupported'
    when job.state = 'Unknown' then 'unknown'
    when job.state = 'Cancelling' then 'cancelling'
    when job.state in ('Completed', 'Failed', 'Cancelled') then 'ended'
  end`,
  retry: sql<Refusal | null>`case
    when job.agent_id is null or not (${isSupported("retry")}) then 'unsupported'
    when job.state = 'Unknown' then 'unknown'
    when job.state = 'Completed' then 'completed'
    when job.state not in ('Failed', 'Cancelled') then 'not-ended'
    when exists (select from job retried where retried.source = job.source and retried.retry_of = job.id)
      then 'already-retried'
  end`,
};

/** How many jobs a bulk action would be about, and how many it would leave out and why. */
export async function previewBulk(
  db: Kysely<Database>,
  org: string,
  verb: BulkVerb,
  which: JobCondition,
): Promise<Omit<BulkPreview, "asOf">> {
  const { rows } = await sql<{ state: JobState; why: Refusal | null; jobs: number }>`
    select state, why, count(*) as jobs from (
      select job.state, ${REFUSAL[verb]} as why from job
      where job.org = ${org} and ${which}
      limit ${MAX_BULK_JOBS + 1}
    ) as matched
    group by state, why`.execute(db);
  const sum = (some: typeof rows) => some.reduce((total, row) => total + row.jobs, 0);
  const matched = sum(rows);
  const refused = REFUSALS.flatMap((why) => {
    const those = rows.filter((row) => row.why === why);
    const states = JOB_STATES.filter((state) => those.some((row) => row.state === state));
    return those.length === 0 ? [] : [{ why, count: sum(those), states }];
  });
  return {
    verb,
    matched: Math.min(matched, MAX_BULK_JOBS),
    eligible: Math.min(sum(rows.filter((row) => row.why === null)), MAX_BULK_JOBS),
    refused,
    tooMany: matched > MAX_BULK_JOBS,
  };
}

/**
 * Writes down which jobs the action is about, the oldest first: those that match and are eligible now, of the jobs
 * that were there before the action. Returns how many; over `MAX_BULK_JOBS` it stops at one more.
 */
export async function insertTargets(
  tx: WriteTransaction,
  action: { id: string; org: string; verb: BulkVerb; createdAt: string },
  which: JobCondition,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into bulk_target (bulk_id, place, source, job_id)
    select ${action.id}, row_number() over (order by created_at, source, id), source, id from (
      select job.source, job.id, job.created_at from job
      where job.org = ${action.org} and job.created_at <= ${action.createdAt}::timestamptz
        and ${which} and ${REFUSAL[action.verb]} is null
      limit ${MAX_BULK_JOBS + 1}
    ) as eligible`.execute(tx.db);
  return Number(numAffectedRows);
}

/** What is left to do after a place, in order. */
export async function listTargets(
  db: Kysely<Database>,
  bulkId: string,
  after: number,
  limit: number,
): Promise<BulkTarget[]> {
  return await db
    .selectFrom("bulkTarget")
    .select(["place", "source", "jobId as id"])
    .where("bulkId", "=", bulkId)
    .where("place", ">", after)
    .orderBy("place")
    .limit(limit)
    .execute();
}

/** Takes targets off the list, up to a place, or all of them. */
export async function deleteTargets(tx: WriteTransaction, bulkId: string, upTo?: number): Promise<void> {
  let targets = tx.db.deleteFrom("bulkTarget").where("bulkId", "=", bulkId);
  if (upTo !== undefined) targets = targets.where("place", "<=", upTo);
  await targets.execute();
}
