import { queryOptions } from "@tanstack/react-query";
import { callApi } from "./client.ts";
import { newerSources } from "./merge-sources.ts";
import { keys } from "./queries.ts";
import type { Source } from "./source-types.ts";
import type { Page } from "./types.ts";

/** The address of one source in the API, or of what can be asked of it. */
export function sourcePath(id: string, verb?: "pause" | "read" | "resume" | "test"): string {
  const path = `/api/sources/${encodeURIComponent(id)}`;
  return verb === undefined ? path : `${path}/${verb}`;
}

/** What is read about sources. Apart from the other queries, since the list's first load needs none of it. */
export const sourceQueries = {
  all: () =>
    queryOptions({
      queryKey: keys.sources,
      queryFn: ({ signal }) => callApi<Page<Source>>("/api/sources", { signal }),
      structuralSharing: (held, fetched) => newerSources(held as Page<Source> | undefined, fetched as Page<Source>),
    }),
};
