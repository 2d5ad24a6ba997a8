"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight, ListX, RotateCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { bulkQueries } from "../../lib/api/bulk-queries.ts";
import type { BulkItem } from "../../lib/api/types.ts";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { formatCount } from "../../lib/jobs/format.ts";
import { ToolbarChoice } from "../job-run/toolbar.tsx";
import { jobLink } from "../jobs/filter-link.ts";
import { StateIcon } from "../jobs/state-icon.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Moment } from "../ui/time.tsx";
import { isOver } from "./action-words.ts";

type Outcome = BulkItem["outcome"];

/** What became of each job. */
export function BulkItems({ action }: { action: BulkAction }) {
  const [outcome, setOutcome] = useState<Outcome>(action.done === 0 && action.failed > 0 ? "failed" : "done");
  const count = outcome === "done" ? action.done : action.failed;
  return (
    <Panel
      id="items"
      title="Jobs"
      actions={
        <ToolbarChoice
          label="Which jobs"
          value={outcome}
          onChange={setOutcome}
          choices={[
            ["done", `Done ${formatCount(action.done)}`],
            ["failed", `Failed ${formatCount(action.failed)}`],
          ]}
        />
      }
    >
      <Items key={`${outcome} ${count === 0} ${isOver(action)}`} action={action} outcome={outcome} count={count} />
    </Panel>
  );
}

function Items({ action, outcome, count }: { action: BulkAction; outcome: Outcome; count: number }) {
  const query = useInfiniteQuery({ ...bulkQueries.items(action.id, outcome), enabled: count > 0, staleTime: 0 });
  const { data, error } = query;
  const items = data?.pages.flatMap((page) => page.items) ?? [];

  if (count === 0) return <Nothing action={action} outcome={outcome} />;
  if (data === undefined) {
    if (error) return <QueryError what="its jobs" error={error} retry={() => void query.refetch()} />;
    return <ItemsSkeleton />;
  }
  return (
    <>
      <ul>
        {items.map((item) => (
          <Item key={`${item.source}/${item.jobId}`} item={item} />
        ))}
      </ul>
      <div className="flex min-h-11 flex-wrap items-center gap-2 px-4 py-1.5 text-ink-3 text-xs">
        <span className="flex-1">
          {formatCount(items.length)} of {formatCount(count)} shown
        </span>
        {!isOver(action) && items.length < count && (
          <Button size="sm" look="ghost" disabled={query.isFetching} onClick={() => void query.refetch()}>
            <RotateCw aria-hidden="true" className="size-3.5" />
            Read anew
          </Button>
        )}
        {query.hasNextPage && (
          <Button size="sm" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </>
  );
}

function Item({ item }: { item: BulkItem }) {
  const { source, jobId, resultJobId } = item;
  return (
    <li className="flex min-h-9 items-center gap-2.5 border-b px-4 py-1.5 text-sm hover:bg-hover">
      {item.outcome === "done" ? <StateIcon name="check" tone="completed" /> : <StateIcon name="cross" tone="failed" />}
      <span className="sr-only">{item.outcome === "done" ? "Done:" : "Failed:"}</span>
      <JobLink source={source} id={jobId} />
      {resultJobId !== null && (
        <span className="flex items-center gap-2 text-ink-3">
          <ArrowRight aria-hidden="true" className="size-3.5" />
          retried as <JobLink source={source} id={resultJobId} />
        </span>
      )}
      <span className="min-w-0 flex-1 break-words text-failed">{item.reason}</span>
      <Moment at={item.at} said="Done" className="shrink-0 text-ink-3" />
    </li>
  );
}

function JobLink({ source, id }: { source: string; id: string }) {
  return (
    <Link href={jobLink({ source, id })} className="shrink-0 rounded-sm font-mono text-ink hover:underline">
      #{id}
    </Link>
  );
}

function Nothing({ action, outcome }: { action: BulkAction; outcome: Outcome }) {
  if (outcome === "failed") return <EmptyState icon={ListX} title="None has failed" />;
  const title = action.state === "undone" ? "It was undone before it touched any job" : "None is done yet";
  return <EmptyState icon={ListX} title={isOver(action) && action.state !== "undone" ? "None was done" : title} />;
}

function ItemsSkeleton() {
  return (
    <>
      <LoadingLabel what="its jobs" />
      {["w-16", "w-20", "w-14"].map((width) => (
        <div key={width} className="flex h-9 items-center gap-3 border-b px-4">
          <Skeleton className="size-3.5" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </>
  );
}
