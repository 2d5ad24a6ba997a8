"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, ChevronsLeft, ListChecks } from "lucide-react";
import { bulkQueries } from "../../lib/api/bulk-queries.ts";
import { SectionNav } from "../jobs/section-nav.tsx";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { bulkActionsLink } from "./action-words.ts";
import { BulkActionList, BulkActionListSkeleton } from "./bulk-action-list.tsx";
import { useBulkFeed } from "./use-bulk-feed.ts";

/** Everything that was done to many jobs at once. */
export function BulkActionsPage({ cursor }: { cursor: string | null }) {
  const { data: page, error, refetch, isPlaceholderData } = useQuery(bulkQueries.page(cursor));
  useBulkFeed(page?.revision);

  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="sr-only">Bulk actions</h1>
        <SectionNav />
      </div>
      <section
        aria-label="All bulk actions"
        aria-busy={page === undefined || isPlaceholderData}
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        {page === undefined ? (
          error ? (
            <div className="grid min-h-80">
              <QueryError what="the bulk actions" error={error} retry={() => void refetch()} />
            </div>
          ) : (
            <BulkActionListSkeleton />
          )
        ) : (
          <>
            {error && <RefreshError what="the bulk actions" error={error} retry={() => void refetch()} />}
            {page.items.length === 0 ? (
              <div className="grid min-h-80">
                <NothingHere isFirst={cursor === null} />
              </div>
            ) : (
              <BulkActionList actions={page.items} />
            )}
          </>
        )}
        {page !== undefined && (cursor !== null || page.nextCursor !== null) && (
          <Pager cursor={cursor} next={page.nextCursor} />
        )}
      </section>
    </div>
  );
}

function NothingHere({ isFirst }: { isFirst: boolean }) {
  if (!isFirst) return <EmptyState icon={ListChecks} title="There are no older bulk actions" />;
  return (
    <EmptyState
      icon={ListChecks}
      title="Nothing has been done to many jobs yet"
      action={
        <ButtonLink href="/jobs" look="primary">
          Choose jobs
        </ButtonLink>
      }
    >
      Tick jobs in the list, or choose all that match a filter, and cancel or retry them together. What came of it is
      kept here.
    </EmptyState>
  );
}

function Pager({ cursor, next }: { cursor: string | null; next: string | null }) {
  return (
    <nav aria-label="Pages" className="flex min-h-11 items-center justify-between gap-2 border-t px-2 sm:px-4">
      <span className="pl-2 text-ink-3 text-xs sm:pl-0">
        <FreshnessNote>{cursor === null ? "The latest" : "Older ones"}</FreshnessNote>
      </span>
      <div className="flex gap-1">
        {cursor !== null && (
          <ButtonLink size="sm" look="ghost" href={bulkActionsLink(null)}>
            <ChevronsLeft aria-hidden="true" className="size-3.5" />
            First
          </ButtonLink>
        )}
        {next !== null && (
          <ButtonLink size="sm" look="ghost" href={bulkActionsLink(next)}>
            Older
            <ChevronRight aria-hidden="true" className="size-3.5" />
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
