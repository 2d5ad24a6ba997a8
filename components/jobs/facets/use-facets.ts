"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { serverNow } from "../../../lib/api/client.ts";
import { queries } from "../../../lib/api/queries.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { needsZone, pinFilter } from "../../../lib/jobs/filter/resolve.ts";
import { serializeFilter } from "../../../lib/jobs/filter/serialize.ts";

/**
 * Counts and histogram under a filter text. They are fetched when the filter changes or the list is loaded again, never
 * by time. `enabled`: whether somebody looks at them; a text that cannot be understood is not asked about.
 */
export function useFacets(q: string, { enabled }: { enabled: boolean }) {
  const pinned = useMemo(() => pinnedText(q), [q]);
  return useQuery({ ...queries.facets(pinned ?? ""), enabled: enabled && pinned !== null });
}

function pinnedText(q: string): string | null {
  const { filter, problems } = parseFilter(q);
  if (problems.length > 0) return null;
  if (!needsZone(filter)) return q;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return serializeFilter(pinFilter(filter, { now: serverNow(), timeZone }));
}
