import { type Kysely, type RawBuilder, sql, type Updateable } from "kysely";
import type { JobPatch, JobRow } from "../../lib/jobs/model.ts";
import { STATES_OF_COUNT } from "../../lib/jobs/state.ts";
import type { Database, JobTable } from "../db/schema.ts";
import type { StoredDetail } from "./job-details.ts";
import type { WriteTransaction } from "./write.ts";

/** A job is known by its source and its id there. */
export interface JobKey {
  source: string;
  id: string;
}

/** The columns of a list row: all of the job but its organisation and search text. */
export const JOB_COLUMNS = [
  "source",
  "id",
  "agentId",
  "agentName",
  "name",
  "type",
  "state",
  "rawStatus",
  "trigger",
  "priority",
  "percent",
  "activity",
  "tasksExpected",
  "tasksTotal",
  "tasksCompleted",
  "tasksFailed",
  "cluesTotal",
  "resultsTotal",
  "createdAt",
  "queuedAt",
  "scheduledAt",
  "startedAt",
  "endedAt",
  "updatedAt",
  "expectedEndAt",
  "error",
  "errorFingerprint",
  "warning",
  "retryOf",
  "scheduleId",
  "startedBy",
  "startedById",
  "tags",
  "attempt",
  "maxAttempts",
  "version",
] as const satisfies readonly (keyof JobRow)[];

/** What a new job is made from; the rest of the row is unknown or zero. */
export type NewJob = Pick<JobRow, "source" | "id" | "name" | "type" | "state" | "rawStatus" | "trigger" | "createdAt"> &
  Partial<Omit<JobRow, "version" | "updatedAt">> & { org: string } & Partial<StoredDetail>;

/** What an update may set. */
export type JobUpdate = Partial<Omit<JobRow, "source" | "id" | "version" | "updatedAt" | "createdAt">>;

/** A job by its key, for maps. */
export function textOfKey({ source, id }: JobKey): string {
  return `${source}/${id}`;
}

/** The condition on rows of `job` that they are of one of these jobs, which `id` names beside the source. */
export function isOneOf(keys: readonly JobKey[], id: RawBuilder<unknown> = sql`job.id`): RawBuilder<boolean> {
  const [first] = keys;
  if (first !== undefined && keys.length === 1) return sql`(job.source = ${first.source} and ${id} = ${first.id})`;
  const sources = keys.map((key) => key.source);
  const ids = keys.map((key) => key.id);
  return sql`(job.source, ${id}) in (select * from unnest(${sources}::text[], ${ids}::text[]))`;
}

/** Stores a new job with its detail and records it in the feed. */
export async function insertJob(tx: WriteTransaction, job: NewJob): Promise<JobRow> {
  return only(await insertJobs(tx, [job]));
}

/** Stores new jobs with their details and records them in the feed. Answers in the order of `jobs`. */
export async function insertJobs(tx: WriteTransaction, jobs: readonly NewJob[]): Promise<JobRow[]> {
  if (jobs.length === 0) return [];
  const rows = jobs.map(({ params: _, config: __, result: ___, ...row }) => ({
    ...{ priority: 0, attempt: 0, maxAttempts: 1, ...UNKNOWN },
    ...row,
    updatedAt: row.createdAt,
  }));
  const details = jobs.map(({ source, id, params = null, config = null, result = null }) => ({
    ...{ source, jobId: id, params, config, result },
  }));
  const stored = await tx.db.insertInto("job").values(rows).returning(JOB_COLUMNS).execute();
  await tx.db.insertInto("jobDetail").values(details).execute();
  const byKey = new Map(stored.map((job) => [textOfKey(job), job]));
  return jobs.flatMap(({ org, ...job }) => {
    const data = byKey.get(textOfKey(job));
    if (data === undefined) return [];
    tx.record({ org, kind: "job-created", source: job.source, jobId: job.id, data });
    return [data];
  });
}

/**
 * Changes a job, counts its version up, and records the fields that were given in the feed; of a change of state, all
 * of the row, and what the fields that changed were before: whoever watches a filter learns that the job has begun to match.
 */
export async function updateJob(tx: WriteTransaction, key: JobKey, update: JobUpdate): Promise<JobRow> {
  return only(await updateJobs(tx, [key], update));
}

/** Changes jobs in the same way, each as `updateJob` does. Answers in no order. */
export async function updateJobs(tx: WriteTransaction, keys: readonly JobKey[], update: JobUpdate): Promise<JobRow[]> {
  if (keys.length === 0) return [];
  const set: Updateable<JobTable> = { ...update, updatedAt: new Date().toISOString() };
  const before = update.state === undefined ? undefined : await lockJobs(tx, keys);
  const rows = await tx.db
    .updateTable("job")
    .set(set)
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where(isOneOf(keys))
    .returning([...JOB_COLUMNS, "org"])
    .execute();
  return rows.map(({ org, ...stored }) => {
    const { source, id, version, updatedAt } = stored;
    const patch: JobPatch = { ...update, source, id, version, updatedAt };
    const old = before?.get(textOfKey(stored));
    const data =
      old === undefined || old.state === stored.state ? patch : { ...stored, before: valuesBefore(old, update) };
    tx.record({ org, kind: "job", source, jobId: id, data });
    return stored;
  });
}

/**
 * Deletes jobs with their runs, tasks, logs and results, and records it in the feed; those that do not exist are passed over.
 * Their commands stay for the audit, and counts follow by themselves. A job of the built-in engine must have ended.
 * Returns how many there were.
 */
export async function deleteJobs(tx: WriteTransaction, keys: readonly JobKey[]): Promise<number> {
  if (keys.length === 0) return 0;
  const there = [...(await lockJobs(tx, keys)).values()];
  if (there.length === 0) return 0;
  await tx.db.deleteFrom("job").where(isOneOf(there)).execute();
  for (const { org, source, id } of there) {
    tx.record({ org, kind: "job-deleted", source, jobId: id, data: { source, id } });
  }
  return there.length;
}

function valuesBefore(old: JobRow, update: JobUpdate): Partial<JobRow> {
  const names = Object.keys(update);
  return Object.fromEntries(Object.entries(old).filter(([name]) => names.includes(name)));
}

function only<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error("there is no such job");
  return item;
}

/** The job with its organisation, locked until the transaction ends; undefined when there is none. */
export async function lockJob(tx: WriteTransaction, key: JobKey): Promise<(JobRow & { org: string }) | undefined> {
  return (await lockJobs(tx, [key])).get(textOfKey(key));
}

/** Those of the jobs that exist, by `textOfKey`, locked until the transaction ends, always in the same order. */
export async function lockJobs(
  tx: WriteTransaction,
  keys: readonly JobKey[],
): Promise<Map<string, JobRow & { org: string }>> {
  const rows = await tx.db
    .selectFrom("job")
    .select([...JOB_COLUMNS, "org"])
    .where(isOneOf(keys))
    .orderBy("source")
    .orderBy("id")
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [textOfKey(row), row]));
}

/** The job, if it belongs to the organisation. */
export async function getJob(db: Kysely<Database>, org: string, key: JobKey): Promise<JobRow | undefined> {
  return await db
    .selectFrom("job")
    .select(JOB_COLUMNS)
    .where("org", "=", org)
    .where("source", "=", key.source)
    .where("id", "=", key.id)
    .executeTakeFirst();
}

/** Those of the jobs that exist in the organisation, each once, in the order in which they are asked for. */
export async function listJobsByKey(db: Kysely<Database>, org: string, keys: readonly JobKey[]): Promise<JobRow[]> {
  const rows = await db.selectFrom("job").select(JOB_COLUMNS).where("org", "=", org).where(isOneOf(keys)).execute();
  const place = new Map(keys.map(({ source, id }, index) => [JSON.stringify([source, id]), index]));
  const placeOf = ({ source, id }: JobKey) => place.get(JSON.stringify([source, id])) ?? 0;
  return rows.sort((one, other) => placeOf(one) - placeOf(other));
}

/** Jobs that are executing, the longest running first, at most `limit`. */
export async function listExecuting(db: Kysely<Database>, org: string, limit: number): Promise<JobRow[]> {
  return await db
    .selectFrom("job")
    .select(JOB_COLUMNS)
    .where("org", "=", org)
    .where("state", "in", STATES_OF_COUNT.executing)
    .orderBy("startedAt")
    .limit(limit)
    .execute();
}

/** Which of these jobs of a source are being cancelled. */
export async function listCancelling(db: Kysely<Database>, source: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("job")
    .select("id")
    .where("source", "=", source)
    .where("id", "in", ids)
    .where("state", "=", "Cancelling")
    .execute();
  return rows.map((row) => row.id);
}

/** The next id of a job of the built-in engine: an integer, as Agenty's clients demand. */
export async function nextLocalJobId(tx: WriteTransaction): Promise<string> {
  return only(await nextLocalJobIds(tx, 1));
}

/** The next so many ids, in order. */
export async function nextLocalJobIds(tx: WriteTransaction, amount: number): Promise<string[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval('local_job_id') as id from generate_series(1, ${amount}::int)`.execute(tx.db);
  return rows.map(({ id }) => String(id));
}

const UNKNOWN = {
  agentId: null,
  agentName: null,
  percent: null,
  activity: null,
  tasksExpected: null,
  tasksTotal: null,
  tasksCompleted: null,
  tasksFailed: null,
  cluesTotal: null,
  resultsTotal: null,
  queuedAt: null,
  scheduledAt: null,
  startedAt: null,
  endedAt: null,
  expectedEndAt: null,
  error: null,
  errorFingerprint: null,
  warning: null,
  retryOf: null,
  scheduleId: null,
  startedBy: null,
  startedById: null,
} satisfies Partial<JobRow>;
