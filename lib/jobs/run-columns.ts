import type { JobRun } from "./model.ts";

/** The 42 columns of CluedIn's job run; the rest of a `JobRun` is ours. */
export type RunColumn = Exclude<keyof JobRun, "source" | "attempt" | "version">;

/** What kind of value a column holds, and so how it is written. */
export type RunColumnKind = "count" | "time" | "span" | "state" | "text" | "yes-no" | "percent";

export interface RunColumnPresentation {
  /** A short name that stands beside the value under the heading of its half. */
  name: string;
  half: "agent" | "processing";
  kind: RunColumnKind;
  /** What the figure means, in a sentence or two for an operator. */
  meaning: string;
}

const agent = (kind: RunColumnKind, name: string, meaning: string): RunColumnPresentation => ({
  ...{ name, half: "agent", kind, meaning },
});
const processing = (kind: RunColumnKind, name: string, meaning: string): RunColumnPresentation => ({
  ...{ name, half: "processing", kind, meaning },
});

/** Every column of a job run: how it is called here and what it means. */
export const RUN_COLUMNS: Record<RunColumn, RunColumnPresentation> = {
  agentState: agent("state", "State", "How far the agent's half is: it finds what there is and hands it over."),
  agentExpectedTasksCount: agent(
    "count",
    "Expected",
    "How many tasks the agent expects to have in the end. It may grow as links are found.",
  ),
  agentTasksCount: agent("count", "Tasks", "Units of work that are known by now: pages, targets or messages to visit."),
  agentTasksQueuedCount: agent("count", "Queued", "Tasks that nobody has begun yet."),
  agentTasksCompletedCount: agent("count", "Completed", "Tasks that were visited and read."),
  agentTasksFailedCount: agent("count", "Failed", "Tasks that could not be read; the list of tasks says why."),
  agentCluesCount: agent(
    "count",
    "Clues",
    "Items that the agent has found, before anybody looked at whether they are new.",
  ),
  agentCluesQueuedCount: agent("count", "Queued", "Clues that are yet to be handed over to processing."),
  agentCluesCompletedCount: agent("count", "Completed", "Clues that were handed over to processing."),
  agentCluesFailedCount: agent("count", "Failed", "Clues that could not be handed over to processing."),
  agentPercentCompleted: agent("percent", "Progress", "How much of its half the agent says to have done."),
  agentQueuedDate: agent("time", "Queued", "When this attempt was put into the queue."),
  agentStartTime: agent("time", "Started", "When a worker took this attempt and the agent began."),
  agentEndTime: agent("time", "Ended", "When the agent's half was over; processing may have gone on."),
  agentElapsedQueuedTime: agent("span", "In the queue", "How long this attempt waited until the agent began."),
  agentElapsedExecutionTime: agent("span", "At work", "How long the agent has been at work."),
  agentLastSubmittedDate: agent("time", "Last sent", "When the agent last handed something over to processing."),
  agentResultIsSuccess: agent("yes-no", "Success", "Whether the source calls the result of this attempt a success."),
  agentResultIsCancellationRequested: agent("yes-no", "Asked to stop", "Whether somebody asked this attempt to stop."),
  agentResultMessage: agent("text", "Message", "What the agent said at its end: a summary, or why it failed."),
  agentId: agent("text", "Agent id", "The agent's id at its source: the definition that this run was made from."),
  agentKey: agent("text", "Agent key", "The key under which the agent ran this attempt."),
  id: agent("text", "Run", "The number of this run: each attempt at a job is a run of its own."),
  jobId: agent("text", "Job", "The id of the job that this run is an attempt at."),
  updateDate: agent("time", "Run updated", "When anything about this run last changed."),
  processingState: processing(
    "state",
    "State",
    "How far processing is: it judges and stores what the agent handed over.",
  ),
  processingTasksCount: processing(
    "count",
    "Tasks",
    "Items that processing has to judge; the parts below add up to it.",
  ),
  processingTasksCompletedCount: processing(
    "count",
    "Completed",
    "Items that are new: not seen in an earlier run, and stored.",
  ),
  processingTasksAlreadyUpToDateCount: processing(
    "count",
    "Already up to date",
    "Items that an earlier run had found with the very same content.",
  ),
  processingTasksAlreadyExistsCount: processing(
    "count",
    "Already exists",
    "Items that an earlier run had found with other content; they were stored anew.",
  ),
  processingTasksSkippedCount: processing(
    "count",
    "Skipped",
    "Items left out: their key came twice in this run, or the run was cancelled before their turn.",
  ),
  processingTasksIgnoredCount: processing(
    "count",
    "Ignored",
    "Items with nothing in them, or without a field that is required.",
  ),
  processingTasksFailedCount: processing("count", "Failed", "Items that could not be judged or stored."),
  processingTasksQueuedCount: processing("count", "Queued", "Items that processing has not come to yet."),
  processingTaskRetriesCount: processing(
    "count",
    "Retries",
    "How often processing had to try an item again. Not a part of the tasks.",
  ),
  processingTasksReceivedPayloadsCount: processing(
    "count",
    "Payloads received",
    "Payloads that the agent sent to processing, each with clues in it.",
  ),
  processingTasksReceivedCluesCount: processing(
    "count",
    "Clues received",
    "Clues that have arrived in these payloads.",
  ),
  processingTasksReceivedLogLinesCount: processing(
    "count",
    "Log lines received",
    "Lines that this run has written to its log.",
  ),
  processingQueuedDate: processing("time", "Queued", "When the first thing was handed over to processing."),
  processingStartTime: processing("time", "Started", "When processing began."),
  processingEndTime: processing("time", "Ended", "When everything handed over had been processed."),
  processingUpdatedDate: processing("time", "Last change", "When anything about processing last changed."),
};

export const RUN_COLUMN_NAMES = Object.keys(RUN_COLUMNS) as RunColumn[];

/** CluedIn's own name of a column: `AgentTasksCount`. */
export function cluedInName<Column extends RunColumn>(column: Column): Capitalize<Column> {
  return (column.charAt(0).toUpperCase() + column.slice(1)) as Capitalize<Column>;
}
