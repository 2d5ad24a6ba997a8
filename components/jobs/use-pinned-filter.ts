"use client";

import { use, useMemo } from "react";
import { isPlain } from "../../lib/jobs/filter/plain.ts";
import { useInBrowser, useMinute } from "../live/use-now.ts";
import type { FilterRead } from "./pinned-text.ts";

type Reading = typeof import("./pinned-text.ts");

let reading: Promise<Reading> | undefined;

/**
 * Reads the filter's text for the server. The code of the language is loaded for texts that need it; until it is there
 * the component waits, as the server's drawing or the list before.
 */
export function useFilterRead(q: string): FilterRead {
  const inBrowser = useInBrowser();
  const loaded = isPlain(q) ? null : use(load());
  const today = new Date(useMinute()).toDateString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: "today" is another day after midnight
  return useMemo(
    () => (loaded === null ? { pinned: q, isClear: true } : loaded.readPinned(q, inBrowser)),
    [loaded, q, inBrowser, today],
  );
}

/**
 * The filter's text as the server is to read it: days and times of day are those of the reader's zone, of which the
 * server knows nothing. Null while the zone is not known, which is before the page runs in a browser. A text that
 * cannot be understood stays as it is.
 */
export function usePinnedFilter(q: string): string | null {
  return useFilterRead(q).pinned;
}

function load(): Promise<Reading> {
  reading ??= import("./pinned-text.ts").catch((error: unknown) => {
    reading = undefined;
    throw error;
  });
  return reading;
}
