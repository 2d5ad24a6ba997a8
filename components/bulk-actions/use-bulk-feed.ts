"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { bulkQueries } from "../../lib/api/bulk-queries.ts";
import { newerBulkDetail, withAction } from "../../lib/api/merge-bulk.ts";
import { keys } from "../../lib/api/queries.ts";
import type { BulkActionDetail, BulkActionPage } from "../../lib/api/types.ts";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { useRoom } from "../live/use-room.ts";

/** Puts what is newly known of an action wherever it is shown. */
export function keepAction(queryClient: QueryClient, action: BulkAction): void {
  for (const [queryKey, page] of queryClient.getQueriesData<BulkActionPage>({ queryKey: keys.allBulkPages })) {
    if (page === undefined) continue;
    const next = withAction(page, action, queryKey[2] === null);
    if (next !== page) queryClient.setQueryData(queryKey, next);
  }
  queryClient.setQueryData<BulkActionDetail>(
    keys.bulkAction(action.id),
    (held) => held && newerBulkDetail(held, { ...held, action }),
  );
}

/** Keeps bulk actions up to date wherever they are shown, from the revision of what was read; tells of each news. */
export function useBulkFeed(revision: number | undefined, onAction?: (action: BulkAction) => void): void {
  const queryClient = useQueryClient();

  useRoom("bulk-actions", revision, {
    onEvents: (events) => {
      for (const event of events) {
        if (event.type !== "bulk-action") continue;
        keepAction(queryClient, event.action);
        onAction?.(event.action);
      }
    },
    refetch: async () => {
      const [page] = await Promise.all([
        queryClient.fetchQuery({ ...bulkQueries.page(null), staleTime: 0 }),
        queryClient.invalidateQueries({ queryKey: keys.bulk }),
      ]);
      for (const action of page.items) onAction?.(action);
      return page.revision;
    },
  });
}
