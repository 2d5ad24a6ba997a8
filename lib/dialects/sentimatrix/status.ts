import { JOB_STATES, type JobState } from "../../jobs/state.ts";

/** The statuses of a job, and of each of its targets, in the document's order. */
export const STATUSES = ["pending", "running", "completed", "failed", "cancelled"] as const;
export type Status = (typeof STATUSES)[number];

/** What a program is told. A job of which nobody knows the state has not ended, as far as anybody knows: it runs. */
export const STATUS_OF_STATE: Record<JobState, Status> = {
  Unknown: "running",
  Queued: "pending",
  Executing: "running",
  ExecutionCompleted: "running",
  Cancelling: "running",
  Submitting: "running",
  Completed: "completed",
  Cancelled: "cancelled",
  Failed: "failed",
};

/** The states that a program means by a status. */
export function statesOfStatus(status: Status): JobState[] {
  return JOB_STATES.filter((state) => STATUS_OF_STATE[state] === status);
}

/** By their word. `queued` is the code's word for `pending`; `partial` is of another of their documents. */
const STATE_OF_STATUS = new Map<string, JobState>([
  ["pending", "Queued"],
  ["queued", "Queued"],
  ["running", "Executing"],
  ["completed", "Completed"],
  ["partial", "Completed"],
  ["failed", "Failed"],
  ["cancelled", "Cancelled"],
]);

/** What their word for a state means, in any case; `Unknown` for any other. */
export function stateOfStatus(status: string): JobState {
  return STATE_OF_STATUS.get(status.trim().toLowerCase()) ?? "Unknown";
}
