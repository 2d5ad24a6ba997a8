"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { ApiError } from "../../lib/api/client.ts";
import type { JobPage } from "../../lib/api/types.ts";
import { SelectionSlot } from "./bulk/selection-slot.tsx";
import { JobTable } from "./job-table.tsx";
import { JobTableSkeleton } from "./job-table-skeleton.tsx";
import type { ListPlace } from "./list-place.ts";
import { useJobList, useListRead } from "./use-job-list.ts";
import { startAnew } from "./use-list-place.ts";
import { useFilterRead } from "./use-pinned-filter.ts";

// Drawn by the server, and below the rows: what makes it work comes after them.
const ListPager = dynamic(() => import("./list-tools.ts").then((module) => module.ListPager));
// What most lists never show is loaded when it is shown.
const ListEmpty = dynamic(() => import("./list-empty.tsx").then((module) => module.ListEmpty));
const ListStopped = dynamic(() => import("./list-stopped.tsx").then((module) => module.ListStopped));
const QueryError = dynamic(() => import("../ui/query-error.tsx").then((module) => module.QueryError));
const RefreshError = dynamic(() => import("../ui/query-error.tsx").then((module) => module.RefreshError));

const isRefusedCursor = (error: unknown) => error instanceof ApiError && error.field === "cursor";

/** One page of jobs, with its head and its foot. */
export function JobList({ place }: { place: ListPlace }) {
  const read = useListRead(place);
  const { isClear } = useFilterRead(place.q);
  const { data, error, refetch, isPlaceholderData } = useJobList(read);
  const refused = isRefusedCursor(error);
  const page = refused ? undefined : data;

  useEffect(() => {
    if (!refused) return;
    startAnew();
    void sayStartedAnew();
  }, [refused]);

  return (
    <section
      aria-label="Jobs that match"
      aria-busy={isClear && (page === undefined || isPlaceholderData)}
      className="@container rounded-lg border bg-surface shadow-raised"
    >
      {page !== undefined && isClear ? (
        <>
          {error && <RefreshError what="the jobs" error={error} retry={() => void refetch()} />}
          <div className={clsx(isPlaceholderData && "stale")}>
            <Rows place={place} page={page} isPassing={isPlaceholderData} />
          </div>
          <ListPager place={place} page={page} busy={isPlaceholderData} />
          <SelectionSlot q={place.q} pinned={read?.q ?? null} sort={place.sort} />
        </>
      ) : !isClear ? (
        <ListEmpty place={place} isUnclear />
      ) : error && !refused ? (
        <div className="grid min-h-80">
          <QueryError what="the jobs" error={error} retry={() => void refetch()} />
        </div>
      ) : (
        <JobTableSkeleton />
      )}
    </section>
  );
}

function Rows({ place, page, isPassing }: { place: ListPlace; page: JobPage; isPassing: boolean }) {
  const { q, sort } = place;
  const { items, stopped } = page;
  return (
    <>
      {items.length > 0 && <JobTable q={q} sort={sort} page={page} isPassing={isPassing} />}
      {items.length === 0 && stopped === null && <ListEmpty place={place} />}
      {stopped !== null && <ListStopped stopped={stopped} page={page} sort={sort} />}
    </>
  );
}

async function sayStartedAnew(): Promise<void> {
  const { showToast } = await import("../ui/toast.ts");
  showToast({
    tone: "failed",
    title: "The list starts anew",
    detail: "The address led to a page of another filter or order.",
  });
}
