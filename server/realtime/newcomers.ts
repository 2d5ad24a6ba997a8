import { matchesFilter } from "../../lib/jobs/filter/match.ts";
import type { JobFilter } from "../../lib/jobs/filter/model.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Change, ChangeData } from "../../lib/realtime/change.ts";

/**
 * Whether a change makes a job one that matches: it is new, or its state changed, and before it did not match. Times
 * like "-24h" are read at the moment of asking.
 */
export function beginsToMatch(filter: JobFilter, reader: { id: string; name: string }, change: Change): boolean {
  if (change.kind !== "job-created" && change.kind !== "job") return false;
  const now = () => resolveFilter(filter, { now: Date.now(), me: reader });
  if (change.kind === "job-created") return matchesFilter(now(), change.data);
  const { before, ...row } = change.data;
  if (before === undefined || !isWhole(row)) return false;
  const resolved = now();
  return matchesFilter(resolved, row) && !matchesFilter(resolved, { ...row, ...before });
}

/** Whether the filter means something else for each reader. */
export function namesMe(filter: JobFilter): boolean {
  return filter.terms.some((term) => term.kind === "choice" && term.key === "by" && term.values.some(isMe));
}

const isMe = (value: string) => value.toLowerCase() === "me";

/** Changes that an earlier version of the console wrote have a state, but not all of the row. */
function isWhole(row: Omit<ChangeData["job"], "before">): row is JobRow {
  return row.createdAt !== undefined && row.tags !== undefined;
}
