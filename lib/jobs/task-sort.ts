/** The orders in which the tasks of a run can be listed. With `-` the largest or latest come first; unknown ones always last. */
export const TASK_SORTS = [
  "number",
  "-number",
  "state",
  "-state",
  "results",
  "-results",
  "duration",
  "-duration",
  "ended",
  "-ended",
] as const;
export type TaskSort = (typeof TASK_SORTS)[number];

export const DEFAULT_TASK_SORT: TaskSort = "number";

/** As many tasks of a run are looked at: by the list, and by the picture of them over time. */
export const MOST_TASKS = 100_000;

/** As long may be what is searched for. */
export const TASK_TEXT_MAX = 200;
