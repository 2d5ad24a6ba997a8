import { z } from "zod";
import { logPage } from "../../../../../../lib/api/answers/logs.ts";
import { LOG_LEVELS } from "../../../../../../lib/jobs/model.ts";
import { flagParam, limitParam, listParam, optionalCount, shownAs } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../inputs.ts";

const MOST_SEQS = 500;
const seqsMessage = `must be up to ${MOST_SEQS} line numbers, separated by commas`;

const query = z
  .strictObject({
    after: optionalCount.describe("The lines after this seq."),
    before: optionalCount.describe("The lines right before this seq."),
    tail: flagParam.describe("The last lines."),
    seqs: z
      .string(seqsMessage)
      .regex(/^\d{1,10}(,\d{1,10})*$/, seqsMessage)
      .transform((text) => text.split(",").map(Number))
      .refine((seqs) => seqs.length <= MOST_SEQS, seqsMessage)
      .meta(shownAs({ type: "array", items: { type: "integer", minimum: 0 }, maxItems: MOST_SEQS }))
      .optional()
      .meta({ param: { explode: false }, description: "Just these lines, with commas between." }),
    limit: limitParam(500, 2000),
    level: listParam(LOG_LEVELS),
    task: optionalCount.describe("Only the lines of this task."),
    run: runParam,
  })
  .refine(({ after, before }) => after === undefined || before === undefined, {
    path: ["before"],
    message: "cannot be given together with after",
  })
  .refine(({ after, before, tail }) => !tail || (after === undefined && before === undefined), {
    path: ["tail"],
    message: "cannot be given together with after or before",
  })
  .refine(
    ({ seqs, after, before, tail }) => seqs === undefined || (after ?? before ?? (tail || undefined)) === undefined,
    {
      path: ["seqs"],
      message: "cannot be given together with after, before or tail",
    },
  );

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, level, ...range } }) =>
      app.services.logs.lines(principal, { ...params, attempt: run }, { ...range, levels: level }),
    {
      tag: "Logs",
      summary: "Lines of a log",
      description:
        "Forward with `after`, backward with `before`, its end with `tail=true`, or single lines with `seqs`. Longer messages are cut, and the line then has `bytes`.",
      params: jobParams,
      query,
      answer: logPage,
      errors: ["CONFLICT"],
    },
  ),
});
