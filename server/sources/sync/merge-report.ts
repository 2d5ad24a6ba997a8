import type { ReportedJob } from "../../../lib/dialects/reported-job.ts";
import { errorFingerprint } from "../../../lib/jobs/fingerprint.ts";
import type { Instant } from "../../../lib/jobs/model.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import type { ReportedColumns } from "../../store/reported-jobs.ts";
import { withoutNul } from "../../store/write.ts";

const LONGEST_NAME = 500;
const LONGEST_TEXT = 20_000;
const MOST = 2_147_483_647;

/** The row of a job that was not known before. `askedAt` stands for a creation that the backend does not tell of. */
export function newRow(job: ReportedJob, askedAt: Date): ReportedColumns & { createdAt: Instant } {
  const createdAt = job.createdAt ?? job.queuedAt ?? job.scheduledAt ?? job.startedAt ?? job.endedAt;
  return { ...mergeReport(NOTHING, job), createdAt: createdAt ?? askedAt.toISOString() };
}

/**
 * What a row says after a report: what the backend tells now, and of what it does not tell now, what it told before. What only
 * holds for a state goes with it: a job that runs again has not ended.
 */
export function mergeReport(before: ReportedColumns, job: ReportedJob): ReportedColumns {
  const { state } = job;
  const ended = hasEnded(state);
  const sameState = before.state === state;
  const agentName = name(job.agentName) ?? before.agentName;
  const agentId = text(job.agentId, LONGEST_NAME) ?? before.agentId;
  const error = state === "Failed" ? (text(job.error, LONGEST_TEXT) ?? (sameState ? before.error : null)) : null;
  return {
    agentId,
    agentName,
    name: name(job.name) ?? (before.name !== "" ? before.name : (agentName ?? agentId ?? `Job ${text(job.id, 200)}`)),
    type: name(job.type) ?? before.type,
    state,
    rawStatus: text(job.rawStatus, LONGEST_NAME) ?? "",
    trigger: job.trigger ?? before.trigger,
    priority: int(job.priority) ?? before.priority,
    percent: percentOf(job.percent) ?? (ended === hasEnded(before.state) ? before.percent : null),
    activity: ended ? null : text(job.activity, LONGEST_NAME),
    tasksExpected: int(job.tasksExpected) ?? before.tasksExpected,
    tasksTotal: int(job.tasksTotal) ?? before.tasksTotal,
    tasksCompleted: int(job.tasksCompleted) ?? before.tasksCompleted,
    tasksFailed: int(job.tasksFailed) ?? before.tasksFailed,
    cluesTotal: int(job.cluesTotal) ?? before.cluesTotal,
    resultsTotal: int(job.resultsTotal) ?? before.resultsTotal,
    queuedAt: job.queuedAt ?? before.queuedAt,
    scheduledAt: job.scheduledAt ?? before.scheduledAt,
    startedAt: state === "Queued" ? job.startedAt : (job.startedAt ?? before.startedAt),
    endedAt: ended ? (job.endedAt ?? (sameState ? before.endedAt : null)) : null,
    error,
    errorFingerprint:
      error === null ? null : error === before.error ? before.errorFingerprint : errorFingerprint(error),
    warning: text(job.warning, LONGEST_TEXT) ?? revived(before, job) ?? before.warning,
    retryOf: text(job.retryOf, LONGEST_NAME) ?? before.retryOf,
    scheduleId: text(job.scheduleId, LONGEST_NAME) ?? before.scheduleId,
    attempt: state === "Queued" ? before.attempt : Math.max(1, before.attempt),
  };
}

/** The backend is believed; that it had said otherwise stays with the job. */
function revived(before: ReportedColumns, job: ReportedJob): string | null {
  if (!hasEnded(before.state) || before.state === job.state) return null;
  return `The backend had said that it was ${before.state.toLowerCase()}, and now says ${job.state.toLowerCase()}.`;
}

/** Whether a report says anything that the row does not. */
export function differs(before: ReportedColumns, after: ReportedColumns): boolean {
  return (Object.keys(after) as (keyof ReportedColumns)[]).some((column) => before[column] !== after[column]);
}

function name(value: string | null): string | null {
  return text(value, LONGEST_NAME);
}

/** Texts as the database can hold them, and not longer than a list can use. */
function text(value: string | null, longest: number): string | null {
  if (value === null || value === "") return null;
  const kept = withoutNul(value.toWellFormed());
  return kept.length > longest ? `${kept.slice(0, longest - 1).toWellFormed()}…` : kept;
}

function int(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.min(MOST, Math.max(-MOST, Math.round(value)));
}

/** In tenths, which the database gives back as they were stored. */
function percentOf(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.round(Math.min(100, Math.max(0, value)) * 10) / 10;
}

const NOTHING: ReportedColumns = {
  ...{
    agentId: null,
    agentName: null,
    name: "",
    type: "",
    state: "Unknown",
    rawStatus: "",
    trigger: null,
    priority: 0,
  },
  ...{ percent: null, activity: null, tasksExpected: null, tasksTotal: null, tasksCompleted: null, tasksFailed: null },
  ...{ cluesTotal: null, resultsTotal: null, queuedAt: null, scheduledAt: null, startedAt: null, endedAt: null },
  ...{ error: null, errorFingerprint: null, warning: null, retryOf: null, scheduleId: null, attempt: 0 },
};
