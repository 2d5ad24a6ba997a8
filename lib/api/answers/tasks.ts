import { z } from "zod";
import type { Task } from "../../jobs/model.ts";
import { JOB_STATES } from "../../jobs/state.ts";
import type { TaskOrder, TaskOutlinePage, TaskPage, TaskRow, TaskRows } from "../job-types.ts";
import { answerOf } from "./answer-of.ts";
import { count, flag, instant, jobState, nextCursor, pageOf, revision, runId, text } from "./values.ts";

const task = answerOf<Task>()(
  "Task",
  "One unit of a run: a page for the built-in engine, a target or task for others.",
  z.object({
    seq: count.describe("Its place in the run, from 1."),
    target: text,
    state: jobState,
    depth: count,
    resultsCount: count.nullable(),
    httpStatus: count.nullable(),
    queuedAt: instant.nullable(),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    error: text.nullable(),
    attempt: count.describe("The try that is to come, under way or last made, from 1."),
    maxAttempts: count.describe("How many tries there may be."),
    dueAt: instant.nullable().describe("When it may be tried again; null unless it waits for that."),
    earlierError: text.nullable().describe("Why the try before failed; null at the first."),
  }),
);

const taskRow = answerOf<TaskRow>()(
  "TaskRow",
  "A task whose long texts may be cut.",
  task.extend({
    targetLength: count.describe("How long the whole target is, in characters."),
    errorLength: count.nullable().describe("How long the whole error is, in characters."),
  }),
);

export const taskPage = answerOf<TaskPage>()("TaskPage", "Tasks in order of seq.", pageOf(task));

export const taskRows = answerOf<TaskRows>()(
  "TaskRows",
  "Those of the tasks asked for that exist, in order of seq.",
  z.object({ items: z.array(taskRow), revision }),
);

export const taskOrder = answerOf<TaskOrder>()(
  "TaskOrder",
  "Which tasks there are, in an order.",
  z.object({
    seqs: text.describe("Their numbers: `1-4` is 1, 2, 3, 4 and `7-6` is 7, 6."),
    counts: z
      .partialRecord(z.enum(JOB_STATES), count)
      .describe("Tasks with the text that is looked for, in any state."),
    more: flag.describe("Whether only the first hundred thousand tasks of the run were looked at."),
    runId,
    revision,
  }),
);

export const taskOutline = answerOf<TaskOutlinePage>()(
  "TaskOutlinePage",
  "When tasks were worked on, as columns with a value for each, in order of seq. Nothing stands where it is unknown.",
  z.object({
    base: instant,
    seqs: text.describe("Their numbers: `1-4` is 1, 2, 3, 4."),
    states: text.describe("A digit for each: its place, from 0, among the nine states."),
    starts: text.describe("Milliseconds from `base`, with commas between."),
    spans: text.describe("Milliseconds from start to end, with commas between."),
    nextCursor,
    runId,
    revision,
  }),
);
