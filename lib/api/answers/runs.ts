import { z } from "zod";
import type { JobRun } from "../../jobs/model.ts";
import { RUN_COLUMNS, type RunColumn } from "../../jobs/run-columns.ts";
import { answerOf } from "./answer-of.ts";
import { count, flag, instant, jobState, source, text } from "./values.ts";

function column<Schema extends z.ZodType>(name: RunColumn, schema: Schema): Schema {
  return schema.describe(RUN_COLUMNS[name].meaning);
}
const counter = (name: RunColumn) => column(name, count.nullable());
const time = (name: RunColumn) => column(name, instant.nullable());
const span = (name: RunColumn) => count.nullable().describe(`${RUN_COLUMNS[name].meaning} In milliseconds.`);

export const jobRun = answerOf<JobRun>()(
  "JobRun",
  "One attempt at a job, in two halves: the agent finds, processing judges and stores. Null is what the source does not report.",
  z.object({
    source,
    attempt: count.describe("Which attempt at the job it is, from 1."),
    version: count.describe("Grows by one with each change of the run."),
    id: column("id", count),
    jobId: column("jobId", text),
    agentId: column("agentId", text.nullable()),
    agentKey: column("agentKey", text.nullable()),
    updateDate: column("updateDate", instant),
    agentResultIsSuccess: column("agentResultIsSuccess", flag.nullable()),
    agentResultIsCancellationRequested: column("agentResultIsCancellationRequested", flag.nullable()),
    agentResultMessage: column("agentResultMessage", text.nullable()),
    agentState: column("agentState", jobState),
    agentQueuedDate: time("agentQueuedDate"),
    agentStartTime: time("agentStartTime"),
    agentEndTime: time("agentEndTime"),
    agentElapsedQueuedTime: span("agentElapsedQueuedTime"),
    agentElapsedExecutionTime: span("agentElapsedExecutionTime"),
    agentPercentCompleted: column("agentPercentCompleted", z.number().nullable()),
    agentLastSubmittedDate: time("agentLastSubmittedDate"),
    agentExpectedTasksCount: counter("agentExpectedTasksCount"),
    agentTasksCount: counter("agentTasksCount"),
    agentTasksQueuedCount: counter("agentTasksQueuedCount"),
    agentTasksCompletedCount: counter("agentTasksCompletedCount"),
    agentTasksFailedCount: counter("agentTasksFailedCount"),
    agentCluesCount: counter("agentCluesCount"),
    agentCluesQueuedCount: counter("agentCluesQueuedCount"),
    agentCluesCompletedCount: counter("agentCluesCompletedCount"),
    agentCluesFailedCount: counter("agentCluesFailedCount"),
    processingState: column("processingState", jobState.nullable()),
    processingQueuedDate: time("processingQueuedDate"),
    processingStartTime: time("processingStartTime"),
    processingEndTime: time("processingEndTime"),
    processingTasksCount: counter("processingTasksCount"),
    processingTasksQueuedCount: counter("processingTasksQueuedCount"),
    processingTasksCompletedCount: counter("processingTasksCompletedCount"),
    processingTasksFailedCount: counter("processingTasksFailedCount"),
    processingTasksSkippedCount: counter("processingTasksSkippedCount"),
    processingTaskRetriesCount: counter("processingTaskRetriesCount"),
    processingTasksAlreadyExistsCount: counter("processingTasksAlreadyExistsCount"),
    processingTasksAlreadyUpToDateCount: counter("processingTasksAlreadyUpToDateCount"),
    processingTasksIgnoredCount: counter("processingTasksIgnoredCount"),
    processingTasksReceivedPayloadsCount: counter("processingTasksReceivedPayloadsCount"),
    processingTasksReceivedCluesCount: counter("processingTasksReceivedCluesCount"),
    processingTasksReceivedLogLinesCount: counter("processingTasksReceivedLogLinesCount"),
    processingUpdatedDate: time("processingUpdatedDate"),
  }),
);
