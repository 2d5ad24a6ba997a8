"use client";

import Link from "next/link";
import { memo } from "react";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { QueryTerms } from "../jobs/bulk/query-terms.tsx";
import { listLink } from "../jobs/filter-link.ts";
import { Glow } from "../ui/glow.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Moment } from "../ui/time.tsx";
import { AbortButton } from "./abort-button.tsx";
import { bulkActionLink, titleOf } from "./action-words.ts";
import { BulkProgress, BulkProgressWords, BulkState } from "./bulk-state.tsx";

const ROW_GRID =
  "grid items-center gap-x-4 gap-y-1.5 px-4 grid-cols-[minmax(0,1fr)_auto] @3xl:grid-cols-[9.5rem_minmax(0,1fr)_15rem_10rem_5.5rem] @3xl:gap-y-0";

/** Bulk actions, one a row. */
export function BulkActionList({ actions }: { actions: readonly BulkAction[] }) {
  return (
    <ul aria-label="Bulk actions">
      {actions.map((action) => (
        <Row key={action.id} action={action} />
      ))}
    </ul>
  );
}

const Row = memo(function Row({ action }: { action: BulkAction }) {
  return (
    <li
      data-bulk-action={action.id}
      className={`${ROW_GRID} min-h-14 border-b py-2.5 last:border-b-0 focus-within:bg-hover hover:bg-hover`}
    >
      <Glow value={action.state} className="w-fit">
        <BulkState action={action} plain />
      </Glow>
      <div className="order-first col-span-2 min-w-0 @3xl:order-none @3xl:col-span-1">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-1">
          <Link href={bulkActionLink(action.id)} className="rounded-sm font-medium hover:underline">
            {titleOf(action)}
          </Link>
          <Which action={action} />
        </p>
        {action.reason !== null && (
          <p className="line-clamp-2 break-words text-ink-3 text-sm @3xl:line-clamp-1">{action.reason}</p>
        )}
      </div>
      <div className="order-2 col-span-2 min-w-0 @3xl:order-none @3xl:col-span-1">
        <BulkProgress action={action} />
        <p className="mt-1 text-ink-2 text-xs">
          <BulkProgressWords action={action} />
        </p>
      </div>
      <p className="text-right text-sm @3xl:text-left">
        <span className="text-ink-2">{action.actor}</span>
        <span className="text-ink-3 @3xl:hidden">, </span>
        <Moment at={action.createdAt} said="Asked for" className="text-ink-3 @3xl:block" />
      </p>
      <div className="order-3 col-span-2 justify-self-end empty:hidden @3xl:order-none @3xl:col-span-1 @3xl:empty:block">
        <AbortButton action={action} />
      </div>
    </li>
  );
});

/** Which jobs it is about: its filter, as a link to the list, or how many were chosen. */
export function Which({ action: { query, chosen } }: { action: BulkAction }) {
  if (query === null) {
    return <span className="text-ink-2 text-sm">{formatQuantity(chosen ?? 0, "chosen job")}</span>;
  }
  return (
    <Link href={listLink(query)} className="min-w-0 rounded-sm hover:underline" data-tip="Open as a filter">
      {query === "" ? <span className="text-ink-2 text-sm">all jobs</span> : <QueryTerms q={query} />}
    </Link>
  );
}

export function BulkActionListSkeleton() {
  return (
    <>
      <LoadingLabel what="bulk actions" />
      {["w-40", "w-52", "w-36", "w-48"].map((width) => (
        <div key={width} className={`${ROW_GRID} min-h-14 border-b py-2.5 last:border-b-0`}>
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className={`order-first col-span-2 h-3.5 @3xl:order-none @3xl:col-span-1 ${width}`} />
          <Skeleton className="hidden h-1.5 w-full @3xl:block" />
          <Skeleton className="h-3.5 w-24 justify-self-end @3xl:justify-self-start" />
        </div>
      ))}
    </>
  );
}
