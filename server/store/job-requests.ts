import type { Insertable, Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { isOneOf, type JobKey, textOfKey } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

/** What a program asked for when it started a job, in the words of its dialect. */
export type JobRequest = Selectable<Database["jobRequest"]>;

export async function insertJobRequest(tx: WriteTransaction, request: Insertable<Database["jobRequest"]>) {
  await tx.db.insertInto("jobRequest").values(request).execute();
}

/**
 * The requests of these jobs, by `textOfKey`. Jobs that no program asked for in a dialect are absent. Bodies over `most` characters are
 * `{}`; all are whole when it is null.
 */
export async function getJobRequests(
  db: Kysely<Database>,
  keys: readonly JobKey[],
  most: number | null = null,
): Promise<Map<string, JobRequest>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("jobRequest as job")
    .select(["source", "jobId", "org", "dialect", "channelCode", "scheduledAt"])
    .select(sql<string>`case when length(body) > ${most}::int then '{}' else body end`.as("body"))
    .where(isOneOf(keys, sql`job.job_id`))
    .execute();
  return new Map(rows.map((row) => [textOfKey({ source: row.source, id: row.jobId }), row]));
}

/** Gives retries what the jobs that they retry were asked for; when, is left out. */
export async function copyJobRequests(
  tx: WriteTransaction,
  pairs: readonly { old: JobKey; made: JobKey }[],
): Promise<void> {
  const found = await getJobRequests(
    tx.db,
    pairs.map(({ old }) => old),
  );
  const copies = pairs.flatMap(({ old, made }) => {
    const request = found.get(textOfKey(old));
    return request === undefined ? [] : [{ ...request, source: made.source, jobId: made.id, scheduledAt: null }];
  });
  if (copies.length > 0) await tx.db.insertInto("jobRequest").values(copies).execute();
}
