import type { JobDetail } from "../../../lib/api/job-types.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { actionOf } from "../../jobs/job-actions.ts";

const PAGE_ACTIONS = ["cancel", "retry", "edit", "start", "watch", "backend"] as const;
export type PageAction = (typeof PAGE_ACTIONS)[number];

/** What stands against an action, in words; null when nothing does and it is offered. */
export type Offers = Record<PageAction, string | null>;

type Facts = Pick<JobDetail, "job" | "capabilities" | "backendUrl" | "cut">;

/** Longer texts are not edited in a browser; the API takes a body of 1 MB. */
const MOST_EDITED = 512 * 1024;

/** What the page offers: what makes sense in the job's state and its source can do. `gone`: the job is no longer there. */
export function offersOf({ job, capabilities, backendUrl, cut }: Facts, { gone = false } = {}): Offers {
  const { source, state, agentId } = job;
  const ended = hasEnded(state);
  const whenThere = (against: Offers): Offers =>
    gone ? { ...against, cancel: GONE, retry: GONE, edit: GONE, start: GONE, watch: GONE } : against;
  const unlessAble = (able: boolean, what: string, against: string | null) =>
    able ? against : `The source ${source} cannot ${what}`;
  return whenThere({
    cancel: unlessAble(capabilities.cancel, "cancel jobs", againstCancel(state)),
    retry: unlessAble(capabilities.retry, "retry jobs", againstRetry(state)),
    edit: unlessAble(capabilities.retryWithEdits, "retry jobs with edits", againstEdit(ended, cut)),
    start: unlessAble(
      capabilities.start,
      "start jobs from here",
      agentId === null ? "It is not known which agent it is of" : null,
    ),
    watch: ended ? "It has ended" : null,
    backend:
      backendUrl !== null
        ? null
        : source === "local"
          ? "The built-in engine has no other page than this"
          : `The source ${source} has no address for its jobs`,
  });
}

const GONE = "It is no longer there";

function againstCancel(state: JobDetail["job"]["state"]): string | null {
  if (actionOf(state) === "cancel") return null;
  return state === "Cancelling" ? "It is stopping already" : "It has ended";
}

function againstRetry(state: JobDetail["job"]["state"]): string | null {
  if (actionOf(state) === "retry") return null;
  return state === "Completed" ? "It completed: start its agent again, or retry it with edits" : "It has not ended yet";
}

function againstEdit(ended: boolean, { config, params }: JobDetail["cut"]): string | null {
  if (!ended) return "It has not ended yet";
  return (config ?? 0) + (params ?? 0) > MOST_EDITED
    ? "Its configuration and parameters are too long to be edited"
    : null;
}
