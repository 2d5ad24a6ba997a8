import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";

/** What makes a row taller: a second line for an error or a warning, and on a card the bar of a job under way. */
export type RowShape = `${"error" | "warning" | "plain"}${"" | "+bar"}`;
export type RowShapes = ReadonlyMap<string, RowShape>;

const NONE: RowShapes = new Map();

function shapeOf(job: JobRow): RowShape {
  const line = job.error !== null ? "error" : job.warning !== null ? "warning" : "plain";
  return hasEnded(job.state) || job.state === "Queued" ? line : `${line}+bar`;
}

/**
 * The shapes that the rows have now. While the table is held, a row that is already there keeps the shape that it has;
 * the very same map is given when nothing changes.
 */
export function settleShapes(shapes: RowShapes = NONE, rows: readonly JobRow[], held: boolean): RowShapes {
  const next = new Map<string, RowShape>();
  let same = shapes.size === rows.length;
  for (const row of rows) {
    const key = jobKey(row);
    const before = shapes.get(key);
    const shape = held && before !== undefined ? before : shapeOf(row);
    same &&= shape === before;
    next.set(key, shape);
  }
  return same ? shapes : next;
}
