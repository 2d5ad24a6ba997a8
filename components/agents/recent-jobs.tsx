"use client";

import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import Link from "next/link";
import { jobKey } from "../../lib/api/merge.ts";
import { queries } from "../../lib/api/queries.ts";
import type { Agent } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { filterLink, jobLink } from "../jobs/filter-link.ts";
import { RowAction } from "../jobs/row-action.tsx";
import { StateBadge } from "../jobs/state-badge.tsx";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { useRowFeeds } from "../live/use-row-feeds.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Glow } from "../ui/glow.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Ago, Elapsed } from "../ui/time.tsx";
import { AgentCounts } from "./agent-counts.tsx";

/** An agent's counts and its latest jobs, live. */
export function RecentJobs({ agent }: { agent: Agent }) {
  const { data: page, error, refetch } = useQuery(queries.agentJobs(agent.id));
  useRowFeeds(page, async () => (await refetch({ throwOnError: true })).data?.revision ?? 0);
  return (
    <Panel
      id="agent-jobs"
      title="Recent jobs"
      note={<FreshnessNote />}
      actions={
        <ButtonLink href={filterLink({ agent: [agent.name] })} look="ghost" size="sm">
          See all
        </ButtonLink>
      }
    >
      <AgentCounts agent={agent} className="justify-between border-b px-3 py-1.5" />
      {page === undefined ? (
        error ? (
          <QueryError what="its jobs" error={error} retry={() => void refetch()} />
        ) : (
          <RecentJobsSkeleton />
        )
      ) : (
        <>
          {error && <RefreshError what="its jobs" error={error} retry={() => void refetch()} />}
          {page.items.length === 0 ? (
            <EmptyState icon={History} title="It has not run yet">
              Each start makes a job; the latest ten stand here.
            </EmptyState>
          ) : (
            <ul>
              {page.items.map((job) => (
                <RecentJob key={jobKey(job)} job={job} />
              ))}
            </ul>
          )}
        </>
      )}
    </Panel>
  );
}

/** On a small screen the form below would be out of sight: only the latest few. */
function RecentJob({ job }: { job: JobRow }) {
  return (
    <li className="flex items-center gap-3 border-b py-1.5 pr-2 pl-4 last:border-b-0 hover:bg-hover max-lg:nth-[n+4]:hidden">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Glow value={job.state}>
            <StateBadge state={job.state} rawStatus={job.rawStatus} plain />
          </Glow>
          <Link
            href={jobLink(job)}
            prefetch={false}
            aria-label={`Job #${job.id}`}
            className="-m-1 rounded-sm p-1 font-mono text-ink-2 text-xs underline-offset-2 hover:text-ink hover:underline"
          >
            #{job.id}
          </Link>
        </p>
        {job.error !== null && (
          <p className="line-clamp-1 break-all text-failed text-xs" data-tip={job.error}>
            {job.error}
          </p>
        )}
      </div>
      <div className="text-right text-xs">
        <Elapsed from={job.startedAt} to={job.endedAt} reason="Not started" className="block" />
        <Ago at={job.createdAt} said="Created" className="block text-ink-3" />
      </div>
      <RowAction job={job} />
    </li>
  );
}

function RecentJobsSkeleton() {
  return (
    <>
      <LoadingLabel what="its jobs" />
      {["w-40", "w-32", "w-36"].map((width) => (
        <div key={width} className="flex h-12.5 items-center justify-between border-b px-4 last:border-b-0">
          <Skeleton className={`h-3.5 ${width}`} />
          <Skeleton className="h-3.5 w-14" />
        </div>
      ))}
    </>
  );
}
