import type { JobDetail } from "../../../lib/api/types.ts";
import { actionOf } from "../../jobs/job-actions.ts";

/** What the page offers: what makes sense in the job's state and its source can do. */
export function pageActions({ job, capabilities }: Pick<JobDetail, "job" | "capabilities">) {
  const action = actionOf(job.state);
  return {
    cancel: action === "cancel" && capabilities.cancel,
    retry: action === "retry" && capabilities.retry,
    start: capabilities.start && job.agentId !== null,
  };
}
