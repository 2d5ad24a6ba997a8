import type { JobSort } from "../../lib/jobs/sort.ts";

interface SortWords {
  /** For a menu. */
  title: string;
  /** The two ways through the pages. */
  before: string;
  after: string;
  /** What such a list does not hold. */
  leavesOut: string | null;
}

const TIME = { before: "Newer", after: "Older" };
const TIME_UP = { before: "Older", after: "Newer" };
const LENGTH = { before: "Longer", after: "Shorter" };
const LENGTH_UP = { before: "Shorter", after: "Longer" };
const NOT_ENDED = "Jobs that have not ended are left out.";
const NOT_RUN = "Jobs that have not run to an end are left out.";
const NOT_STARTED = "Jobs that still wait, or do not say how long they did, are left out.";

/** How each order is said. */
export const SORT_WORDS: Record<JobSort, SortWords> = {
  "-created": { title: "Newest first", ...TIME, leavesOut: null },
  created: { title: "Oldest first", ...TIME_UP, leavesOut: null },
  "-ended": { title: "Latest end first", ...TIME, leavesOut: NOT_ENDED },
  ended: { title: "Earliest end first", ...TIME_UP, leavesOut: NOT_ENDED },
  "-duration": { title: "Ran longest first", ...LENGTH, leavesOut: NOT_RUN },
  duration: { title: "Ran shortest first", ...LENGTH_UP, leavesOut: NOT_RUN },
  "-queued": { title: "Waited longest first", ...LENGTH, leavesOut: NOT_STARTED },
  queued: { title: "Waited shortest first", ...LENGTH_UP, leavesOut: NOT_STARTED },
};
