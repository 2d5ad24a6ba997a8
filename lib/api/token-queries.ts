import { queryOptions } from "@tanstack/react-query";
import { callApi } from "./client.ts";
import { keys } from "./queries.ts";
import type { ApiToken, Page } from "./types.ts";

/** Nobody pushes what becomes of tokens: an open page asks once a minute, which is as exact as their last use is. */
const ASK_AGAIN_MS = 60_000;

/** The address of one API token in the API. */
export function tokenPath(id: string): string {
  return `/api/tokens/${encodeURIComponent(id)}`;
}

/** What is read about API tokens. Apart from the other queries, since the list's first load needs none of it. */
export const tokenQueries = {
  all: () =>
    queryOptions({
      queryKey: keys.tokens,
      queryFn: ({ signal }) => callApi<Page<ApiToken>>("/api/tokens", { signal }),
      refetchInterval: ASK_AGAIN_MS,
    }),
};
