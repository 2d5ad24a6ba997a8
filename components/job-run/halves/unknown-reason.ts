import type { JobRun } from "../../../lib/jobs/model.ts";
import { RUN_COLUMNS, type RunColumn } from "../../../lib/jobs/run-columns.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";

/** What is known only once something has happened, and what that is. */
const COMES_LATER: Partial<Record<RunColumn, string>> = {
  agentStartTime: "The agent has not begun",
  agentEndTime: "The agent has not ended",
  agentElapsedQueuedTime: "The agent has not begun",
  agentElapsedExecutionTime: "The agent has not begun",
  agentLastSubmittedDate: "Nothing was handed over to processing yet",
  agentResultIsSuccess: "The agent has not ended",
  agentResultMessage: "The agent has not ended",
  processingEndTime: "Processing has not ended",
};

/** Why a column of a run has no value. */
export function unknownReason(run: JobRun, column: RunColumn): string {
  if (hasEnded(run.agentState)) return "The source does not report this";
  if (RUN_COLUMNS[column].half === "processing" && run.processingState === null) return "Processing has not begun";
  return COMES_LATER[column] ?? "The source does not report this";
}
