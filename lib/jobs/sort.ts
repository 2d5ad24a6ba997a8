/** What a list of jobs can be sorted by. Each has an index; a minus puts the latest or longest first. */
export const JOB_SORTS = [
  "-created",
  "created",
  "-ended",
  "ended",
  "-duration",
  "duration",
  "-queued",
  "queued",
] as const;

/** `queued` is the time that a job waited. Jobs that have not ended, or not begun, are not in lists sorted by that. */
export type JobSort = (typeof JOB_SORTS)[number];

export const DEFAULT_SORT: JobSort = "-created";

/** How many rows a page may have. */
export const PAGE_SIZES = [25, 50, 100, 200] as const;
