import { type Kysely, sql } from "kysely";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { isOneOf, type JobKey, textOfKey } from "./jobs.ts";

/** A job's parameters, configuration and result as JSON text. */
export interface StoredDetail {
  params: string | null;
  config: string | null;
  result: string | null;
}

export async function getJobDetail(db: Kysely<Database>, key: JobKey): Promise<StoredDetail | undefined> {
  return (await getJobDetails(db, [key])).get(textOfKey(key));
}

/** The details of jobs, by `textOfKey`. */
export async function getJobDetails(db: Kysely<Database>, keys: readonly JobKey[]): Promise<Map<string, StoredDetail>> {
  const rows = await db
    .selectFrom("jobDetail as job")
    .select(["job.source", "job.jobId as id", "params", "config", "result"])
    .where(isOneOf(keys, sql`job.job_id`))
    .execute();
  return new Map(rows.map(({ source, id, ...detail }) => [textOfKey({ source, id }), detail]));
}

/** The details of jobs, by `textOfKey`, their results left out; those of which a part is over `most` characters are absent. */
export async function getShortDetails(
  db: Kysely<Database>,
  keys: readonly JobKey[],
  most: number,
): Promise<Map<string, StoredDetail>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("jobDetail as job")
    .select(["job.source", "job.jobId as id", "params", "config"])
    .where(isOneOf(keys, sql`job.job_id`))
    .where(sql<boolean>`greatest(length(config), length(params), 0) <= ${most}`)
    .execute();
  return new Map(rows.map(({ source, id, ...detail }) => [textOfKey({ source, id }), { ...detail, result: null }]));
}

/** The id of the newest job that retried this one; null when none did. */
export async function getRetriedAs(db: Kysely<Database>, key: JobKey): Promise<string | null> {
  const row = await db
    .selectFrom("job")
    .select("id")
    .where("source", "=", key.source)
    .where("retryOf", "=", key.id)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export type RetryState = Pick<JobRow, "id" | "state">;

/** The jobs that retried these, by `textOfKey` of what they retried, the newest first. */
export async function listRetries(db: Kysely<Database>, keys: readonly JobKey[]): Promise<Map<string, RetryState[]>> {
  const rows = await db
    .selectFrom("job")
    .select(["source", "retryOf", "id", "state"])
    .where("retryOf", "is not", null)
    .where(isOneOf(keys, sql`job.retry_of`))
    .orderBy("createdAt", "desc")
    .execute();
  return Map.groupBy(rows, ({ source, retryOf }) => textOfKey({ source, id: retryOf ?? "" }));
}
