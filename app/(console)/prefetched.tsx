import "server-only";
import { type DataTag, dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { getApp } from "../../server/app.ts";
import type { Principal } from "../../server/auth/principal.ts";
import type { Services } from "../../server/services/services.ts";

/** What a page shows first: the key of the browser's query, and how the server answers it without a request. */
export interface Prefetch {
  queryKey: QueryKey;
  read: (services: Services, principal: Principal) => Promise<unknown>;
}

/** A prefetch of a query; its type sees to it that the server reads what the browser expects. */
export function prefetch<Data>(
  { queryKey }: { queryKey: DataTag<QueryKey, Data, Error> },
  read: (services: Services, principal: Principal) => Promise<Data>,
): Prefetch {
  return { queryKey, read };
}

/**
 * Sends the data that a page shows first along with the page. Only when the browser loads a document: in a page that is
 * already open, what was pushed may be newer than what the server would send. What fails here, the browser asks again.
 */
export async function Prefetched({
  principal,
  queries,
  children,
}: {
  principal: Principal;
  queries: readonly Prefetch[];
  children: ReactNode;
}) {
  if ((await headers()).get("sec-fetch-dest") !== "document") return children;
  const { services } = getApp();
  const queryClient = new QueryClient();
  await Promise.all(
    queries.map(({ queryKey, read }) =>
      queryClient.prefetchQuery({ queryKey, queryFn: () => read(services, principal), retry: false }),
    ),
  );
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>;
}
