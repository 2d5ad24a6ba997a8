"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { withHealth } from "../../lib/api/merge-sources.ts";
import { keys } from "../../lib/api/queries.ts";
import { sourceQueries } from "../../lib/api/source-queries.ts";
import type { Source } from "../../lib/api/source-types.ts";
import type { Page } from "../../lib/api/types.ts";
import { createThrottle } from "../live/throttle.ts";
import { useRoom } from "../live/use-room.ts";

const READ_AGAIN_EVERY_MS = 1500;

/** Keeps the sources up to date, on whatever page: pushed health is put in its place; what else changed is read again. */
export function useSourcesFeed(): void {
  const queryClient = useQueryClient();
  const { data } = useQuery(sourceQueries.all());
  const throttle = useRef(createThrottle());

  useEffect(() => {
    const held = throttle.current;
    return () => held.stop();
  }, []);

  useRoom("sources", data?.revision, {
    onEvents: (events, revision) => {
      let isUnknown = false;
      for (const event of events) {
        if (event.type !== "source") continue;
        const { source, health } = event;
        const page = queryClient.getQueryData<Page<Source>>(keys.sources);
        const next = page && health && withHealth(page, { source, health, revision });
        if (next) queryClient.setQueryData<Page<Source>>(keys.sources, next);
        else isUnknown = true;
      }
      if (!isUnknown) return;
      throttle.current.run(READ_AGAIN_EVERY_MS, () => void queryClient.invalidateQueries({ queryKey: keys.sources }));
    },
    refetch: async () => (await queryClient.fetchQuery({ ...sourceQueries.all(), staleTime: 0 })).revision,
  });
}
