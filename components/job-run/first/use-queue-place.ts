"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { QueuePlace } from "../../../lib/api/job-types.ts";
import { keys, queries } from "../../../lib/api/queries.ts";
import { createThrottle } from "../../live/throttle.ts";

const READ_EVERY_MS = 2000;

/**
 * What stands between a queued job and its start. It is read again when the counts of queued and executing jobs, which are
 * pushed, have changed, and never by the clock alone.
 */
export function useQueuePlace(source: string, id: string): QueuePlace | undefined {
  const queryClient = useQueryClient();
  const { data } = useQuery(jobQueries.queuePlace(source, id));
  const { data: moved } = useQuery({
    ...queries.summary(),
    select: ({ counts: { queued, executing } }) => `${queued} ${executing}`,
  });
  const known = useRef(moved);
  const [throttle] = useState(createThrottle);

  useEffect(() => {
    if (moved === known.current) return;
    known.current = moved;
    throttle.run(READ_EVERY_MS, () => void queryClient.invalidateQueries({ queryKey: keys.queuePlace(source, id) }));
  }, [moved, queryClient, source, id, throttle]);
  useEffect(() => throttle.stop, [throttle]);
  return data;
}
