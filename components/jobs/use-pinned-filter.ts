"use client";

import { useMemo } from "react";
import { serverNow } from "../../lib/api/client.ts";
import type { JobFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { needsZone, pinFilter } from "../../lib/jobs/filter/resolve.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";
import { useInBrowser } from "../live/use-now.ts";

/**
 * The filter's text as the server is to read it: days and times of day are those of the reader's zone, of which the
 * server knows nothing. Null while the zone is not known, which is before the page runs in a browser. A text that
 * cannot be understood stays as it is.
 */
export function usePinnedFilter(q: string): string | null {
  const inBrowser = useInBrowser();
  return useMemo(() => {
    const { filter, problems } = parseFilter(q);
    if (problems.length > 0 || !needsZone(filter)) return q;
    return inBrowser ? pinnedText(filter) : null;
  }, [q, inBrowser]);
}

function pinnedText(filter: JobFilter): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return serializeFilter(pinFilter(filter, { now: serverNow(), timeZone }));
}
