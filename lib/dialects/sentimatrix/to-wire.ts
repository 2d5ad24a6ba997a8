import type { JobRow, LogLevel, LogLine, Task } from "../../jobs/model.ts";
import { hasEnded } from "../../jobs/state.ts";
import { STATUS_OF_STATE } from "./status.ts";
import { type JobTargets, projectTargets, targetIdOf } from "./targets.ts";
import type { LOG_LEVELS, WireCancelled, WireJob, WireJobDetail, WireLogLine, WireMessage } from "./wire.ts";

/** A job with what is told of it beyond its row. */
export interface ToldJob {
  job: JobRow;
  /** What programs call its agent by; null when it has none. */
  projectId: string | null;
  targets: JobTargets;
  /** Null when what the job was made with cannot be read. */
  maxResults: number | null;
}

/** What a run tells of its targets: the first tasks in order, and which one it is at. */
export interface ToldTasks {
  items: readonly Pick<Task, "seq" | "state" | "resultsCount" | "startedAt" | "endedAt">[];
  more: boolean;
  current: number | null;
}

/** A job as lists have it, and as it is when it was made. */
export function toJob({ job, projectId, targets, maxResults }: ToldJob): WireJob {
  const ids = projectTargets(targets);
  const end = job.endedAt === null ? undefined : seconds(job.endedAt);
  return {
    id: job.id,
    ...(projectId === null ? {} : { project_id: projectId }),
    status: STATUS_OF_STATE[job.state],
    // Jobs of the built-in engine always say.
    source: job.trigger ?? "manual",
    ...(job.scheduleId === null ? {} : { schedule_id: job.scheduleId }),
    ...(job.retryOf === null ? {} : { retry_of: job.retryOf }),
    config: {
      ...(maxResults === null ? {} : { max_results_per_target: maxResults }),
      ...(ids === null ? {} : { targets: ids }),
    },
    progress: progressOf(job, targets),
    ...(job.state === "Failed" ? { error: { code: "JOB_FAILED", message: job.error ?? "Failed" } } : {}),
    ...(job.startedAt === null ? {} : { started_at: seconds(job.startedAt) }),
    ...(end === undefined ? {} : job.state === "Cancelled" ? { cancelled_at: end } : { completed_at: end }),
    ...durationOf(job),
    created_at: seconds(job.createdAt),
  };
}

/** A job with its targets. `tasks` is null while it has not begun: its targets are then those of the project. */
export function toJobDetail(told: ToldJob, tasks: ToldTasks | null): WireJobDetail {
  const { job, targets } = told;
  const { progress, ...rest } = toJob(told);
  const current = tasks?.current ?? null;
  const status = hasEnded(job.state) ? "cancelled" : "pending";
  const targetStatus =
    tasks?.items.map((task) => targetStatusOf(targets, task)) ??
    (projectTargets(targets) ?? []).map((id) => ({ target_id: id, status, results_count: 0 }) as const);
  const more = tasks?.more ?? (targets.count ?? 0) > targetStatus.length;
  return {
    ...rest,
    progress: { ...progress, ...(current === null ? {} : { current_target: targetIdOf(targets, current) }) },
    target_status: targetStatus,
    ...(more ? { target_status_truncated: true } : {}),
  };
}

/** What a cancel answers of a job that has stopped, or is about to. */
export function toCancelled({ job, targets }: ToldJob): WireCancelled {
  return {
    id: job.id,
    status: STATUS_OF_STATE[job.state],
    progress: progressOf(job, targets),
    ...(job.state === "Cancelled" && job.endedAt !== null ? { cancelled_at: seconds(job.endedAt) } : {}),
  };
}

const LEVEL: Record<LogLevel, (typeof LOG_LEVELS)[number]> = {
  debug: "info",
  info: "info",
  warning: "warning",
  error: "error",
};

export function toLogLine(targets: JobTargets, { at, level, message, task }: LogLine): WireLogLine {
  return {
    timestamp: seconds(at),
    level: LEVEL[level],
    message,
    target_id: task === null ? null : targetIdOf(targets, task),
  };
}

/** The message about a job as a whole: how far it is, or how it ended. */
export function toJobMessage(job: JobRow, targets: JobTargets, current: number | null): WireMessage {
  const { percentage, total_results: results_count } = progressOf(job, targets);
  const data = { job_id: job.id, status: STATUS_OF_STATE[job.state], percentage, results_count };
  if (job.state === "Completed") return { type: "completed", data };
  if (job.state === "Cancelled") return { type: "cancelled", data };
  if (job.state === "Failed") return { type: "failed", data: { ...data, error: job.error ?? "Failed" } };
  return {
    type: "progress",
    data: { ...data, ...(current === null ? {} : { current_target: targetIdOf(targets, current) }) },
  };
}

/** The message about what became of a target; null while nothing has. */
export function toTargetMessage(job: Pick<JobRow, "id">, targets: JobTargets, task: Task): WireMessage | null {
  const data = { job_id: job.id, ...targetStatusOf(targets, task) };
  if (task.state === "Executing") return { type: "target_started", data };
  if (task.state === "Completed") return { type: "target_completed", data };
  if (task.state !== "Failed") return null;
  return { type: "target_failed", data: { ...data, ...(task.error === null ? {} : { error: task.error }) } };
}

/** Whether a job waits to begin, or ended before it could. A job that is tried again begins from its first target. */
export function hasNotBegun({ state, startedAt }: JobRow): boolean {
  return state === "Queued" || (startedAt === null && hasEnded(state));
}

function progressOf(job: JobRow, { count }: JobTargets): WireCancelled["progress"] {
  if (hasNotBegun(job)) return { total_targets: count, completed_targets: 0, total_results: 0, percentage: 0 };
  return {
    total_targets: job.tasksExpected ?? job.tasksTotal ?? count,
    completed_targets: job.tasksCompleted,
    total_results: hasEnded(job.state) ? job.resultsTotal : job.cluesTotal,
    // 100 is for what has ended so, not for what is nearly there.
    percentage: job.percent === null ? null : Math.floor(Math.min(100, Math.max(0, job.percent))),
  };
}

function targetStatusOf(targets: JobTargets, task: ToldTasks["items"][number]): WireJobDetail["target_status"][number] {
  return {
    target_id: targetIdOf(targets, task.seq),
    status: STATUS_OF_STATE[task.state],
    // A target from which nothing was taken, because it has failed or not been come to, has no results.
    results_count: task.resultsCount ?? 0,
    ...durationOf(task),
  };
}

/** In whole seconds; clocks that went backwards make none. */
function durationOf({ startedAt, endedAt }: Pick<JobRow, "startedAt" | "endedAt">): { duration_seconds?: number } {
  if (startedAt === null || endedAt === null) return {};
  return { duration_seconds: Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)) };
}

/** An instant as the document writes it, to the second. */
function seconds(instant: string): string {
  return instant.replace(/\.\d+Z$/, "Z");
}
