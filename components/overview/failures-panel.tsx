"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { queries } from "../../lib/api/queries.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { countLink, jobLink } from "../jobs/filter-link.ts";
import { RowAction } from "../jobs/row-action.tsx";
import { StateIcon } from "../jobs/state-icon.tsx";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Ago } from "../ui/time.tsx";

/** The latest failures, the error first: what went wrong says more than what it was called. */
export function FailuresPanel() {
  const { data, error, refetch } = useQuery(queries.failures());
  return (
    <Panel
      id="failures"
      title="Latest failures"
      note={<FreshnessNote />}
      className="flex-1"
      actions={
        <ButtonLink href={countLink("failed")} look="ghost" size="sm">
          See all
        </ButtonLink>
      }
    >
      {data === undefined ? (
        error ? (
          <QueryError what="the latest failures" error={error} retry={() => void refetch()} />
        ) : (
          <FailuresSkeleton />
        )
      ) : (
        <>
          {error && <RefreshError what="the failures" error={error} retry={() => void refetch()} />}
          {data.items.length === 0 ? (
            <EmptyState icon={ShieldCheck} title="Nothing has failed" />
          ) : (
            <ul>
              {data.items.map((job) => (
                <FailureRow key={jobKey(job)} job={job} />
              ))}
            </ul>
          )}
        </>
      )}
    </Panel>
  );
}

const FailureRow = memo(function FailureRow({ job }: { job: JobRow }) {
  return (
    <li className="flex items-start gap-2.5 border-b py-2 pr-2 pl-4 last:border-b-0 hover:bg-hover">
      <StateIcon name="cross" tone="failed" className="mt-0.75" />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-2 break-words text-sm">{job.error ?? "It gave no reason."}</p>
        <p className="mt-0.5 flex min-w-0 items-center gap-1.5 text-ink-3 text-xs">
          <Link href={jobLink(job)} className="truncate rounded-sm font-medium text-ink-2 hover:underline">
            {job.name}
          </Link>
          <span className="shrink-0 font-mono">#{job.id}</span>
          {job.maxAttempts > 1 && (
            <span className="shrink-0">
              · attempt {job.attempt} of {job.maxAttempts}
            </span>
          )}
          <span aria-hidden="true">·</span>
          <Ago at={job.endedAt} said="Failed" className="shrink-0" />
        </p>
      </div>
      <RowAction job={job} />
    </li>
  );
});

function FailuresSkeleton() {
  return (
    <>
      <LoadingLabel what="failures" />
      {["w-4/5", "w-3/5", "w-2/3", "w-1/2"].map((width) => (
        <div key={width} className="border-b px-4 py-2.5 last:border-b-0">
          <Skeleton className={`h-3.5 ${width}`} />
          <Skeleton className="mt-2 h-3 w-32" />
        </div>
      ))}
    </>
  );
}
