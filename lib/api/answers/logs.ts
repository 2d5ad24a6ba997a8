import { z } from "zod";
import { LOG_LEVELS, type LogLine } from "../../jobs/model.ts";
import type { LogMatches, LogPage, WholeLogLine } from "../job-types.ts";
import { answerOf } from "./answer-of.ts";
import { count, instant, pageOf, revision, runId, text } from "./values.ts";

const lastSeq = count.describe("The seq of the newest line of the run; 0 when it has none.");

const logLine = answerOf<LogLine>()(
  "LogLine",
  "One line of a run's log.",
  z.object({
    seq: count.describe("Counts from 1 without gaps."),
    at: instant,
    level: z.enum(LOG_LEVELS),
    message: text.describe("Text from outside: it may hold anything but NUL, line breaks too."),
    task: count.nullable().describe("The seq of the task that it is of; null for the run itself."),
    bytes: count.exactOptional().describe("Only where the message is cut: the size of the whole."),
  }),
);

export const logPage = answerOf<LogPage>()(
  "LogPage",
  "Lines of a log in order of seq.",
  pageOf(logLine).extend({ runId, lastSeq }),
);

export const wholeLogLine = answerOf<WholeLogLine>()(
  "WholeLogLine",
  "A line with its whole message.",
  z.object({ line: logLine }),
);

export const logMatches = answerOf<LogMatches>()(
  "LogMatches",
  "Which lines match, of those after `after` up to `to`.",
  z.object({
    runs: z.array(count).describe("Lines passed over and lines taken by turns, from `after` + 1 on."),
    marks: z
      .array(z.array(count))
      .nullable()
      .describe("Where a regular expression stands in each line, as starts and ends by turns; null without one."),
    found: count,
    to: count.describe("The last line that was looked at; ask with `after` set to it to go on."),
    lastSeq,
    stopped: z
      .enum(["many", "time", "pattern"])
      .nullable()
      .describe("Why it went no further: enough was found, time was up, or the pattern takes too long on a line."),
    runId,
    revision,
  }),
);
