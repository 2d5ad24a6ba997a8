import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BulkPreview, BulkVerb } from "../jobs/bulk.ts";
import { callApi } from "./client.ts";
import { newerBulkDetail, newerBulkPage } from "./merge-bulk.ts";
import { keys, withParams } from "./queries.ts";
import type { BulkActionDetail, BulkActionPage, BulkItem, Page } from "./types.ts";

export const BULK_ACTIONS_PER_PAGE = 30;
const ITEMS_PER_PAGE = 50;

/** What a bulk action is to be about, as the API takes it. */
export type BulkTarget = { verb: BulkVerb } & ({ q: string } | { jobs: { source: string; id: string }[] });

/** The address of one bulk action in the API. */
export function bulkActionPath(id: string): string {
  return `/api/bulk-actions/${encodeURIComponent(id)}`;
}

/** What is read about bulk actions. Apart from the other queries, since the list's first load needs none of it. */
export const bulkQueries = {
  /** Actions on many jobs, the newest first. */
  page: (cursor: string | null) =>
    queryOptions({
      queryKey: keys.bulkPage(cursor),
      queryFn: ({ signal }) =>
        callApi<BulkActionPage>(withParams("/api/bulk-actions", { cursor, limit: BULK_ACTIONS_PER_PAGE }), { signal }),
      structuralSharing: (held, fetched) =>
        newerBulkPage(held as BulkActionPage | undefined, fetched as BulkActionPage),
      placeholderData: keepPreviousData,
    }),

  action: (id: string) =>
    queryOptions({
      queryKey: keys.bulkAction(id),
      queryFn: ({ signal }) => callApi<BulkActionDetail>(bulkActionPath(id), { signal }),
      structuralSharing: (held, fetched) =>
        newerBulkDetail(held as BulkActionDetail | undefined, fetched as BulkActionDetail),
    }),

  /** What became of the jobs of one action. */
  items: (id: string, outcome: BulkItem["outcome"]) =>
    infiniteQueryOptions({
      queryKey: keys.bulkItems(id, outcome),
      queryFn: ({ signal, pageParam: cursor }) =>
        callApi<Page<BulkItem>>(withParams(`${bulkActionPath(id)}/items`, { outcome, cursor, limit: ITEMS_PER_PAGE }), {
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
    }),

  /** What an action would do, counted anew each time it is asked. */
  preview: (target: BulkTarget) =>
    queryOptions({
      queryKey: keys.bulkPreview(target),
      queryFn: ({ signal }) =>
        callApi<BulkPreview>("/api/bulk-actions/preview", { method: "POST", body: target, signal }),
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),
};
