"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { taskQueries } from "../../../lib/api/task-queries.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { useRowFeeds } from "../../live/use-row-feeds.ts";

/** The jobs before and after this one in a chain of retries, each with its state as it is now; nothing when there are none. */
export function RetryChain({ detail }: { detail: JobDetail }) {
  const { job, retriedAs, commands } = detail;
  const retried = commands.find(({ action, resultJobId }) => action === "retry" && resultJobId !== null);
  const links = [job.retryOf, retriedAs, retried?.resultJobId ?? null];
  const isAlone = links.every((link) => link === null);
  const { data } = useQuery({ ...taskQueries.chain(job.source, job.id, links), enabled: !isAlone });
  useRowFeeds(isAlone ? undefined : data);
  if (isAlone) return null;
  const jobs = data?.items ?? [job];
  return (
    <nav aria-label="Chain of retries" className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="text-ink-3 text-xs">Retries</span>
      {jobs.map((each, place) => (
        <span key={each.id} className="flex items-center gap-2">
          {place > 0 && <ArrowRight aria-label="was retried as" className="size-3.5 text-ink-3" />}
          <ChainLink job={each} current={each.id === job.id} />
        </span>
      ))}
    </nav>
  );
}

function ChainLink({ job, current }: { job: JobRow; current: boolean }) {
  const number = <span className="font-mono text-xs">#{job.id}</span>;
  return (
    <span className={clsx("flex items-center gap-1.5", current && "rounded-sm bg-sunken px-1.5 py-0.5")}>
      {current ? (
        <span aria-current="page">
          {number} <span className="text-ink-3 text-xs">this job</span>
        </span>
      ) : (
        <Link
          href={`/jobs/${encodeURIComponent(job.source)}/${encodeURIComponent(job.id)}`}
          className="rounded-sm text-accent hover:underline"
        >
          {number}
        </Link>
      )}
      <StateBadge state={job.state} plain />
    </span>
  );
}
