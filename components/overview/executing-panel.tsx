"use client";

import { useQuery } from "@tanstack/react-query";
import { Coffee } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { EXECUTING_HELD, queries } from "../../lib/api/queries.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { countLink } from "../jobs/filter-link.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { useNow } from "../live/use-now.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { ExecutingRow } from "./executing-row.tsx";
import { isExecuting, visibleExecuting } from "./visible-executing.ts";

const ROWS_SHOWN = 9;

/** What moves: the jobs that execute, each with what it does now and when it should end. */
export function ExecutingPanel() {
  const { data, error, refetch } = useQuery(queries.executing());
  const { data: summary } = useQuery(queries.summary());
  const [held, setHeld] = useState(false);
  const now = useNow();
  const rows = data === undefined ? [] : visibleExecuting(data.items, now ?? 0, held);
  const shown = rows.slice(0, ROWS_SHOWN);
  const total = totalExecuting(rows, summary?.counts.executing);
  const more = Math.max(0, total - countRunning(shown));

  return (
    <Panel
      id="executing"
      title="Executing now"
      note={<FreshnessNote>{data === undefined ? null : formatQuantity(total, "job")}</FreshnessNote>}
      actions={
        <ButtonLink href={countLink("executing")} look="ghost" size="sm">
          {more > 0 ? `See all, ${more} more` : "See all"}
        </ButtonLink>
      }
      bodyClassName="@container flex flex-col"
    >
      {data === undefined ? (
        error ? (
          <QueryError what="the executing jobs" error={error} retry={() => void refetch()} />
        ) : (
          <ExecutingSkeleton />
        )
      ) : (
        <>
          {error && <RefreshError what="the executing jobs" error={error} retry={() => void refetch()} />}
          {shown.length === 0 ? (
            <EmptyState
              icon={Coffee}
              title="Nothing is executing"
              action={
                <ButtonLink href="/agents" size="sm">
                  Start an agent
                </ButtonLink>
              }
            >
              Jobs appear here the moment they begin.
            </EmptyState>
          ) : (
            <ul
              onPointerEnter={() => setHeld(true)}
              onPointerLeave={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onBlur={() => setHeld(false)}
            >
              {shown.map((job) => (
                <ExecutingRow key={jobKey(job)} job={job} />
              ))}
            </ul>
          )}
          {more > 0 && shown.length > 0 && (
            <Link
              href={countLink("executing")}
              className="focus-inset mt-auto border-t px-4 py-2 text-ink-2 text-sm hover:bg-hover"
            >
              {formatQuantity(more, "more job")}…
            </Link>
          )}
        </>
      )}
    </Panel>
  );
}

const countRunning = (rows: readonly JobRow[]) => rows.filter(isExecuting).length;

/** The rows tell while all of them are here: they and the counts come by different ways, a moment apart. */
function totalExecuting(rows: readonly JobRow[], counted: number | undefined): number {
  const running = countRunning(rows);
  return running < EXECUTING_HELD ? running : Math.max(running, counted ?? 0);
}

function ExecutingSkeleton() {
  return (
    <>
      <LoadingLabel what="executing jobs" />
      {["w-40", "w-56", "w-32", "w-48", "w-36"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-4 border-b px-4 last:border-b-0">
          <div className="flex-1">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="mt-2 h-3 w-24" />
          </div>
          <Skeleton className="h-1.5 w-40" />
          <Skeleton className="h-3.5 w-16" />
        </div>
      ))}
    </>
  );
}
