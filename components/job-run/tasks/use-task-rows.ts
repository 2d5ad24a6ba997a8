"use client";

import { type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { TaskRow, TaskRows } from "../../../lib/api/job-types.ts";
import type { LiveTasks } from "../../../lib/api/queries.ts";
import { type TaskPlace, taskQueries } from "../../../lib/api/task-queries.ts";
import type { Task } from "../../../lib/jobs/model.ts";

const ROWS_PER_READ = 100;
/** Who scrolls past tasks does not want them. */
const SETTLED_MS = 80;

/** Earlier attempts get no news. */
const NO_NEWS: LiveTasks = new Map();

/** What was pushed of the tasks of an attempt since the page was opened. */
export function useLiveTasks({ source, id, attempt }: TaskPlace): LiveTasks {
  const { data } = useQuery(jobQueries.liveTasks(source, id));
  return attempt === null ? data : NO_NEWS;
}

/**
 * The tasks from place `first` to `last` of an order, as far as they are there yet, by number, with what was pushed laid over
 * them. They are read in hundreds, once the places have stood still for a moment.
 */
export function useTaskRows(
  place: TaskPlace,
  seqAt: (place: number) => number | undefined,
  { first, last }: { first: number; last: number },
  live: LiveTasks,
): ReadonlyMap<number, TaskRow> {
  const from = Math.floor(Math.max(0, first) / ROWS_PER_READ);
  const to = Math.floor(Math.max(0, last) / ROWS_PER_READ);
  const settled = useSettled(`${from}-${to}`);
  const [settledFrom = 0, settledTo = 0] = settled.split("-").map(Number);
  const reads: number[][] = [];
  for (let read = settledFrom; read <= Math.min(settledTo, settledFrom + 3); read++) {
    const seqs: number[] = [];
    for (let at = read * ROWS_PER_READ; at < (read + 1) * ROWS_PER_READ; at++) {
      const seq = seqAt(at);
      if (seq !== undefined) seqs.push(seq);
    }
    if (seqs.length > 0) reads.push(seqs);
  }
  const pages = useQueries({ queries: reads.map((seqs) => taskQueries.rows(place, seqs)), combine: answersOf });
  return useMemo(() => layOver(pages, live), [pages, live]);
}

function answersOf(results: UseQueryResult<TaskRows>[]): TaskRows[] {
  return results.flatMap(({ data }) => data ?? []);
}

/** The newer of what was read and what was pushed of each task. */
export function layOver(pages: readonly TaskRows[], live: LiveTasks): ReadonlyMap<number, TaskRow> {
  const rows = new Map<number, TaskRow>();
  for (const { items, revision } of pages) {
    for (const row of items) {
      const pushed = live.get(row.seq);
      rows.set(row.seq, pushed !== undefined && pushed.revision > revision ? rowOf(pushed.task) : row);
    }
  }
  for (const { task } of live.values()) if (!rows.has(task.seq)) rows.set(task.seq, rowOf(task));
  return rows;
}

function rowOf(task: Task): TaskRow {
  return { ...task, targetLength: task.target.length, errorLength: task.error?.length ?? null };
}

/** The first value at once, later ones when they have stood for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(setSettled, SETTLED_MS, value);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
