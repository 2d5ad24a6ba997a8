import type { JobState } from "../../jobs/state.ts";

/** In the order of AI Connect's document, but for `UNKNOWN`, which it has not. */
export const DOCUMENTED_STATUSES = ["WAITING", "SCHEDULED", "RUNNING", "COMPLETED", "FAILED", "CANCELED"] as const;
export const AI_CONNECT_STATUSES = [...DOCUMENTED_STATUSES, "UNKNOWN"] as const;
export type DocumentedStatus = (typeof DOCUMENTED_STATUSES)[number];
export type AiConnectStatus = (typeof AI_CONNECT_STATUSES)[number];

const STATUS_OF_STATE: Record<JobState, AiConnectStatus> = {
  Unknown: "UNKNOWN",
  Queued: "WAITING",
  Executing: "RUNNING",
  ExecutionCompleted: "RUNNING",
  Cancelling: "RUNNING",
  Submitting: "RUNNING",
  Completed: "COMPLETED",
  Cancelled: "CANCELED",
  Failed: "FAILED",
};

/** The states that a status stands for; `isScheduled` says which of the queued jobs. */
export const STATES_OF_STATUS: Record<DocumentedStatus, { states: JobState[]; isScheduled?: boolean }> = {
  WAITING: { states: ["Queued"], isScheduled: false },
  SCHEDULED: { states: ["Queued"], isScheduled: true },
  RUNNING: { states: ["Executing", "ExecutionCompleted", "Submitting", "Cancelling"] },
  COMPLETED: { states: ["Completed"] },
  FAILED: { states: ["Failed"] },
  CANCELED: { states: ["Cancelled"] },
};

const STATE_OF_STATUS: Record<DocumentedStatus, JobState> = {
  WAITING: "Queued",
  SCHEDULED: "Queued",
  RUNNING: "Executing",
  COMPLETED: "Completed",
  FAILED: "Failed",
  CANCELED: "Cancelled",
};

/** The status of a state; `dueAt` is what a queued job waits for, in ISO text. */
export function writeStatus(state: JobState, dueAt: string | null, now: number): AiConnectStatus {
  const isLater = state === "Queued" && dueAt !== null && Date.parse(dueAt) > now;
  return isLater ? "SCHEDULED" : STATUS_OF_STATE[state];
}

/** The status that is written so, in any case and `canceled` with one l or two; null when it is none. */
export function readStatus(given: unknown): DocumentedStatus | null {
  if (typeof given !== "string") return null;
  const name = given.trim().toUpperCase();
  return (
    DOCUMENTED_STATUSES.find((status) => status === name || (status === "CANCELED" && name === "CANCELLED")) ?? null
  );
}

/** The state that a status means; null when it means none. */
export function readState(given: unknown): JobState | null {
  const status = readStatus(given);
  return status === null ? null : STATE_OF_STATUS[status];
}
