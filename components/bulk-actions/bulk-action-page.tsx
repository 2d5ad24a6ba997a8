"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, FileQuestion } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { bulkQueries } from "../../lib/api/bulk-queries.ts";
import { ApiError } from "../../lib/api/client.ts";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { formatCount, formatDuration, formatRoughDuration, span } from "../../lib/jobs/format.ts";
import { Figure, Figures } from "../job-run/first/figure.tsx";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { useNow } from "../live/use-now.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Glow } from "../ui/glow.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Elapsed, Moment } from "../ui/time.tsx";
import { AbortButton } from "./abort-button.tsx";
import { isOver, timeLeft, titleOf } from "./action-words.ts";
import { Which } from "./bulk-action-list.tsx";
import { BulkFailures } from "./bulk-failures.tsx";
import { BulkItems } from "./bulk-items.tsx";
import { BulkProgress, BulkProgressWords, BulkState } from "./bulk-state.tsx";
import { useBulkFeed } from "./use-bulk-feed.ts";

/** Everything about one action on many jobs. */
export function BulkActionPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(bulkQueries.action(id));
  useBulkFeed(data?.revision);

  if (data === undefined) {
    if (error === null) return <PageSkeleton />;
    const gone = error instanceof ApiError && error.code === "NOT_FOUND";
    return (
      <div className="grid min-h-96 rounded-lg border bg-surface shadow-raised">
        <h1 className="sr-only">Bulk action</h1>
        {gone ? (
          <EmptyState
            icon={FileQuestion}
            title="There is no such bulk action"
            action={<ButtonLink href="/bulk-actions">All bulk actions</ButtonLink>}
          >
            Its address may be incomplete.
          </EmptyState>
        ) : (
          <QueryError what="this bulk action" error={error} retry={() => void refetch()} />
        )}
      </div>
    );
  }
  const { action } = data;
  return (
    <div className="flex flex-col gap-4">
      <Header action={action} />
      {error && (
        <div className="overflow-hidden rounded-lg border">
          <RefreshError what="this bulk action" error={error} retry={() => void refetch()} />
        </div>
      )}
      <ProgressPanel action={action} />
      {action.failures.length > 0 && <BulkFailures action={action} />}
      <BulkItems action={action} />
    </div>
  );
}

function BackLink() {
  return (
    <Link
      href="/bulk-actions"
      className="-ml-1 flex w-fit items-center gap-0.5 rounded-sm py-0.5 pr-1 text-ink-3 text-sm hover:text-ink"
    >
      <ChevronLeft aria-hidden="true" className="size-4" />
      Bulk actions
    </Link>
  );
}

function Header({ action }: { action: BulkAction }) {
  return (
    <header className="flex flex-col gap-2">
      <BackLink />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{titleOf(action)}</h1>
        <Glow value={action.state}>
          <BulkState action={action} />
        </Glow>
        <div className="ml-auto">
          <AbortButton action={action} size="md" />
        </div>
      </div>
      <dl className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Fact name="Jobs">
          <Which action={action} />
        </Fact>
        <Fact name="Asked for by">{action.actor}</Fact>
        <Fact name="at">
          <Moment at={action.createdAt} said="Asked for" />
        </Fact>
        {action.abortedBy !== null && (
          <Fact name={action.state === "undone" ? "Undone by" : "Stopped by"}>{action.abortedBy}</Fact>
        )}
        {action.reason !== null && <Fact name="Reason">{action.reason}</Fact>}
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-6 min-w-0 items-baseline gap-1.5">
      <dt className="shrink-0 text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words text-ink-2">{children}</dd>
    </div>
  );
}

function ProgressPanel({ action }: { action: BulkAction }) {
  const { matched, eligible, done, failed, skipped, startedAt, finishedAt } = action;
  return (
    <Panel id="progress" title="Progress" note={<FreshnessNote />} bodyClassName="px-4 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="text-lg leading-6">
          <BulkProgressWords action={action} />
        </p>
        <TimeLeft action={action} />
      </div>
      <BulkProgress action={action} className="mt-2 h-2" />
      <Figures className="mt-4">
        <Figure
          name={action.query === null ? "Chosen" : "Matched"}
          note={matched > eligible ? `${formatCount(matched - eligible)} left out` : undefined}
        >
          {formatCount(matched)}
        </Figure>
        <Figure name="Eligible">{formatCount(eligible)}</Figure>
        <Figure name="Done">
          <Glow value={done}>{formatCount(done)}</Glow>
        </Figure>
        <Figure name="Failed">
          <Glow value={failed} {...(failed > 0 ? { className: "text-failed" } : {})}>
            {formatCount(failed)}
          </Glow>
        </Figure>
        <Figure name="Passed over" note={skipped > 0 ? "no longer eligible" : undefined}>
          <Glow value={skipped}>{formatCount(skipped)}</Glow>
        </Figure>
        <Figure name={finishedAt === null ? "Running for" : "Took"}>
          <Elapsed from={startedAt} to={finishedAt} reason="It has not begun" />
        </Figure>
        {pace(action) !== null && <Figure name="Pace">{pace(action)}</Figure>}
      </Figures>
    </Panel>
  );
}

/** Jobs a second, once it is over and took long enough to say. */
function pace({ done, failed, startedAt, finishedAt }: BulkAction): string | null {
  const took = finishedAt === null ? null : span(startedAt, finishedAt, 0);
  if (took === null || took < 1000 || done + failed === 0) return null;
  return `${formatCount(Math.round(((done + failed) / took) * 1000))} a second`;
}

function TimeLeft({ action }: { action: BulkAction }) {
  const now = useNow();
  if (isOver(action) || now === null) return null;
  const left = timeLeft(action, now);
  if (action.state === "waiting") {
    const wait = Math.max(0, Date.parse(action.startsAt) - now);
    return <p className="text-ink-3 text-sm">begins in {formatDuration(wait, { whole: true })}</p>;
  }
  return left === null ? null : <p className="text-ink-3 text-sm">~{formatRoughDuration(left)} left</p>;
}

function PageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy="true">
      <BackLink />
      <LoadingLabel what="the bulk action" />
      <Skeleton className="h-6 w-56" />
      <Skeleton className="h-4 w-80 max-w-full" />
      <div className="rounded-lg border bg-surface p-4 shadow-raised">
        <Skeleton className="h-4 w-48" />
        <Skeleton className="mt-3 h-2 w-full" />
        <Skeleton className="mt-5 h-10 w-96 max-w-full" />
      </div>
    </div>
  );
}
