"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keys, queries } from "../../lib/api/queries.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import { createThrottle } from "../live/throttle.ts";
import { useRoom } from "../live/use-room.ts";

const REFRESH_EVERY_MS = 1500;

/**
 * Keeps the counts and latest jobs of agents up to date while they are shown. That agents themselves changed, the shell
 * hears; here it is their jobs that do.
 */
export function useAgentsFeed(): void {
  const queryClient = useQueryClient();
  const { data: summary } = useQuery(queries.summary());
  const throttle = useRef(createThrottle());

  const refreshJobs = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.agents }),
      queryClient.invalidateQueries({ queryKey: keys.allAgentJobs }),
    ]);

  useRoom("summary", summary?.revision, {
    onEvents: (events) => {
      if (events.some(changesJobs)) throttle.current.run(REFRESH_EVERY_MS, () => void refreshJobs());
    },
    refetch: async () => {
      const [fresh] = await Promise.all([
        queryClient.fetchQuery({ ...queries.summary(), staleTime: 0 }),
        refreshJobs(),
      ]);
      return fresh.revision;
    },
  });

  useEffect(() => {
    const held = throttle.current;
    return () => held.stop();
  }, []);
}

function changesJobs(event: LiveEvent): boolean {
  return event.type === "job-created" || (event.type === "job" && event.patch.state !== undefined);
}
