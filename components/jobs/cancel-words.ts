import { formatQuantity } from "../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { hasEnded, type JobState } from "../../lib/jobs/state.ts";
import type { CancelTarget } from "./cancel-request.ts";

/** What cancelling the job would do. */
export function consequence(job: CancelTarget): string {
  if (job.state === "Queued") return `Job #${job.id} has not begun; it will not run.`;
  const done = job.tasksCompleted ?? 0;
  const kept = done > 0 ? `; ${formatQuantity(done, "task")} done so far ${done === 1 ? "is" : "are"} kept` : "";
  return `Job #${job.id} stops after the step it is at${kept}.`;
}

/** Why there is nothing to cancel any more. */
export function endedInWords(job: Pick<CancelTarget, "name" | "id">, state: JobState): string {
  const name = `${job.name} #${job.id}`;
  if (!hasEnded(state)) return `${name} is stopping already`;
  return state === "Cancelled"
    ? `${name} was cancelled by somebody else`
    : `${name} ended meanwhile: ${STATE_PRESENTATION[state].word.toLowerCase()}`;
}
