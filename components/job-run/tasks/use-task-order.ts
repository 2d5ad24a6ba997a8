"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { LiveTasks } from "../../../lib/api/queries.ts";
import { type TaskChoice, type TaskPlace, taskQueries } from "../../../lib/api/task-queries.ts";
import { readSeqs } from "../../../lib/jobs/seqs.ts";
import { MOST_TASKS } from "../../../lib/jobs/task-sort.ts";
import { createThrottle, type Throttle } from "../../live/throttle.ts";
import { type HeldOrder, settleOrder } from "./held-order.ts";

/** After news the order is asked for again, at most so often: a second, and one more for each so many tasks. */
const LEAST_PAUSE_MS = 1000;
const TASKS_A_SECOND = 20_000;

/**
 * The order of the tasks that were chosen. It is read again when tasks were pushed, but takes the place of the one shown only where
 * no row moves by that; otherwise `waiting` is true until `refresh`.
 */
export function useTaskOrder(place: TaskPlace, choice: TaskChoice, live: LiveTasks) {
  const queryClient = useQueryClient();
  const options = taskQueries.order(place, choice);
  const { data, error, refetch, isPlaceholderData } = useQuery({ ...options, placeholderData: keepPreviousData });
  const key = JSON.stringify([choice.states, choice.q, choice.sort, data?.runId ?? null]);
  const text = data?.seqs;
  const seqs = useMemo(() => (text === undefined ? null : readSeqs(text, MOST_TASKS)), [text]);
  const [held, setHeld] = useState<HeldOrder | null>(null);

  const fresh = seqs === null || isPlaceholderData ? null : { key, seqs };
  const settled = fresh === null ? null : settleOrder(held, fresh);
  if (settled !== null && settled.shown.seqs !== held?.seqs) setHeld(settled.shown);

  const throttle = useRef<Throttle | null>(null);
  const size = seqs?.length ?? 0;
  const queryKey = JSON.stringify(options.queryKey);
  useEffect(() => {
    if (live.size === 0) return;
    throttle.current ??= createThrottle();
    throttle.current.run(LEAST_PAUSE_MS + (size / TASKS_A_SECOND) * 1000, () => {
      void queryClient.invalidateQueries({ queryKey: JSON.parse(queryKey) });
    });
  }, [live, size, queryClient, queryKey]);
  useEffect(() => () => throttle.current?.stop(), []);

  return {
    data,
    error,
    refetch,
    seqs: settled?.shown.seqs ?? held?.seqs ?? null,
    isStale: isPlaceholderData,
    waiting: settled?.waiting ?? false,
    refresh: () => setHeld(fresh),
  };
}
