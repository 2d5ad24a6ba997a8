import { z } from "zod";
import type { LogQuery } from "../../../../../lib/jobs/log-search.ts";
import { MAX_LOG_QUERY } from "../../../../../lib/jobs/log-search.ts";
import { LOG_LEVELS } from "../../../../../lib/jobs/model.ts";
import { flagParam, listParam, optionalCount, shownAs } from "../../../../../server/http/input.ts";

/** The job's place in the address. Whether there can be such a job, the service says. */
export const jobParams = z.object({
  source: z.string().describe("The source that the job lives in; `local` is the built-in engine."),
  id: z.string().describe("The job's id in its source."),
});

/** A place in a list, as a part of the address. */
export const seqParam = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .meta(shownAs({ type: "integer", minimum: 0 }));

/** Which attempt at the job. */
export const runParam = optionalCount.describe("Which attempt, from 1; the latest if left out.");

/** Which lines of which attempt's log, and what is looked for in them. */
export const logSearchParams = {
  level: listParam(LOG_LEVELS),
  task: optionalCount.describe("Only the lines of this task."),
  run: runParam,
  q: z
    .string("must be given once")
    .max(MAX_LOG_QUERY, `must not be longer than ${MAX_LOG_QUERY} characters`)
    .default("")
    .describe("The text to look for, in any case."),
  regex: flagParam.describe("Whether `q` is a JavaScript regular expression."),
};

export function toLogQuery({ q, regex }: { q: string; regex: boolean }): LogQuery | null {
  return q === "" ? null : { text: q, regex };
}
