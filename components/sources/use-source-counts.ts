"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keys, queries } from "../../lib/api/queries.ts";
import { createThrottle } from "../live/throttle.ts";
import { useRoom } from "../live/use-room.ts";

const READ_AGAIN_EVERY_MS = 2000;

/** Keeps the counts of sources up to date while they are shown: they are read again when the console's own have changed. */
export function useSourceCounts(): void {
  const queryClient = useQueryClient();
  const { data: summary } = useQuery(queries.summary());
  const throttle = useRef(createThrottle());
  const readAgain = () => queryClient.invalidateQueries({ queryKey: keys.sources });

  useEffect(() => {
    const held = throttle.current;
    return () => held.stop();
  }, []);

  useRoom("summary", summary?.revision, {
    onEvents: (events) => {
      if (events.some(({ type }) => type === "counts")) {
        throttle.current.run(READ_AGAIN_EVERY_MS, () => void readAgain());
      }
    },
    refetch: async () => {
      const [fresh] = await Promise.all([queryClient.fetchQuery({ ...queries.summary(), staleTime: 0 }), readAgain()]);
      return fresh.revision;
    },
  });
}
