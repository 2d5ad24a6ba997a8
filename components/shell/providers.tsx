"use client";

import { notifyManager, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../lib/api/client.ts";
import { LiveProvider } from "../live/live-provider.tsx";

const ATTEMPTS = 3;

// By default a timer tells the components that the cache has changed: a pushed change that was written just before a
// frame would be drawn in the one after it.
notifyManager.setScheduler(queueMicrotask);

/** A call is worth repeating when no answer came or the server was at fault. */
function worthRepeating(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}

function goToSignIn(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== "UNAUTHENTICATED") return;
  const here = window.location.pathname + window.location.search;
  window.location.replace(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Pushed changes keep the cache fresh, so that nothing is fetched again on focus or by age. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: goToSignIn }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < ATTEMPTS && worthRepeating(error),
      },
      // A command that cannot leave now is refused now: sent minutes later, it would surprise whoever gave it.
      mutations: { networkMode: "always" },
    },
  });
}

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <LiveProvider>{children}</LiveProvider>
    </QueryClientProvider>
  );
}
