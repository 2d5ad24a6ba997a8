"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { keys, queries } from "../../lib/api/queries.ts";
import type { Summary } from "../../lib/api/types.ts";
import { createThrottle } from "../live/throttle.ts";

const READ_EVERY_MS = 10_000;

/**
 * Reads the kinds of failure again when the count of failed jobs, which is pushed, has changed: not more often than
 * every ten seconds, never by the clock alone, and not while the reader is at them (`held`).
 */
export function useFailingFeed(held: boolean): void {
  const queryClient = useQueryClient();
  const { data: failed } = useQuery({ ...queries.summary(), select: ({ counts }) => counts.failed });
  const read = useRef<number>(undefined);
  const [throttle] = useState(createThrottle);

  useEffect(() => {
    if (failed === undefined) return;
    read.current ??= failed;
    if (held || failed === read.current) return;
    throttle.run(READ_EVERY_MS, () => {
      read.current = queryClient.getQueryData<Summary>(keys.summary)?.counts.failed;
      void queryClient.invalidateQueries({ queryKey: keys.failureGroups("", "24h") });
    });
  }, [failed, held, queryClient, throttle]);

  // While it is held nothing that waits may come either.
  useEffect(() => {
    if (held) throttle.stop();
    return () => throttle.stop();
  }, [held, throttle]);
}
