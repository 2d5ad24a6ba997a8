import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { COUNT_OF_STATE } from "../../lib/jobs/state.ts";

const LINGER_MS = 4000;

/** Whether a row counts as executing. */
export function isExecuting(row: JobRow): boolean {
  return COUNT_OF_STATE[row.state] === "executing";
}

/**
 * The rows of the executing panel. One that has ended, or waits for its next attempt, stays a moment with its new
 * state, so that the reader sees what became of it; and for as long as `held`, while pointer or focus is on the panel and nothing may move under it.
 */
export function visibleExecuting(rows: readonly JobRow[], now: number, held: boolean): JobRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = jobKey(row);
    if (seen.has(key)) return false;
    seen.add(key);
    if (isExecuting(row)) return true;
    return held || now - Date.parse(row.endedAt ?? row.updatedAt) < LINGER_MS;
  });
}
