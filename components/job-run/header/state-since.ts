import type { JobDetail } from "../../../lib/api/job-types.ts";
import { clampPercent } from "../../../lib/jobs/format.ts";
import type { Instant } from "../../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";

/** Since when the job has been in its state, as well as can be told; null when nothing says so. */
export function stateSince({ job, run, commands }: Pick<JobDetail, "job" | "run" | "commands">): Instant | null {
  switch (job.state) {
    case "Completed":
    case "Failed":
    case "Cancelled":
      return job.endedAt;
    case "Cancelling":
      return commands.find(({ action, finishedAt }) => action === "cancel" && finishedAt === null)?.requestedAt ?? null;
    case "ExecutionCompleted":
      return run?.agentEndTime ?? job.startedAt;
    case "Submitting":
      return run?.processingStartTime ?? run?.agentEndTime ?? job.startedAt;
    case "Executing":
      return job.startedAt;
    case "Queued":
      return job.queuedAt ?? job.createdAt;
    case "Unknown":
      return null;
  }
}

/** The title of the document: what a tab among many should say first. */
export function pageTitle({ state, percent, name, id }: JobDetail["job"]): string {
  const far = percent === null || hasEnded(state) || state === "Queued" ? "" : ` ${Math.floor(clampPercent(percent))}%`;
  return `${STATE_PRESENTATION[state].word}${far} · ${name} #${id} · Watchfloor`;
}
