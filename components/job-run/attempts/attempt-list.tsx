"use client";

import clsx from "clsx";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobRow, JobRun } from "../../../lib/jobs/model.ts";
import { readableStart } from "../../../lib/text/readable.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { setAddress } from "../address.ts";
import { writeComparedWith } from "./compare-with.ts";
import { attemptEnd, attemptState } from "./end-of-attempt.ts";
import { Known } from "./known.tsx";

/** More than three lines of the widest table hold. */
const LONGEST_MESSAGE = 600;

/** Every attempt at the job, the latest first, each with its figures and what it said at its end. */
export function AttemptList({ detail: { job, run: shown, runs } }: { detail: JobDetail }) {
  if (runs.length === 0) {
    return <p className="px-4 py-8 text-center text-ink-3 text-sm">No attempt has begun yet.</p>;
  }
  return (
    <section
      aria-label="Attempts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset relative overflow-x-auto"
    >
      <table className="w-full text-left text-sm">
        <thead className="text-ink-3 text-xs">
          <tr className="*:h-8 *:whitespace-nowrap *:border-b *:px-3 *:font-medium *:first:pl-4">
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
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <AttemptRow
              key={run.id}
              job={job}
              run={run}
              isLatest={run.id === runs[0]?.id}
              isShown={run.id === shown?.id}
              compareTo={isOnly(runs) ? null : neighbour(runs, run)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isOnly = (runs: readonly JobRun[]) => runs.length < 2;

/** The attempt before, or for the first one the one after. */
function neighbour(runs: readonly JobRun[], run: JobRun): JobRun | null {
  const place = runs.indexOf(run);
  return runs[place + 1] ?? runs[place - 1] ?? null;
}

function AttemptRow({
  job,
  run,
  isLatest,
  isShown,
  compareTo,
}: {
  job: JobRow;
  run: JobRun;
  isLatest: boolean;
  isShown: boolean;
  compareTo: JobRun | null;
}) {
  const at = isLatest ? null : String(run.attempt);
  return (
    <tr
      aria-current={isShown ? "true" : undefined}
      className={clsx(
        "*:h-10 *:border-b *:px-3 *:py-1.5 *:first:pl-4 last:*:border-b-0",
        isShown ? "bg-accent-tint" : "hover:bg-hover",
      )}
    >
      <td className="whitespace-nowrap">
        {run.attempt} of {Math.max(job.maxAttempts, run.attempt)}
        {isLatest && <span className="text-ink-3"> · latest</span>}
      </td>
      <td>
        <StateBadge state={attemptState(run, job)} plain />
      </td>
      <td>
        <Moment at={run.agentStartTime} said="Started" />
      </td>
      <td className="text-right">
        <Elapsed from={run.agentStartTime} to={attemptEnd(run, job)} reason="Not started" />
      </td>
      <td className="whitespace-nowrap text-right">
        <Known value={run.agentTasksCompletedCount} />
        {(run.agentTasksFailedCount ?? 0) > 0 && (
          <span className="text-failed"> · {formatCount(run.agentTasksFailedCount)} failed</span>
        )}
      </td>
      <td className="text-right">
        <Known value={run.agentCluesCount} />
      </td>
      <td className="min-w-56 max-w-lg text-ink-2">
        <p className="line-clamp-3 break-words [unicode-bidi:plaintext]">
          {readableStart(run.agentResultMessage ?? "", LONGEST_MESSAGE)}
        </p>
      </td>
      <td>
        <div className="flex justify-end gap-1">
          {isShown ? (
            <span className="px-2.5 py-1 text-ink-2 text-sm">Shown</span>
          ) : (
            <Button
              size="sm"
              look="ghost"
              aria-label={`Show attempt ${run.attempt}`}
              onClick={() => setAddress({ run: at }, { push: true })}
            >
              Show
            </Button>
          )}
          {compareTo !== null && (
            <Button
              size="sm"
              look="ghost"
              aria-label={`Compare attempt ${run.attempt} with attempt ${compareTo.attempt}`}
              onClick={() =>
                setAddress(
                  {
                    ...{ tab: "compare", run: at },
                    "compare-with": writeComparedWith({ source: job.source, id: job.id, attempt: compareTo.attempt }),
                  },
                  { push: true },
                )
              }
            >
              Compare
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}
