/**
 * The nine states of a job, in the order of CluedIn's enumeration. They are the one vocabulary of the product: every
 * backend's own status is mapped to one of them, and the raw text is kept beside it.
 */
export const JOB_STATES = [
  "Unknown",
  "Queued",
  "Executing",
  "ExecutionCompleted",
  "Cancelling",
  "Submitting",
  "Completed",
  "Cancelled",
  "Failed",
] as const;

export type JobState = (typeof JOB_STATES)[number];

/** The five counts of the console, and `unknown` for jobs whose state no one can tell. */
export const COUNT_NAMES = ["queued", "executing", "completed", "failed", "cancelled", "unknown"] as const;

export type CountName = (typeof COUNT_NAMES)[number];

/** How many jobs there are in each count. */
export type JobCounts = Record<CountName, number>;

/** The count that each state belongs to. */
export const COUNT_OF_STATE: Record<JobState, CountName> = {
  Unknown: "unknown",
  Queued: "queued",
  Executing: "executing",
  ExecutionCompleted: "executing",
  Cancelling: "executing",
  Submitting: "executing",
  Completed: "completed",
  Cancelled: "cancelled",
  Failed: "failed",
};

/** The states that each count sums, for links from a count to the list. */
export const STATES_OF_COUNT: Record<CountName, readonly JobState[]> = {
  queued: ["Queued"],
  executing: ["Executing", "ExecutionCompleted", "Cancelling", "Submitting"],
  completed: ["Completed"],
  failed: ["Failed"],
  cancelled: ["Cancelled"],
  unknown: ["Unknown"],
};

const ENDED: Record<JobState, boolean> = {
  Unknown: false,
  Queued: false,
  Executing: false,
  ExecutionCompleted: false,
  Cancelling: false,
  Submitting: false,
  Completed: true,
  Cancelled: true,
  Failed: true,
};

/** Whether a job in this state has ended. A backend may still bring it back to life; believe the backend. */
export function hasEnded(state: JobState): boolean {
  return ENDED[state];
}

/** All counts at zero: a fresh object each time. */
export function noCounts(): JobCounts {
  return { queued: 0, executing: 0, completed: 0, failed: 0, cancelled: 0, unknown: 0 };
}
