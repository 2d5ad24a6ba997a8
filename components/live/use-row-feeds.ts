"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { readJobRows } from "../../lib/api/queries.ts";
import type { JobPage } from "../../lib/api/types.ts";
import { useLiveClient } from "./live-provider.tsx";
import { queuePatch } from "./patch-queue.ts";
import { joinRoom } from "./use-room.ts";

const NONE: ReadonlySet<string> = new Set();

/**
 * Listens to every row of a page and patches it where it stands. After a gap the rows are read by their keys, so that the
 * page keeps them in their order, or the page is read again by `refetch` if that is given. Gives the keys of rows that
 * do not exist any more.
 */
export function useRowFeeds(page: JobPage | undefined, refetch?: () => Promise<number>): ReadonlySet<string> {
  const client = useLiveClient();
  const queryClient = useQueryClient();
  const joined = useRef(new Map<string, () => void>());
  const running = useRef<Promise<number> | null>(null);
  const [gone, setGone] = useState(NONE);

  const readAgain = async () => {
    const rows = page?.items ?? [];
    const { items, revision } = await readJobRows(rows);
    for (const row of items) queuePatch(queryClient, row);
    const found = new Set(items.map(jobKey));
    const missing = rows.map(jobKey).filter((key) => !found.has(key));
    setGone(missing.length === 0 ? NONE : new Set(missing));
    return revision;
  };

  // Fifty rooms that miss a delivery together are cured by one read.
  const readAgainOnce = useEffectEvent(() => {
    running.current ??= (refetch ?? readAgain)().finally(() => {
      running.current = null;
    });
    return running.current;
  });

  const onDeleted = useEffectEvent((key: string) => {
    if (refetch === undefined) setGone((held) => new Set(held).add(key));
    else void readAgainOnce().catch(() => undefined);
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
          for (const event of events) {
            if (event.type === "job") queuePatch(queryClient, event.patch);
            else if (event.type === "job-deleted") onDeleted(key);
          }
        },
        refetch: () => readAgainOnce(),
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

  return gone;
}
