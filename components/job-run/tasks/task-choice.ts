"use client";

import type { TaskChoice } from "../../../lib/api/task-queries.ts";
import { JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";
import { DEFAULT_TASK_SORT, TASK_SORTS, TASK_TEXT_MAX, type TaskSort } from "../../../lib/jobs/task-sort.ts";
import { setAddress, useAddress } from "../address.ts";

/** Which tasks the address asks for, in which order. What it should not hold is as if it were not there. */
export function useTaskChoice(): TaskChoice & { states: readonly JobState[]; seq: number | null } {
  const address = useAddress();
  const asked = (address("task-state") ?? "").toLowerCase().split(",");
  const sort = TASK_SORTS.find((each) => each === address("task-sort")) ?? DEFAULT_TASK_SORT;
  const seq = address("task-seq") ?? "";
  return {
    states: JOB_STATES.filter((state) => asked.includes(state.toLowerCase())),
    q: (address("task-q") ?? "").slice(0, TASK_TEXT_MAX),
    sort,
    seq: /^[1-9]\d{0,9}$/.test(seq) ? Number(seq) : null,
  };
}

export function chooseStates(states: readonly JobState[]): void {
  setAddress({ "task-state": states.join(",") });
}

export function chooseText(q: string): void {
  setAddress({ "task-q": q });
}

export function chooseSort(sort: TaskSort): void {
  setAddress({ "task-sort": sort === DEFAULT_TASK_SORT ? null : sort });
}

/** All tasks, whatever was filtered. */
export function chooseAll(): void {
  setAddress({ "task-state": null, "task-q": null });
}

/** The order that a press on a column's head asks for: its first direction, or the other where it is sorted by it. */
export function nextSort(sort: TaskSort, column: SortColumn): TaskSort {
  const first = SORT_COLUMNS[column];
  const other = first.startsWith("-") ? column : (`-${column}` as const);
  return sort === first ? other : first;
}

/** The columns that sort, each with the direction that is asked for first. */
const SORT_COLUMNS = {
  number: "number",
  state: "-state",
  results: "-results",
  duration: "-duration",
  ended: "-ended",
} as const satisfies Record<string, TaskSort>;
export type SortColumn = keyof typeof SORT_COLUMNS;

/** Which way a column is sorted, for `aria-sort`. */
export function direction(sort: TaskSort, column: SortColumn): "ascending" | "descending" | "none" {
  if (sort === column) return "ascending";
  return sort === `-${column}` ? "descending" : "none";
}
