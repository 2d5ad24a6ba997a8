import { z } from "zod";
import { LOG_LEVELS } from "../../../../../../lib/jobs/model.ts";
import { limitParam } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { flagParam, jobParams, listParam, optionalCount } from "../inputs.ts";

const MOST_SEQS = 500;
const seqsMessage = `must be up to ${MOST_SEQS} line numbers, separated by commas`;

const query = z
  .strictObject({
    after: optionalCount,
    before: optionalCount,
    tail: flagParam,
    seqs: z
      .string(seqsMessage)
      .regex(/^\d{1,10}(,\d{1,10})*$/, seqsMessage)
      .transform((text) => text.split(",").map(Number))
      .refine((seqs) => seqs.length <= MOST_SEQS, seqsMessage)
      .optional(),
    limit: limitParam(500, 2000),
    level: listParam(LOG_LEVELS),
    task: optionalCount,
    run: optionalCount,
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
    { params: jobParams, query },
  ),
});
