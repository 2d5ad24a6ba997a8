"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { DASH, formatCount, formatDuration } from "../../../lib/jobs/format.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { filterLink, jobLink } from "../../jobs/filter-link.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { useNow } from "../../live/use-now.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { Moment } from "../../ui/time.tsx";
import { setAddress } from "../address.ts";
import { writeComparedWith } from "./compare-with.ts";
import { type HistoryBar, historyBars } from "./history-bars.ts";
import { HistoryChart } from "./history-chart.tsx";
import { useHistoryNews } from "./use-history-news.ts";

/** Rows beside the page's own job, before and after it. */
const NEAR = 4;

/** The runs of the job's agent, before and after it: as a chart, and as a list of those near by or all. */
export function AgentRuns({ detail: { job } }: { detail: JobDetail }) {
  const { data, error, isFetching, refetch } = useQuery(jobQueries.history(job.source, job.id));
  const news = useHistoryNews(job, data);
  const [all, setAll] = useState(false);
  const now = useNow();
  if (job.agentId === null) return null;
  if (data === undefined) {
    return error === null ? (
      <div aria-hidden="true" className="h-40" />
    ) : (
      <QueryError what="the runs of this agent" error={error} retry={() => void refetch()} />
    );
  }
  const scale = historyBars(data.items, job, now ?? Date.parse(data.asOf));
  const place = scale.bars.findIndex(({ isCurrent }) => isCurrent);
  const near = all ? scale.bars : scale.bars.slice(Math.max(0, place - NEAR), place + NEAR + 1);
  return (
    <section aria-labelledby="agent-runs" className="min-w-0 border-t">
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-2">
        <h3 id="agent-runs" className="font-medium text-sm">
          Runs of <bdi>{job.agentName ?? "this agent"}</bdi>
        </h3>
        <span className="text-ink-3 text-xs">
          as of <Moment at={data.asOf} said="Read" />
        </span>
        <span role="status" className="min-w-0">
          {news !== null && (
            <Button size="sm" disabled={isFetching} onClick={() => void refetch()}>
              <RotateCw aria-hidden="true" className={clsx("size-3.5", isFetching && "animate-spin")} />
              {news}
            </Button>
          )}
        </span>
        <ButtonLink className="ml-auto" size="sm" look="ghost" href={filterLink({ agent: [job.agentId] })}>
          All in the list
        </ButtonLink>
      </div>
      <HistoryChart scale={scale} current={job} />
      <section
        aria-label="Runs of this agent as a table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="focus-inset relative overflow-x-auto border-t"
      >
        <table className="w-full text-left text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">Job</th>
              <th scope="col">State</th>
              <th scope="col">Created</th>
              <th scope="col">Took</th>
              <th scope="col">Results</th>
              <th scope="col">Error</th>
              <th scope="col">Actions</th>
            </tr>
          </thead>
          <tbody>
            {[...near].reverse().map((bar) => (
              <RunRow key={`${bar.item.source}/${bar.item.id}`} bar={bar} current={job} />
            ))}
          </tbody>
        </table>
      </section>
      {scale.bars.length > near.length || all ? (
        <div className="flex items-center gap-3 border-t px-4 py-2">
          <Button size="sm" look="ghost" onClick={() => setAll(!all)}>
            {all ? "Only those near by" : `All ${scale.bars.length} of the chart`}
          </Button>
          {(data.moreBefore || data.moreAfter) && (
            <span className="text-ink-3 text-xs">There are others; see the list.</span>
          )}
        </div>
      ) : null}
    </section>
  );
}

function RunRow({ bar: { item, ms, isCurrent, isRunning }, current }: { bar: HistoryBar; current: JobRow }) {
  const compare = () =>
    setAddress(
      {
        tab: "compare",
        "compare-with": writeComparedWith({ source: item.source, id: item.id, attempt: null }),
      },
      { push: true },
    );
  return (
    <tr
      aria-current={isCurrent ? "true" : undefined}
      className={clsx(
        "*:h-9 *:border-b *:px-3 *:first:pl-4 last:*:border-b-0",
        isCurrent ? "bg-accent-tint" : "hover:bg-hover",
      )}
    >
      <td className="whitespace-nowrap">
        {isCurrent ? (
          <span className="font-medium font-mono">#{item.id}</span>
        ) : (
          <Link
            href={jobLink(item)}
            prefetch={false}
            className="rounded-sm font-mono underline decoration-line-strong underline-offset-3 hover:decoration-current"
          >
            #{item.id}
          </Link>
        )}
        {isCurrent && <span className="text-ink-2"> this job</span>}
      </td>
      <td>
        <StateBadge state={item.state} plain />
      </td>
      <td>
        <Moment at={item.createdAt} said="Created" className="text-ink-2" />
      </td>
      <td className="whitespace-nowrap text-right">{ms === null ? DASH : formatDuration(ms, { whole: isRunning })}</td>
      <td className="whitespace-nowrap text-right text-ink-2">
        {item.resultsTotal === null ? DASH : `${formatCount(item.resultsTotal)} results`}
      </td>
      <td className="w-full min-w-48 max-w-0">
        <p className="truncate text-failed [unicode-bidi:plaintext]">{item.error ?? ""}</p>
      </td>
      <td>
        {!isCurrent && (
          <Button size="sm" look="ghost" aria-label={`Compare #${current.id} with #${item.id}`} onClick={compare}>
            Compare
          </Button>
        )}
      </td>
    </tr>
  );
}
