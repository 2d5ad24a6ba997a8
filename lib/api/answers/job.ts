import { z } from "zod";
import type { ExpectedRun } from "../../jobs/expected-run.ts";
import { type Capabilities, COMMAND_ACTIONS, type Command, type JobRow } from "../../jobs/model.ts";
import type {
  AgentHistory,
  CollectionCount,
  ComparedRun,
  DocumentLines,
  FailureHistory,
  HistoryItem,
  JobDetail,
  QueuePlace,
  RunComparison,
  TextLine,
} from "../job-types.ts";
import { answerOf } from "./answer-of.ts";
import { jobRow } from "./jobs.ts";
import { jobRun } from "./runs.ts";
import { asOf, count, flag, instant, revision, text } from "./values.ts";

const command = answerOf<Command>()(
  "Command",
  "What somebody asked of a job, and what became of it.",
  z.object({
    id: count,
    action: z.enum(COMMAND_ACTIONS),
    actor: text.describe("Who asked, by name."),
    reason: text.nullable(),
    requestedAt: instant,
    acknowledgedAt: instant.nullable().describe("When whoever runs the job had seen it."),
    finishedAt: instant.nullable(),
    outcome: z.enum(["done", "refused", "failed"]).nullable().describe("Null until it has finished."),
    resultJobId: text.nullable().describe("The job that a start or a retry made."),
    bulkId: text.nullable().describe("The bulk action that it is a part of."),
    edited: z.array(text).nullable().describe("What a retry changed, as paths: `config.urls.0`. Null for nothing."),
  }),
);

export const capabilities = answerOf<Capabilities>()(
  "Capabilities",
  "What can be done to a job of this source.",
  z.object({
    start: flag,
    cancel: flag,
    retry: flag,
    retryWithEdits: flag.describe("With another configuration or other parameters."),
    logs: flag,
    tasks: flag,
    results: flag,
  }),
);

const expectedRun = answerOf<ExpectedRun>()(
  "ExpectedRun",
  "How long earlier runs of the agent took, in milliseconds; null when there were too few.",
  z.object({
    runs: count.describe("How many runs it is from."),
    medianMs: count.nullable(),
    lowMs: count.nullable().describe("A quarter of the runs took less."),
    highMs: count.nullable().describe("A quarter of the runs took more."),
  }),
);

/** The texts of a job. */
const texts = {
  params: text
    .nullable()
    .describe("What the job was started with, as JSON text without secrets, at most 64 k characters."),
  config: text.nullable().describe("The agent's definition when the job was made, likewise."),
  cut: z
    .object({ params: count.nullable(), config: count.nullable() })
    .describe("Sizes in bytes of those of the two that are longer, and of which only the beginning is here."),
};

export const jobDetail = answerOf<JobDetail>()(
  "JobDetail",
  "One job with its attempts and commands.",
  z.object({
    job: jobRow,
    run: jobRun.nullable().describe("The latest attempt; null before the first."),
    runs: z.array(jobRun).describe("All attempts, the latest first."),
    commands: z.array(command).describe("The latest first."),
    capabilities,
    ...texts,
    result: text
      .nullable()
      .describe("What the job itself answered at its end, likewise; what it found are its results."),
    cut: texts.cut.extend({ result: count.nullable() }),
    agentChanged: flag
      .nullable()
      .describe("Whether the agent is defined otherwise now; null when it is gone, or not known."),
    retriedAs: text.nullable().describe("The id of the job that retried this one."),
    retryEdits: z.array(text).nullable().describe("What the retry that made this job changed, as paths."),
    schedule: z
      .object({ cron: text, timezone: text })
      .nullable()
      .describe("The schedule that started it, as it was then."),
    expected: expectedRun.nullable().describe("Null when its source does not say which agent it is of."),
    backendUrl: text.nullable().describe("Where the backend itself shows the job."),
    read: z
      .object({ at: instant.nullable(), error: text.nullable().describe("Why it could not be read since.") })
      .nullable()
      .describe("When the details were read of the backend; null for jobs of the built-in engine."),
    revision,
  }),
);

export const jobAnswer = answerOf<{ job: JobRow }>()("JobAnswer", "The job that was made.", z.object({ job: jobRow }));

export const cancelAnswer = answerOf<{ job: JobRow; command: Command }>()(
  "CancelAnswer",
  "The job as it is now, and the command that asked for it.",
  z.object({ job: jobRow, command }),
);

export const failureHistory = answerOf<FailureHistory>()(
  "FailureHistory",
  "What is known of failures like this job's.",
  z.object({
    fingerprint: text.nullable().describe("What such failures have in common; null when they gave no reason."),
    seen: z
      .object({ count, capped: flag.describe("At least so many."), from: instant })
      .nullable()
      .describe("How many jobs failed so since `from`, this one included; null when counting took too long."),
    retries: z
      .object({
        ended: count.describe("How many of them have a retry that ended by itself."),
        succeeded: count.describe("How many have one that succeeded."),
        looked: count.describe("How many of the latest such failures were looked at."),
        capped: flag.describe("Whether there were more."),
        from: instant,
      })
      .nullable()
      .describe("Null when counting took too long."),
    asOf,
    revision,
  }),
);

export const queuePlace = answerOf<QueuePlace>()(
  "QueuePlace",
  "What stands between a queued job and its start.",
  z.object({
    ahead: count.describe("Queued jobs of its source that come first."),
    aheadOfAgent: count.nullable().describe("Those of its agent among them."),
    capped: flag.describe("At least so many."),
    executing: count.describe("Jobs of its source that are executing."),
    executingOfAgent: count.nullable(),
    concurrency: count.nullable().describe("How many jobs of its agent may execute at once."),
    asOf,
    revision,
  }),
);

const textLine = answerOf<TextLine>()(
  "TextLine",
  "A line of a text.",
  z.object({ text, more: count.describe("How many characters of it are not here.") }),
);

export const documentLines = answerOf<DocumentLines>()(
  "DocumentLines",
  "Some lines of a text.",
  z.object({
    from: count.describe("How many lines stand before these."),
    lines: z.array(textLine),
    total: count.describe("How many lines the text has."),
    bytes: count.describe("The size of the whole."),
  }),
);

const historyItem = answerOf<HistoryItem>()(
  "HistoryItem",
  "A job of an agent's history; its error may be cut.",
  jobRow.pick({
    source: true,
    id: true,
    state: true,
    trigger: true,
    createdAt: true,
    startedAt: true,
    endedAt: true,
    attempt: true,
    maxAttempts: true,
    tasksCompleted: true,
    tasksFailed: true,
    resultsTotal: true,
    error: true,
  }),
);

export const agentHistory = answerOf<AgentHistory>()(
  "AgentHistory",
  "The jobs of an agent around one of them, the oldest first.",
  z.object({
    items: z.array(historyItem).describe("Empty when the job's source does not say which agent it is of."),
    moreBefore: flag.describe("Whether there are others before the first."),
    moreAfter: flag.describe("Whether there are others after the last."),
    asOf,
    revision,
  }),
);

const collectionCount = answerOf<CollectionCount>()(
  "CollectionCount",
  "Results in a collection.",
  z.object({ collection: count, count, capped: flag.describe("At least so many.") }),
);

const comparedRun = answerOf<ComparedRun>()(
  "ComparedRun",
  "One attempt at a job, with all that it can be compared by.",
  z.object({ job: jobRow, run: jobRun.nullable(), ...texts, results: z.array(collectionCount) }),
);

export const runComparison = answerOf<RunComparison>()(
  "RunComparison",
  "Two attempts side by side.",
  z.object({
    one: comparedRun,
    other: comparedRun,
    same: z
      .object({ params: flag.nullable(), config: flag.nullable() })
      .describe("Whether the whole texts are equal, secrets too; null where either has none."),
    revision,
  }),
);
