"use client";

import { useQuery } from "@tanstack/react-query";
import { Flag } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { queries } from "../../lib/api/queries.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { filterLink, jobLink } from "../jobs/filter-link.ts";
import { StateBadge } from "../jobs/state-badge.tsx";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Ago, Elapsed } from "../ui/time.tsx";

const ROWS_SHOWN = 8;

/** What has just ended, however it ended. */
export function EndedPanel() {
  const { data, error, refetch } = useQuery(queries.ended());
  return (
    <Panel
      id="ended"
      title="Just ended"
      note={<FreshnessNote />}
      actions={
        <ButtonLink
          href={filterLink({ state: ["Completed", "Failed", "Cancelled"] })}
          look="ghost"
          size="sm"
          aria-label="See all ended jobs"
        >
          See all
        </ButtonLink>
      }
      className="flex-1"
      bodyClassName="@container"
    >
      {data === undefined ? (
        error ? (
          <QueryError what="the ended jobs" error={error} retry={() => void refetch()} />
        ) : (
          <EndedSkeleton />
        )
      ) : data.items.length === 0 ? (
        <EmptyState icon={Flag} title="No job has ended yet" />
      ) : (
        <ul>
          {latestEnded(data.items).map((job) => (
            <EndedRow key={jobKey(job)} job={job} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function latestEnded(rows: readonly JobRow[]): JobRow[] {
  const byEnd = (job: JobRow) => job.endedAt ?? job.updatedAt;
  return rows.toSorted((one, other) => (byEnd(other) > byEnd(one) ? 1 : -1)).slice(0, ROWS_SHOWN);
}

const EndedRow = memo(function EndedRow({ job }: { job: JobRow }) {
  return (
    <li className="flex h-9 items-center gap-3 border-b px-4 text-sm last:border-b-0 hover:bg-hover">
      <StateBadge state={job.state} rawStatus={job.rawStatus} plain className="w-24 shrink-0" />
      <Link href={jobLink(job)} className="truncate rounded-sm font-medium hover:underline">
        {job.name}
      </Link>
      <span className="hidden shrink-0 font-mono text-ink-3 text-xs @md:inline">#{job.id}</span>
      <div className="ml-auto flex shrink-0 gap-3 text-right">
        <span className="hidden text-ink-2 @xl:block">
          {job.resultsTotal === null ? null : formatQuantity(job.resultsTotal, "result")}
        </span>
        <Elapsed
          from={job.startedAt}
          to={job.endedAt}
          reason="Did not start"
          className="hidden w-16 text-ink-2 @md:block"
        />
        <Ago at={job.endedAt} said="Ended" className="w-20 text-ink-3" />
      </div>
    </li>
  );
});

function EndedSkeleton() {
  return (
    <>
      <LoadingLabel what="ended jobs" />
      {["w-40", "w-56", "w-32", "w-48", "w-36", "w-52", "w-44", "w-60"].map((width) => (
        <div key={width} className="flex h-9 items-center gap-4 border-b px-4 last:border-b-0">
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className={`h-3.5 ${width}`} />
          <Skeleton className="ml-auto h-3.5 w-16" />
        </div>
      ))}
    </>
  );
}
