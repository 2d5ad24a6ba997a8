import type { JobDetail } from "../../../lib/api/types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { hasEnded, type JobState } from "../../../lib/jobs/state.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";

/** Every attempt at the job, the latest first, each with its figures and what it said at its end. */
export function AttemptsTab({ detail: { job, runs } }: { detail: JobDetail }) {
  if (runs.length === 0) {
    return <p className="px-4 py-10 text-center text-ink-3 text-sm">No attempt has begun yet.</p>;
  }
  return (
    <section
      aria-label="Attempts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset overflow-x-auto"
    >
      <table className="w-full text-left text-sm">
        <thead className="text-ink-3 text-xs">
          <tr className="*:h-8 *:whitespace-nowrap *:border-b *:px-3 *:font-medium first:*:pl-4">
            <th scope="col">Attempt</th>
            <th scope="col">State</th>
            <th scope="col">Started</th>
            <th scope="col" className="text-right">
              Took
            </th>
            <th scope="col" className="text-right">
              Tasks
            </th>
            <th scope="col" className="text-right">
              Clues
            </th>
            <th scope="col">What it said</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, place) => (
            <tr key={run.id} className="hover:bg-hover *:h-9 *:border-b *:px-3 *:py-1.5 last:*:border-b-0">
              <td className="whitespace-nowrap pl-4!">
                {run.attempt} of {job.maxAttempts}
              </td>
              <td>
                <StateBadge state={place === 0 ? job.state : endState(run)} plain />
              </td>
              <td>
                <Moment at={run.agentStartTime} said="Started" />
              </td>
              <td className="text-right">
                <Elapsed
                  from={run.agentStartTime}
                  to={run.processingEndTime ?? run.agentEndTime ?? (place === 0 ? job.endedAt : run.updateDate)}
                  reason="Not started"
                />
              </td>
              <td className="whitespace-nowrap text-right">
                {formatCount(run.agentTasksCompletedCount)}
                {(run.agentTasksFailedCount ?? 0) > 0 && (
                  <span className="text-failed"> · {formatCount(run.agentTasksFailedCount)} failed</span>
                )}
              </td>
              <td className="text-right">{formatCount(run.agentCluesCount)}</td>
              <td className="min-w-56 max-w-lg break-words text-ink-2">{run.agentResultMessage ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** An earlier attempt ended as its processing did, if that began, else as its agent did. */
function endState(run: JobRun): JobState {
  const { agentState, processingState } = run;
  return processingState !== null && hasEnded(processingState) && agentState === "Completed"
    ? processingState
    : agentState;
}
