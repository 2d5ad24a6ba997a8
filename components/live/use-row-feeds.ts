"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobPage } from "../../lib/api/types.ts";
import { useLiveClient } from "./live-provider.tsx";
import { queuePatch } from "./patch-queue.ts";
import { joinRoom } from "./use-room.ts";

/** Listens to every row of a page and patches it where it stands. `refetch` reads the page again after a gap. */
export function useRowFeeds(page: JobPage | undefined, refetch: () => Promise<number>): void {
  const client = useLiveClient();
  const queryClient = useQueryClient();
  const joined = useRef(new Map<string, () => void>());
  const running = useRef<Promise<number> | null>(null);

  // Fifty rooms that miss a delivery together are cured by one fetch.
  const refetchOnce = useEffectEvent(() => {
    running.current ??= refetch().finally(() => {
      running.current = null;
    });
    return running.current;
  });

  useEffect(() => {
    if (client === null || page === undefined) return;
    const rooms = joined.current;
    const wanted = new Map(page.items.map((row) => [jobKey(row), row]));
    for (const [key, leave] of rooms) {
      if (wanted.has(key)) continue;
      leave();
      rooms.delete(key);
    }
    for (const [key, row] of wanted) {
      if (rooms.has(key)) continue;
      const leave = joinRoom(client, `job:${row.source}/${row.id}`, page.revision, {
        onEvents: (events) => {
          for (const event of events) if (event.type === "job") queuePatch(queryClient, event.patch);
        },
        refetch: () => refetchOnce(),
      });
      rooms.set(key, leave);
    }
  }, [client, page, queryClient]);

  useEffect(() => {
    const rooms = joined.current;
    return () => {
      for (const leave of rooms.values()) leave();
      rooms.clear();
    };
  }, []);
}
