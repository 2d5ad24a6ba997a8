"use client";

import Link from "next/link";
import { memo } from "react";
import { DASH, formatPercent } from "../../lib/jobs/format.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { jobLink } from "../jobs/filter-link.ts";
import { RowAction } from "../jobs/row-action.tsx";
import { StateBadge } from "../jobs/state-badge.tsx";
import { SourceName } from "../sources/source-label.tsx";
import { Glow } from "../ui/glow.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Elapsed, ExpectedEnd } from "../ui/time.tsx";

/** One job under way. It renders only when its row changed. */
export const ExecutingRow = memo(function ExecutingRow({ job }: { job: JobRow }) {
  const { tone } = STATE_PRESENTATION[job.state];
  const ended = hasEnded(job.state);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 gap-y-1 border-b py-2 pr-2 pl-4 last:border-b-0 hover:bg-hover @2xl:h-14 @2xl:grid-cols-[minmax(0,1fr)_9.5rem_5.5rem_1.75rem] @2xl:py-0">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <Link href={jobLink(job)} className="min-w-24 truncate rounded-sm font-medium hover:underline">
            {job.name}
          </Link>
          <span className="max-w-28 shrink-0 truncate font-mono text-ink-3 text-xs">#{job.id}</span>
          <span className="hidden max-w-36 shrink-0 truncate text-ink-3 text-xs sm:block">
            <SourceName id={job.source} />
          </span>
        </p>
        <p className="flex min-w-0 items-center gap-2 text-sm">
          <StateBadge state={job.state} rawStatus={job.rawStatus} plain className="shrink-0" />
          <span className="truncate text-ink-3">{job.activity ?? ""}</span>
        </p>
      </div>
      <div className="order-last col-span-3 flex items-center gap-2.5 pr-2 @2xl:order-none @2xl:col-span-1 @2xl:pr-0">
        <ProgressBar
          percent={job.percent}
          tone={tone}
          label={`Progress of ${job.name} #${job.id}`}
          className="flex-1"
        />
        <Glow value={job.percent === null ? null : Math.floor(job.percent)} className="w-9 text-right text-sm">
          {job.percent === null ? DASH : formatPercent(job.percent)}
        </Glow>
      </div>
      <div className="text-right text-sm leading-5">
        <Elapsed
          from={job.startedAt ?? job.createdAt}
          to={job.endedAt}
          reason="Not started"
          className="block text-right text-sm"
        />
        {ended ? (
          <span className="block text-right text-ink-3 text-sm">ended</span>
        ) : (
          <ExpectedEnd at={job.expectedEndAt} className="block text-right text-ink-3 text-sm" />
        )}
      </div>
      <RowAction job={job} />
    </li>
  );
});
