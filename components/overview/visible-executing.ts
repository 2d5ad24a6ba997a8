import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";

const LINGER_MS = 4000;

/**
 * The rows of the executing panel. One that has ended stays a moment with its end state, so that the reader sees what
 * became of it; and for as long as `held`, while pointer or focus is on the panel and nothing may move under it.
 */
export function visibleExecuting(rows: readonly JobRow[], now: number, held: boolean): JobRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = jobKey(row);
    if (seen.has(key)) return false;
    seen.add(key);
    if (!hasEnded(row.state)) return true;
    return held || now - Date.parse(row.endedAt ?? row.updatedAt) < LINGER_MS;
  });
}
