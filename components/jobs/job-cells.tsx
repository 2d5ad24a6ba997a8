"use client";

import clsx from "clsx";
import { CalendarClock, RotateCcw } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount, formatPercent } from "../../lib/jobs/format.ts";
import type { Instant, JobRow } from "../../lib/jobs/model.ts";
import { onceDue } from "../../lib/jobs/once-due.ts";
import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { useNow } from "../live/use-now.ts";
import { SourceMark, SourceName } from "../sources/source-label.tsx";
import { Glow } from "../ui/glow.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Elapsed, Moment } from "../ui/time.tsx";
import { Unknown } from "../ui/unknown.tsx";
import { agentLink, jobLink } from "./filter-link.ts";
import { HeldCancelMark } from "./held-cancel-mark.tsx";
import type { ColumnId } from "./list-columns.ts";
import { StateBadge } from "./state-badge.tsx";

/** What each column shows of a job. */
export const CELLS: Record<ColumnId, (job: JobRow) => ReactNode> = {
  state: (job) => (
    <Glow value={job.state} className="flex w-fit">
      <StateBadge state={job.state} rawStatus={job.rawStatus} plain />
    </Glow>
  ),
  job: (job) => (
    <>
      <Link
        href={jobLink(job)}
        prefetch={false}
        data-row-link
        className="max-w-[calc(100%-6rem)] shrink-0 truncate rounded-sm font-medium text-ink hover:underline"
      >
        {job.name}
      </Link>
      <span
        data-tip={job.id.length > 12 ? job.id : undefined}
        className={clsx("truncate font-mono text-ink-3 text-xs", job.id.length > 12 && "min-w-14")}
      >
        #{job.id}
      </span>
      <SourceMark id={job.source} />
      <RowMarks job={job} />
      <HeldCancelMark job={job} />
    </>
  ),
  source: (job) => <SourceName id={job.source} />,
  agent: (job) => <Agent job={job} />,
  trigger: (job) => job.trigger,
  type: (job) => job.type,
  progress: (job) => <Progress job={job} />,
  activity: (job) => (job.activity === null ? null : <span data-tip={job.activity}>{job.activity}</span>),
  tasks: (job) => <Tasks job={job} />,
  results: (job) => <Figure value={job.resultsTotal} reason="No results reported yet" />,
  clues: (job) => <Figure value={job.cluesTotal} reason="No clues reported yet" />,
  queued: (job) => <QueueTime job={job} />,
  ran: (job) => <Ran job={job} />,
  created: (job) => <Moment at={job.createdAt} said="Created" />,
  started: (job) => <Happened at={job.startedAt} said="Started" not="Not started" />,
  ended: (job) => <Happened at={job.endedAt} said="Ended" not="Not ended" />,
  updated: (job) => <Moment at={job.updatedAt} said="Last news of it" />,
  attempt: (job) =>
    job.attempt === 0 ? (
      <Unknown reason="No attempt made yet" />
    ) : (
      `${job.attempt}/${Math.max(job.attempt, job.maxAttempts)}`
    ),
  priority: (job) => job.priority,
  tags: (job) => (job.tags.length === 0 ? null : <span data-tip={job.tags.join("\n")}>{job.tags.join(", ")}</span>),
  startedBy: (job) =>
    job.startedBy ?? (
      <Unknown
        reason={job.trigger === "scheduled" ? "Started by a schedule" : "The source does not say who started it"}
      />
    ),
  retryOf: (job) =>
    job.retryOf === null ? null : (
      <Link
        href={jobLink({ source: job.source, id: job.retryOf })}
        prefetch={false}
        className="rounded-sm font-mono text-xs hover:underline"
      >
        #{job.retryOf}
      </Link>
    ),
};

/** The time that a card shows beside its state: how long the job ran, if it did, and when it was made. */
export function CardTime({ job, children }: { job: JobRow; children: ReactNode }) {
  return (
    <>
      {job.startedAt !== null && (
        <span className="text-ink-3 @4xl:hidden">
          <Ran job={job} /> ·{" "}
        </span>
      )}
      {children}
    </>
  );
}

function Ran({ job }: { job: JobRow }) {
  return <Elapsed from={job.startedAt} to={job.endedAt} reason="Not started" />;
}

function Happened({ at, said, not }: { at: Instant | null; said: string; not: string }) {
  return at === null ? <Unknown reason={not} /> : <Moment at={at} said={said} />;
}

function Figure({ value, reason }: { value: number | null; reason: string }) {
  if (value === null) return <Unknown reason={reason} />;
  return <Glow value={value}>{formatCount(value)}</Glow>;
}

function Agent({ job: { source, agentId, agentName } }: { job: JobRow }) {
  if (agentName === null) return <Unknown reason="The source does not name the agent" />;
  if (source !== "local" || agentId === null) return <span data-tip={agentName}>{agentName}</span>;
  return (
    <Link href={agentLink(agentId)} prefetch={false} className="rounded-sm hover:underline">
      {agentName}
    </Link>
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
      {job.attempt > 1 && (
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

/** How long it waited for its turn, or waits; not for the time that it is scheduled for. */
function QueueTime({ job }: { job: JobRow }) {
  const left = job.startedAt ?? job.endedAt;
  if (left === null && job.scheduledAt !== null) return <QueueTimeOnceDue job={job} />;
  return <Elapsed from={job.queuedAt} to={left} reason="The source does not say when it was queued" />;
}

function QueueTimeOnceDue({ job }: { job: JobRow }) {
  const now = useNow();
  const since = now === null ? null : onceDue(job.queuedAt, job, new Date(now).toISOString());
  return <Elapsed from={since} to={null} reason="Its time to start has not come yet" />;
}

/** What a queued job waits for: its time, and then its turn. */
function Waiting({ until }: { until: string | null }) {
  return <span className="truncate text-ink-3">{until === null ? "waiting" : <WaitingUntil time={until} />}</span>;
}

function WaitingUntil({ time }: { time: string }) {
  const now = useNow();
  if (now !== null && Date.parse(time) <= now) return "waiting";
  return (
    <>
      from <Moment at={time} said="Not before" />
    </>
  );
}

function Progress({ job }: { job: JobRow }) {
  const { tone } = STATE_PRESENTATION[job.state];
  if (job.state === "Queued") {
    return <Waiting until={job.scheduledAt} />;
  }
  if (job.state === "Completed") {
    return <span className="block text-right text-ink-3">{formatPercent(job.percent)}</span>;
  }
  const ended = hasEnded(job.state);
  return (
    <div className="flex items-center gap-2">
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
