import type { Instant, JobRow, JobRun } from "../../../lib/jobs/model.ts";
import { hasEnded, type JobState } from "../../../lib/jobs/state.ts";

/**
 * The state of an attempt: the latest is as its job is; an earlier one ended as its processing did, if that began after the
 * agent was done, else as its agent did.
 */
export function attemptState(run: JobRun, job: JobRow): JobState {
  if (run.attempt === job.attempt && !isWaitingForNext(job)) return job.state;
  const { agentState, processingState } = run;
  return processingState !== null && hasEnded(processingState) && agentState === "Completed"
    ? processingState
    : agentState;
}

/** When an attempt ended; null while it has not, or where nobody says. */
export function attemptEnd(run: JobRun, job: JobRow): Instant | null {
  const known = run.processingEndTime ?? run.agentEndTime;
  if (known !== null) return known;
  if (run.attempt === job.attempt && !isWaitingForNext(job)) return job.endedAt;
  return hasEnded(run.agentState) ? run.updateDate : null;
}

/** Between two attempts the job is queued again, and the one that it counts has ended. */
function isWaitingForNext(job: JobRow): boolean {
  return job.state === "Queued" && job.attempt > 0;
}
