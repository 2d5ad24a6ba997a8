import { type Kysely, sql } from "kysely";
import type { Task } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import type { JobKey } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

const TASK_COLUMNS = [
  "seq",
  "target",
  "state",
  "depth",
  "resultsCount",
  "httpStatus",
  "queuedAt",
  "startedAt",
  "endedAt",
  "error",
  "attempt",
  "maxAttempts",
  "dueAt",
  "earlierError",
] as const satisfies readonly (keyof Task)[];

/** A page yet to be fetched. */
export interface NewTask {
  target: string;
  depth: number;
  /** How often it may be tried in all; left out, once. */
  maxAttempts?: number;
}

/** What tells the feed where a task belongs. */
export interface TaskOwner extends JobKey {
  org: string;
  runId: number;
}

/**
 * Queues tasks after those that the run already has, leaving out targets that it knows, and records them in the feed.
 * Returns the ones that were new, at most `limit`.
 */
export async function insertTasks(
  tx: WriteTransaction,
  owner: TaskOwner,
  tasks: readonly NewTask[],
  limit = Number.POSITIVE_INFINITY,
): Promise<Task[]> {
  if (tasks.length === 0) return [];
  const newest = await tx.db
    .selectFrom("task")
    .select("seq")
    .where("runId", "=", owner.runId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const last = newest?.seq ?? 0;
  const targets = tasks.map((task) => task.target);
  const knownRows = await tx.db
    .selectFrom("task")
    .select("target")
    .where("runId", "=", owner.runId)
    .where(sql<boolean>`md5(target) in (select md5(t) from unnest(${targets}::text[]) as t)`)
    .execute();
  const known = new Set(knownRows.map((task) => task.target));
  const fresh = [...new Map(tasks.map((task) => [task.target, task])).values()]
    .filter((task) => !known.has(task.target))
    .slice(0, limit);
  const queuedAt = new Date().toISOString();
  const stored: Task[] = fresh.map((task, place) => ({
    seq: last + place + 1,
    target: task.target,
    state: "Queued",
    depth: task.depth,
    resultsCount: null,
    httpStatus: null,
    queuedAt,
    startedAt: null,
    endedAt: null,
    error: null,
    attempt: 1,
    maxAttempts: task.maxAttempts ?? 1,
    dueAt: null,
    earlierError: null,
  }));
  // A statement takes at most 65,535 parameters.
  for (let from = 0; from < stored.length; from += 2000) {
    const batch = stored.slice(from, from + 2000).map((task) => ({ ...task, runId: owner.runId }));
    await tx.db.insertInto("task").values(batch).execute();
    recordTasks(tx, owner, stored.slice(from, from + 2000));
  }
  return stored;
}

/** Changes a task and records it in the feed. */
export async function updateTask(
  tx: WriteTransaction,
  owner: TaskOwner,
  seq: number,
  update: Partial<Omit<Task, "seq" | "target" | "depth">>,
): Promise<Task> {
  const stored = await tx.db
    .updateTable("task")
    .set(update)
    .where("runId", "=", owner.runId)
    .where("seq", "=", seq)
    .returning(TASK_COLUMNS)
    .executeTakeFirstOrThrow();
  recordTasks(tx, owner, [stored]);
  return stored;
}

/** Puts tasks that a lost worker had begun back into the queue, and records them in the feed. */
export async function requeueTasks(tx: WriteTransaction, owner: TaskOwner): Promise<Task[]> {
  return await moveTasks(tx, owner, ["Executing"], { state: "Queued", startedAt: null });
}

/** Marks the tasks that a run will not come to any more as cancelled, and records them in the feed. */
export async function dropTasks(tx: WriteTransaction, owner: TaskOwner): Promise<Task[]> {
  return await moveTasks(tx, owner, ["Queued", "Executing"], {
    state: "Cancelled",
    endedAt: new Date().toISOString(),
    dueAt: null,
  });
}

async function moveTasks(
  tx: WriteTransaction,
  owner: TaskOwner,
  from: JobState[],
  update: Partial<Omit<Task, "seq" | "target" | "depth">>,
): Promise<Task[]> {
  const stored = await tx.db
    .updateTable("task")
    .set(update)
    .where("runId", "=", owner.runId)
    .where("state", "in", from)
    .returning(TASK_COLUMNS)
    .execute();
  stored.sort((one, other) => one.seq - other.seq);
  for (let at = 0; at < stored.length; at += 2000) recordTasks(tx, owner, stored.slice(at, at + 2000));
  return stored;
}

/**
 * The queued task to work on next: one that waited until `now` or before, else the first that was not tried yet, else the one
 * that waits for the shortest. Undefined when none is left.
 */
export async function nextQueuedTask(db: Kysely<Database>, runId: number, now: Date): Promise<Task | undefined> {
  const queued = db
    .selectFrom("task")
    .select(TASK_COLUMNS)
    .where("runId", "=", runId)
    .where("state", "=", "Queued")
    .limit(1);
  const waiting = queued.where("dueAt", "is not", null).orderBy("dueAt").as("waiting");
  const fresh = queued.where("dueAt", "is", null).orderBy("seq").as("fresh");
  const found: Task[] = await db.selectFrom(waiting).selectAll().unionAll(db.selectFrom(fresh).selectAll()).execute();
  const dueOf = ({ dueAt }: Task) => (dueAt === null ? now.getTime() : Date.parse(dueAt));
  return found.toSorted((one, other) => dueOf(one) - dueOf(other))[0];
}

/** How many tasks of a run wait for the time from which they are tried again. */
export async function countWaitingTasks(db: Kysely<Database>, runId: number): Promise<number> {
  const { tasks } = await db
    .selectFrom("task")
    .select(sql<number>`count(*)::int8`.as("tasks"))
    .where("runId", "=", runId)
    .where("state", "=", "Queued")
    .where("dueAt", "is not", null)
    .executeTakeFirstOrThrow();
  return tasks;
}

/** Why the latest failed task of a run failed; null when none did. */
export async function lastTaskError(db: Kysely<Database>, runId: number): Promise<string | null> {
  const row = await db
    .selectFrom("task")
    .select("error")
    .where("runId", "=", runId)
    .where("state", "=", "Failed")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.error ?? null;
}

/** Tasks of a run by seq, after `after`, at most `limit`; `states` empty means all. */
export async function listTasks(
  db: Kysely<Database>,
  runId: number,
  page: { after: number; limit: number; states: readonly JobState[] },
): Promise<Task[]> {
  let query = db.selectFrom("task").select(TASK_COLUMNS).where("runId", "=", runId).where("seq", ">", page.after);
  if (page.states.length > 0) query = query.where("state", "in", page.states);
  return await query.orderBy("seq").limit(page.limit).execute();
}

/** Records tasks of a run in the feed. */
export function recordTasks(tx: WriteTransaction, owner: TaskOwner, tasks: Task[]): void {
  tx.record({
    org: owner.org,
    kind: "tasks",
    source: owner.source,
    jobId: owner.id,
    data: { runId: owner.runId, tasks },
  });
}
