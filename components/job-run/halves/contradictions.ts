import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { RUN_COLUMN_NAMES, RUN_COLUMNS, type RunColumn } from "../../../lib/jobs/run-columns.ts";
import { agentBars, type CountBar, processingBars } from "./run-figures.ts";

/** What cannot be true of a run as its source reports it, by the column that it is said at. */
export type Contradictions = Partial<Record<RunColumn, string>>;

/** Figures that contradict each other or common sense. They are shown as they are, with this beside them. */
export function contradictionsOf(run: JobRun): Contradictions {
  const found: Contradictions = {};
  for (const bar of [...agentBars(run), ...processingBars(run)]) {
    const said = overTotal(bar);
    if (said !== null) found[bar.column] = said;
  }
  for (const column of RUN_COLUMN_NAMES) {
    const value = run[column];
    if (typeof value !== "number" || value >= 0 || column === "id") continue;
    if (RUN_COLUMNS[column].kind === "count")
      found[column] = `The source reports ${formatCount(value)}, which no count can be`;
    if (RUN_COLUMNS[column].kind === "span") found[column] = "The source reports a time below zero";
  }
  const percent = run.agentPercentCompleted;
  if (percent !== null && (percent < 0 || percent > 100)) {
    found.agentPercentCompleted = `The source reports ${formatCount(percent)}%`;
  }
  inOrder(found, run, ["agentQueuedDate", "agentStartTime", "agentEndTime"]);
  inOrder(found, run, ["processingQueuedDate", "processingStartTime", "processingEndTime"]);
  if (run.agentResultIsSuccess === true && (run.agentState === "Failed" || run.agentState === "Cancelled")) {
    found.agentResultIsSuccess = `The source reports success, and the state ${run.agentState}`;
  }
  return found;
}

function overTotal({ total, segments }: CountBar): string | null {
  const sum = segments.reduce((all, { count }) => all + Math.max(0, count ?? 0), 0);
  if (total === null || total < 0 || sum <= total) return null;
  return `The parts add up to ${formatCount(sum)}, which is more than ${formatCount(total)}`;
}

/** Each time that is before one that should come first says so. */
function inOrder(
  found: Contradictions,
  run: JobRun,
  columns: readonly (
    | "agentQueuedDate"
    | "agentStartTime"
    | "agentEndTime"
    | "processingQueuedDate"
    | "processingStartTime"
    | "processingEndTime"
  )[],
): void {
  let latest: { name: string; at: number } | null = null;
  for (const column of columns) {
    const value = run[column];
    if (value === null) continue;
    const at = Date.parse(value);
    if (latest !== null && at < latest.at)
      found[column] = `The source reports a time before “${latest.name.toLowerCase()}”`;
    else latest = { name: RUN_COLUMNS[column].name, at };
  }
}
