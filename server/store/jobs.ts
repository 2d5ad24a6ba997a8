import { type Kysely, sql, type Updateable } from "kysely";
import type { JobPatch, JobRow } from "../../lib/jobs/model.ts";
import { STATES_OF_COUNT } from "../../lib/jobs/state.ts";
import type { Database, JobTable } from "../db/schema.ts";
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
  Partial<Omit<JobRow, "version" | "updatedAt">> & { org: string; params?: string | null; config?: string | null };

/** What an update may set. */
export type JobUpdate = Partial<Omit<JobRow, "source" | "id" | "version" | "updatedAt" | "createdAt">>;

/** Stores a new job with its detail and records it in the feed. */
export async function insertJob(tx: WriteTransaction, job: NewJob): Promise<JobRow> {
  const { params = null, config = null, ...row } = job;
  const stored = await tx.db
    .insertInto("job")
    .values({ priority: 0, attempt: 0, maxAttempts: 1, ...UNKNOWN, ...row, updatedAt: row.createdAt })
    .returning(JOB_COLUMNS)
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto("jobDetail")
    .values({ source: job.source, jobId: job.id, params, config, result: null })
    .execute();
  tx.record({ org: job.org, kind: "job-created", source: job.source, jobId: job.id, data: stored });
  return stored;
}

/**
 * Changes a job, counts its version up, and records the fields that were given in the feed; of a change of state, all
 * of the row, and what the fields that changed were before: whoever watches a filter learns that the job has begun to match.
 */
export async function updateJob(tx: WriteTransaction, key: JobKey, update: JobUpdate): Promise<JobRow> {
  const set: Updateable<JobTable> = { ...update, updatedAt: new Date().toISOString() };
  const old = update.state === undefined ? undefined : await lockJob(tx, key);
  const { org, ...stored } = await tx.db
    .updateTable("job")
    .set(set)
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where("source", "=", key.source)
    .where("id", "=", key.id)
    .returning([...JOB_COLUMNS, "org"])
    .executeTakeFirstOrThrow();
  const { source, id, version, updatedAt } = stored;
  const patch: JobPatch = { ...update, source, id, version, updatedAt };
  const data =
    old === undefined || old.state === stored.state ? patch : { ...stored, before: valuesBefore(old, update) };
  tx.record({ org, kind: "job", source: key.source, jobId: key.id, data });
  return stored;
}

function valuesBefore(old: JobRow, update: JobUpdate): Partial<JobRow> {
  const names = Object.keys(update);
  return Object.fromEntries(Object.entries(old).filter(([name]) => names.includes(name)));
}

/** The job with its organisation, locked until the transaction ends; undefined when there is none. */
export async function lockJob(tx: WriteTransaction, key: JobKey): Promise<(JobRow & { org: string }) | undefined> {
  return await tx.db
    .selectFrom("job")
    .select([...JOB_COLUMNS, "org"])
    .where("source", "=", key.source)
    .where("id", "=", key.id)
    .forUpdate()
    .executeTakeFirst();
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
  const [sources, ids] = [keys.map(({ source }) => source), keys.map(({ id }) => id)];
  const rows = await db
    .selectFrom("job")
    .select(JOB_COLUMNS)
    .where("org", "=", org)
    .where(sql<boolean>`(source, id) in (select * from unnest(${sources}::text[], ${ids}::text[]))`)
    .execute();
  const place = new Map(keys.map(({ source, id }, index) => [JSON.stringify([source, id]), index]));
  const placeOf = ({ source, id }: JobKey) => place.get(JSON.stringify([source, id])) ?? 0;
  return rows.sort((one, other) => placeOf(one) - placeOf(other));
}

/** The job's parameters, configuration and result as JSON text. */
export async function getJobDetail(
  db: Kysely<Database>,
  key: JobKey,
): Promise<{ params: string | null; config: string | null; result: string | null } | undefined> {
  return await db
    .selectFrom("jobDetail")
    .select(["params", "config", "result"])
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .executeTakeFirst();
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

/** The jobs that retried this one, the newest first. */
export async function listRetries(db: Kysely<Database>, key: JobKey): Promise<RetryState[]> {
  return await db
    .selectFrom("job")
    .select(["id", "state"])
    .where("source", "=", key.source)
    .where("retryOf", "=", key.id)
    .orderBy("createdAt", "desc")
    .limit(100)
    .execute();
}

/** Run times in milliseconds of the agent's latest completed jobs, for the expected end of the next. */
export async function recentRunTimes(db: Kysely<Database>, org: string, agentId: string): Promise<number[]> {
  const rows = await db
    .selectFrom("job")
    .select(sql<number>`(extract(epoch from ended_at - started_at) * 1000)::float8`.as("ms"))
    .where("org", "=", org)
    .where("agentId", "=", agentId)
    .where("state", "=", "Completed")
    .where("startedAt", "is not", null)
    .orderBy("createdAt", "desc")
    .limit(20)
    .execute();
  return rows.map((row) => row.ms);
}

/** The next id of a job of the built-in engine: an integer, as Agenty's clients demand. */
export async function nextLocalJobId(tx: WriteTransaction): Promise<string> {
  const { rows } = await sql<{ id: number }>`select nextval('local_job_id') as id`.execute(tx.db);
  return String(rows[0]?.id);
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
