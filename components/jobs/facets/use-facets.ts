"use client";

import { useQuery } from "@tanstack/react-query";
import { queries } from "../../../lib/api/queries.ts";
import { useFilterRead } from "../use-pinned-filter.ts";

/**
 * Counts and histogram under a filter text. They are fetched when the filter changes or the list is loaded again, never
 * by time. `enabled`: whether somebody looks at them; a text that cannot be understood is not asked about.
 */
export function useFacets(q: string, { enabled }: { enabled: boolean }) {
  const { pinned, isClear } = useFilterRead(q);
  return useQuery({ ...queries.facets(pinned ?? ""), enabled: enabled && isClear && pinned !== null });
}
