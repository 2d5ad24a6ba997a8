import type { JobRow } from "../jobs/model.ts";
import type { JobState } from "../jobs/state.ts";

/** What a backend may tell of a job, of what a list shows. */
type Told =
  | "agentId"
  | "agentName"
  | "name"
  | "type"
  | "trigger"
  | "priority"
  | "percent"
  | "activity"
  | "tasksExpected"
  | "tasksTotal"
  | "tasksCompleted"
  | "tasksFailed"
  | "cluesTotal"
  | "resultsTotal"
  | "createdAt"
  | "queuedAt"
  | "scheduledAt"
  | "startedAt"
  | "endedAt"
  | "updatedAt"
  | "error"
  | "warning"
  | "retryOf"
  | "scheduleId";

/**
 * A job as a backend tells of it, in our words: what each dialect's answers are read into. Null is what it does not tell, never
 * zero. `rawStatus` is its own word for the state, word for word.
 */
export type ReportedJob = { id: string; state: JobState; rawStatus: string } & {
  [Column in Told]: JobRow[Column] | null;
};

/** One literal, spread: lists are read by the thousand, and several spreads take thirty times as long. */
const NOTHING_TOLD: { [Column in Told]: null } = {
  agentId: null,
  agentName: null,
  name: null,
  type: null,
  trigger: null,
  priority: null,
  percent: null,
  activity: null,
  tasksExpected: null,
  tasksTotal: null,
  tasksCompleted: null,
  tasksFailed: null,
  cluesTotal: null,
  resultsTotal: null,
  createdAt: null,
  queuedAt: null,
  scheduledAt: null,
  startedAt: null,
  endedAt: null,
  updatedAt: null,
  error: null,
  warning: null,
  retryOf: null,
  scheduleId: null,
};

/** A job of which a backend tells nothing but its id and status; the rest is added by who reads more. */
export function reportedJob(id: string, state: JobState, rawStatus: string): ReportedJob {
  return { ...NOTHING_TOLD, id, state, rawStatus };
}
