"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp, ChevronLeft, ChevronRight, ChevronsLeft, Inbox, SearchX } from "lucide-react";
import { queries } from "../../lib/api/queries.ts";
import type { JobPage } from "../../lib/api/types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { useRowFeeds } from "../live/use-row-feeds.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { FilterBar } from "./filter/filter-bar.tsx";
import { FilterChoices } from "./filter-bar.tsx";
import { JobTable, JobTableSkeleton } from "./job-table.tsx";
import {
  goToFilter,
  goToFirstPage,
  goToNextPage,
  goToPreviousPage,
  type ListPlace,
  useListPlace,
} from "./use-list-place.ts";
import { useNewcomers } from "./use-newcomers.ts";

/** Every job, newest first, filtered by the text in the address. */
export function JobsPage() {
  const place = useListPlace();
  const { q, cursor } = place;
  const { data: page, error, refetch, isPlaceholderData, isFetching } = useQuery(queries.jobList(q, cursor));

  const reload = async () => {
    const { data } = await refetch({ throwOnError: true });
    return data?.revision ?? 0;
  };
  useRowFeeds(isPlaceholderData ? undefined : page, reload);
  const newcomers = useNewcomers(q, cursor === null && !isPlaceholderData ? page?.revision : undefined, reload);

  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">Jobs</h1>
        <Newcomers count={newcomers} busy={isFetching} show={() => void reload().catch(() => undefined)} />
      </div>
      <FilterBar q={q} />
      <FilterChoices q={q} />
      <section
        aria-label="Jobs that match"
        aria-busy={page === undefined || isPlaceholderData}
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        {page === undefined ? (
          error ? (
            <div className="grid min-h-80">
              <QueryError what="the jobs" error={error} retry={() => void refetch()} />
            </div>
          ) : (
            <JobTableSkeleton />
          )
        ) : (
          <>
            {error && <RefreshError what="the jobs" error={error} retry={() => void refetch()} />}
            {page.items.length === 0 ? (
              <div className="grid min-h-80">
                <NothingHere q={q} cursor={cursor} />
              </div>
            ) : (
              <JobTable rows={page.items} />
            )}
          </>
        )}
        {page !== undefined && <Pager place={place} page={page} busy={isPlaceholderData} />}
      </section>
    </div>
  );
}

/** New jobs wait behind a button, so that nothing moves under the reader. */
function Newcomers({ count, busy, show }: { count: number; busy: boolean; show: () => void }) {
  return (
    <>
      {count > 0 && (
        <Button
          size="sm"
          className="animate-appear rounded-full"
          disabled={busy}
          onClick={() => {
            window.scrollTo({ top: 0 });
            show();
          }}
        >
          <ArrowUp aria-hidden="true" className="size-3.5" />
          {count} new
        </Button>
      )}
      <span role="status" className="sr-only">
        {count > 0 ? `${formatQuantity(count, "new job")} since you loaded this list` : ""}
      </span>
    </>
  );
}

function NothingHere({ q, cursor }: { q: string; cursor: string | null }) {
  if (cursor !== null) return <EmptyState icon={Inbox} title="There are no older jobs" />;
  if (q === "") {
    return (
      <EmptyState
        icon={Inbox}
        title="No job has run yet"
        action={
          <ButtonLink href="/agents" look="primary">
            Start an agent
          </ButtonLink>
        }
      >
        Jobs are started from agents, by hand or by schedule. They appear here the moment they are made.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title="No job matches this filter"
      action={<Button onClick={() => goToFilter("")}>Show all jobs</Button>}
    >
      <code className="break-all font-mono text-xs">{q}</code>
    </EmptyState>
  );
}

function Pager({ place, page, busy }: { place: ListPlace; page: JobPage; busy: boolean }) {
  const { nextCursor } = page;
  if (place.cursor === null && nextCursor === null) {
    if (page.items.length === 0) return null;
    return (
      <div className="flex h-10 items-center border-t px-4 text-ink-3 text-xs">
        <FreshnessNote>{formatQuantity(page.items.length, "job")}</FreshnessNote>
      </div>
    );
  }
  const number = place.cursor === null ? 1 : place.trail.length + 1;
  return (
    <nav aria-label="Pages" className="flex min-h-11 items-center justify-between gap-2 border-t px-2 sm:px-4">
      <span className="pl-2 text-ink-3 text-xs sm:pl-0">
        <FreshnessNote>
          {place.cursor !== null && place.trail.length === 0 ? "Older jobs" : `Page ${number}`}
        </FreshnessNote>
      </span>
      <div className="flex gap-1">
        <Button size="sm" look="ghost" disabled={place.cursor === null || busy} onClick={() => goToFirstPage(place)}>
          <ChevronsLeft aria-hidden="true" className="size-3.5" />
          First
        </Button>
        <Button
          size="sm"
          look="ghost"
          disabled={place.trail.length === 0 || busy}
          onClick={() => goToPreviousPage(place)}
        >
          <ChevronLeft aria-hidden="true" className="size-3.5" />
          Newer
        </Button>
        <Button
          size="sm"
          look="ghost"
          disabled={nextCursor === null || busy}
          onClick={() => nextCursor !== null && goToNextPage(place, nextCursor)}
        >
          Older
          <ChevronRight aria-hidden="true" className="size-3.5" />
        </Button>
      </div>
    </nav>
  );
}
