import type { JobRow } from "../../lib/jobs/model.ts";
import { onceDue } from "../../lib/jobs/once-due.ts";
import type { JobUpdate } from "../store/jobs.ts";

/**
 * What changes of a job that leaves the queue now, to begin or to end. Its time in the queue is the wait for its turn: that for the
 * time that it was scheduled for is none, so that it is then as if it had been queued at that time.
 */
export function leaveQueue(job: JobRow, now: string): Pick<JobUpdate, "scheduledAt" | "queuedAt"> {
  if (job.state !== "Queued" || job.scheduledAt === null) return { scheduledAt: null };
  return { scheduledAt: null, queuedAt: onceDue(job.queuedAt ?? job.createdAt, job, now) ?? now };
}
