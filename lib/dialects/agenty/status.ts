import type { JobState } from "../../jobs/state.ts";

/** The statuses of Agenty's help page, and `submitted` of its API. */
export const AGENTY_STATUSES = [
  "submitted",
  "starting",
  "queued",
  "started",
  "running",
  "completing",
  "completed",
  "stopping",
  "stopped",
  "aborted",
] as const;
export type AgentyStatus = (typeof AGENTY_STATUSES)[number];

const STATUS_OF_STATE: Record<JobState, AgentyStatus | "unknown"> = {
  Unknown: "unknown",
  Queued: "submitted",
  Executing: "running",
  ExecutionCompleted: "completing",
  Cancelling: "stopping",
  Submitting: "completing",
  Completed: "completed",
  Cancelled: "stopped",
  Failed: "aborted",
};

/** `failed` and `error` are in no page of Agenty's, but mean one thing only. */
const STATE_OF_STATUS: Record<AgentyStatus | "failed" | "error", JobState> = {
  submitted: "Queued",
  starting: "Queued",
  queued: "Queued",
  started: "Executing",
  running: "Executing",
  completing: "ExecutionCompleted",
  completed: "Completed",
  stopping: "Cancelling",
  stopped: "Cancelled",
  aborted: "Failed",
  failed: "Failed",
  error: "Failed",
};

/** Agenty's word for a state. A job that runs is `started` until its first page is over. */
export function statusOf(state: JobState, { hasBegun, pagesProcessed }: { hasBegun: boolean; pagesProcessed: number }) {
  return state === "Executing" && hasBegun && pagesProcessed === 0 ? "started" : STATUS_OF_STATE[state];
}

/** The state that a status means, in any case; `started` without a time of start still waits. Unknown for any other text. */
export function stateOf(status: unknown, { hasBegun }: { hasBegun: boolean }): JobState {
  const word = typeof status === "string" ? status.trim().toLowerCase() : "";
  if (!isStatus(word)) return "Unknown";
  return word === "started" && !hasBegun ? "Queued" : STATE_OF_STATUS[word];
}

/** Whether an answer is a job that is stopped or stopping: then the stop worked, whatever the HTTP status says. */
export function isStopped(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("job_id" in body && "status" in body)) return false;
  const state = stateOf(body.status, { hasBegun: true });
  return state === "Cancelled" || state === "Cancelling";
}

function isStatus(word: string): word is keyof typeof STATE_OF_STATUS {
  return Object.hasOwn(STATE_OF_STATUS, word);
}
