"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type JobListRead, queries } from "../../lib/api/queries.ts";
import { DEFAULT_SORT } from "../../lib/jobs/sort.ts";
import type { ListPlace } from "./list-place.ts";
import { isBeforeVisit } from "./list-visits.ts";
import { usePageSize } from "./use-list-columns.ts";
import { useFilterRead } from "./use-pinned-filter.ts";

const NOTHING: JobListRead = { q: "", sort: DEFAULT_SORT, limit: 0, cursor: null };

/** What the server is asked for at a place; null while that is not known, or when the filter cannot be understood. */
export function useListRead({ q, sort, size, cursor }: ListPlace): JobListRead | null {
  const usual = usePageSize();
  const { pinned, isClear } = useFilterRead(q);
  const limit = size ?? usual;
  return useMemo(() => {
    if (limit === null || pinned === null || !isClear) return null;
    return { q: pinned, sort, limit, cursor };
  }, [isClear, pinned, sort, limit, cursor]);
}

/** One page of the list. It is read when the reader comes to it or asks for it anew, and never by itself. */
export function useJobList(read: JobListRead | null) {
  return useQuery({
    ...queries.jobList(read ?? NOTHING),
    enabled: read !== null,
    staleTime: ({ state }) => (isBeforeVisit(state.dataUpdatedAt) ? 0 : Number.POSITIVE_INFINITY),
  });
}
