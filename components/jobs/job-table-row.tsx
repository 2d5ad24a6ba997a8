"use client";

import clsx from "clsx";
import { CalendarClock, RotateCcw } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { formatCount, formatPercent } from "../../lib/jobs/format.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { Glow } from "../ui/glow.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Elapsed, Moment } from "../ui/time.tsx";
import { Unknown } from "../ui/unknown.tsx";
import { jobLink } from "./filter-link.ts";
import { FROM_FULL, FROM_MIDDLE, ROW_GRID } from "./list-columns.ts";
import { RowAction } from "./row-action.tsx";
import { StateBadge } from "./state-badge.tsx";

/** One job. It renders only when its own row changed, however many others do. */
export const JobTableRow = memo(function JobTableRow({ job }: { job: JobRow }) {
  const href = jobLink(job);
  return (
    <tr
      data-href={href}
      data-job={`${job.source}/${job.id}`}
      className={clsx(
        ROW_GRID,
        "min-h-9 cursor-pointer border-b px-4 pt-2 pb-1.5 last:border-b-0 focus-within:bg-hover hover:bg-hover @4xl:py-0",
      )}
    >
      <td className="@4xl:order-none">
        <Glow value={job.state} className="flex w-fit">
          <StateBadge state={job.state} rawStatus={job.rawStatus} plain />
        </Glow>
      </td>
      <td className="order-2 col-span-2 flex h-9 min-w-0 items-center gap-2 @4xl:order-none @4xl:col-span-1">
        <Link
          href={href}
          prefetch={false}
          data-row-link
          className="truncate rounded-sm font-medium text-ink hover:underline"
        >
          {job.name}
        </Link>
        <span className="shrink-0 font-mono text-ink-3 text-xs">#{job.id}</span>
        <RowMarks job={job} />
      </td>
      <td className={clsx(FROM_FULL, "truncate text-ink-2")}>{job.source}</td>
      <td className="order-4 col-span-3 empty:hidden @4xl:order-none @4xl:empty:block @4xl:col-span-1">
        <Progress job={job} />
      </td>
      <td className={clsx(FROM_MIDDLE, "text-right")}>
        <Tasks job={job} />
      </td>
      <td className={clsx(FROM_FULL, "text-right")}>
        {job.resultsTotal === null ? (
          <Unknown reason="No results reported yet" />
        ) : (
          <Glow value={job.resultsTotal}>{formatCount(job.resultsTotal)}</Glow>
        )}
      </td>
      <td className={clsx(FROM_FULL, "text-right text-ink-2")}>
        <Elapsed
          from={job.queuedAt}
          to={job.startedAt ?? job.endedAt}
          reason="The source does not say when it was queued"
        />
      </td>
      <td className={clsx(FROM_MIDDLE, "text-right")}>
        <Elapsed from={job.startedAt} to={job.endedAt} reason="Not started" />
      </td>
      <td className="order-1 col-span-2 text-right text-ink-2 @4xl:order-none @4xl:col-span-1">
        {job.startedAt !== null && (
          <span className="text-ink-3 @4xl:hidden">
            <Elapsed from={job.startedAt} to={job.endedAt} reason="Not started" /> ·{" "}
          </span>
        )}
        <Moment at={job.createdAt} said="Created" />
      </td>
      <td className="order-3 -mr-2 justify-self-end @4xl:order-none @4xl:mr-0">
        <RowAction job={job} />
      </td>
      <SecondLine job={job} />
    </tr>
  );
});

/** The only reason for a second line is an error, or a warning of a job that did not fail. */
function SecondLine({ job }: { job: JobRow }) {
  const text = job.error ?? job.warning;
  if (text === null) return null;
  return (
    <td
      className={clsx(
        "order-5 col-span-3 min-w-0 pb-1 @4xl:order-none @4xl:col-start-2 @4xl:-col-end-1 @4xl:-mt-1.5 @4xl:pb-2",
        job.error === null ? "text-cancelling" : "text-failed",
      )}
    >
      <p className="line-clamp-2 break-words @4xl:line-clamp-1 @4xl:break-all">{text}</p>
    </td>
  );
}

function RowMarks({ job }: { job: JobRow }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-3">
      {job.trigger === "scheduled" && (
        <span data-tip="Started by schedule">
          <CalendarClock aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Started by schedule</span>
        </span>
      )}
      {job.trigger === "retry" && (
        <span data-tip={job.retryOf === null ? "A retry" : `A retry of #${job.retryOf}`}>
          <RotateCcw aria-hidden="true" className="size-3.5" />
          <span className="sr-only">A retry</span>
        </span>
      )}
      {job.maxAttempts > 1 && job.attempt > 0 && (
        <span data-tip={`Attempt ${job.attempt} of ${job.maxAttempts}`} className="text-xs">
          <span aria-hidden="true">
            {job.attempt}/{job.maxAttempts}
          </span>
          <span className="sr-only">
            Attempt {job.attempt} of {job.maxAttempts}
          </span>
        </span>
      )}
    </span>
  );
}

function Progress({ job }: { job: JobRow }) {
  const { tone } = STATE_PRESENTATION[job.state];
  if (job.state === "Queued") {
    return (
      <span className="truncate text-ink-3 @max-4xl:hidden">
        {job.scheduledAt === null ? (
          "waiting"
        ) : (
          <>
            from <Moment at={job.scheduledAt} said="Not before" />
          </>
        )}
      </span>
    );
  }
  if (job.state === "Completed") {
    return <span className="block text-right text-ink-3 @max-4xl:hidden">{formatPercent(job.percent)}</span>;
  }
  const ended = hasEnded(job.state);
  return (
    <div className={clsx("flex items-center gap-2 pb-1.5 @4xl:pb-0", ended && "@max-4xl:hidden")}>
      <ProgressBar percent={job.percent} tone={tone} label={`Progress of ${job.name} #${job.id}`} className="flex-1" />
      <Glow
        value={job.percent === null ? null : Math.floor(job.percent)}
        className={clsx("w-9 text-right", ended && "text-ink-3")}
      >
        {job.percent === null ? <Unknown reason="Progress is not known" /> : formatPercent(job.percent)}
      </Glow>
    </div>
  );
}

function Tasks({ job }: { job: JobRow }) {
  const { tasksCompleted, tasksFailed, tasksTotal } = job;
  if (tasksTotal === null && tasksCompleted === null) return <Unknown reason="No tasks reported yet" />;
  const failed = tasksFailed ?? 0;
  return (
    <span className="whitespace-nowrap" data-tip={taskTip(job)}>
      {failed > 0 && <span className="font-medium text-failed">{formatCount(failed)} ✕ </span>}
      <Glow value={tasksCompleted}>{formatCount(tasksCompleted)}</Glow>
      {!hasEnded(job.state) && <span className="text-ink-3">/{formatCount(tasksTotal)}</span>}
    </span>
  );
}

function taskTip({ tasksCompleted, tasksFailed, tasksTotal, tasksExpected }: JobRow): string {
  const lines = [`${formatCount(tasksCompleted)} completed`, `${formatCount(tasksFailed)} failed`];
  lines.push(
    `${formatCount(tasksTotal)} found${tasksExpected === null ? "" : `, ${formatCount(tasksExpected)} expected`}`,
  );
  return lines.join("\n");
}
