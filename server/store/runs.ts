import { type Kysely, sql, type Updateable } from "kysely";
import type { JobRun } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { isOneOf, type JobKey, textOfKey } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

/** What a new run is made from; figures left out are unknown. */
export type NewRun = Pick<JobRun, "source" | "jobId" | "attempt" | "agentState"> &
  Partial<Omit<JobRun, "id" | "version" | "updateDate">>;

/** What an update may set. */
export type RunUpdate = Partial<Omit<JobRun, "id" | "source" | "jobId" | "attempt" | "version" | "updateDate">>;

/** Figures that `updateRun` can count up in the database, so that no reader-writer race loses one. */
export type RunCounter = {
  [Column in keyof JobRun]: Column extends `${string}Count` ? Column : never;
}[keyof JobRun];

/** Stores a new attempt and records it in the feed. */
export async function insertRun(tx: WriteTransaction, org: string, run: NewRun): Promise<JobRun> {
  const stored = await tx.db
    .insertInto("jobRun")
    .values({ ...UNKNOWN, ...run, updateDate: new Date().toISOString() })
    .returningAll()
    .executeTakeFirstOrThrow();
  recordRun(tx, org, stored);
  return stored;
}

/** Changes a run (`set` replaces, `add` counts up from zero or what is there), and records it in the feed. */
export async function updateRun(
  tx: WriteTransaction,
  org: string,
  runId: number,
  set: RunUpdate,
  add: Partial<Record<RunCounter, number>> = {},
): Promise<JobRun> {
  const values: Updateable<Database["jobRun"]> = { ...set, updateDate: new Date().toISOString() };
  const stored = await tx.db
    .updateTable("jobRun")
    .set(values)
    .set(({ eb, ref }) => ({
      version: eb("version", "+", 1),
      ...Object.fromEntries(
        Object.entries(add).map(([column, amount]) => [
          column,
          sql<number>`coalesce(${ref(column as RunCounter)}, 0) + ${amount}`,
        ]),
      ),
    }))
    .where("id", "=", runId)
    .returningAll()
    .executeTakeFirstOrThrow();
  recordRun(tx, org, stored);
  return stored;
}

/** All attempts at a job, the latest first. */
export async function listRuns(db: Kysely<Database>, key: JobKey): Promise<JobRun[]> {
  return await db
    .selectFrom("jobRun")
    .selectAll()
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .orderBy("attempt", "desc")
    .execute();
}

/** The run of a job with this attempt, or the latest when `attempt` is left out. */
export async function getRun(db: Kysely<Database>, key: JobKey, attempt?: number): Promise<JobRun | undefined> {
  let query = db
    .selectFrom("jobRun")
    .selectAll()
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .orderBy("attempt", "desc")
    .limit(1);
  if (attempt !== undefined) query = query.where("attempt", "=", attempt);
  return await query.executeTakeFirst();
}

/** The latest attempt of each of these jobs, by `textOfKey`. Jobs that were not begun are absent. */
export async function getLatestRuns(db: Kysely<Database>, keys: readonly JobKey[]): Promise<Map<string, JobRun>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("jobRun as job")
    .selectAll()
    .where(isOneOf(keys, sql`job.job_id`))
    .orderBy("attempt")
    .execute();
  return new Map(rows.map((run) => [textOfKey({ source: run.source, id: run.jobId }), run]));
}

function recordRun(tx: WriteTransaction, org: string, run: JobRun): void {
  tx.record({ org, kind: "run", source: run.source, jobId: run.jobId, data: run });
}

const UNKNOWN: Omit<JobRun, "id" | "version" | "updateDate" | "source" | "jobId" | "attempt" | "agentState"> = {
  agentId: null,
  agentKey: null,
  agentResultIsSuccess: null,
  agentResultIsCancellationRequested: null,
  agentResultMessage: null,
  agentQueuedDate: null,
  agentStartTime: null,
  agentEndTime: null,
  agentElapsedQueuedTime: null,
  agentElapsedExecutionTime: null,
  agentPercentCompleted: null,
  agentLastSubmittedDate: null,
  agentExpectedTasksCount: null,
  agentTasksCount: null,
  agentTasksQueuedCount: null,
  agentTasksCompletedCount: null,
  agentTasksFailedCount: null,
  agentCluesCount: null,
  agentCluesQueuedCount: null,
  agentCluesCompletedCount: null,
  agentCluesFailedCount: null,
  processingState: null,
  processingQueuedDate: null,
  processingStartTime: null,
  processingEndTime: null,
  processingTasksCount: null,
  processingTasksQueuedCount: null,
  processingTasksCompletedCount: null,
  processingTasksFailedCount: null,
  processingTasksSkippedCount: null,
  processingTaskRetriesCount: null,
  processingTasksAlreadyExistsCount: null,
  processingTasksAlreadyUpToDateCount: null,
  processingTasksIgnoredCount: null,
  processingTasksReceivedPayloadsCount: null,
  processingTasksReceivedCluesCount: null,
  processingTasksReceivedLogLinesCount: null,
  processingUpdatedDate: null,
};
