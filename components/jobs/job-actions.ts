import type { JobState } from "../../lib/jobs/state.ts";

export type JobAction = "cancel" | "retry";

/** What makes sense in each state; whether the source can do it is the business of its capabilities. */
const ACTION_OF_STATE: Record<JobState, JobAction | null> = {
  Unknown: "cancel",
  Queued: "cancel",
  Executing: "cancel",
  ExecutionCompleted: "cancel",
  Submitting: "cancel",
  Cancelling: null,
  Completed: null,
  Cancelled: "retry",
  Failed: "retry",
};

/** The one action that an operator would want of a job in this state. */
export function actionOf(state: JobState): JobAction | null {
  return ACTION_OF_STATE[state];
}
