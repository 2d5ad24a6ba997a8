import { z } from "zod";
import { LOG_LEVELS } from "../../../../../../lib/jobs/model.ts";
import { limitParam } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams, listParam, optionalCount } from "../inputs.ts";

const query = z
  .strictObject({
    after: optionalCount,
    before: optionalCount,
    tail: z
      .enum(["true", "false"], "must be true or false")
      .transform((text) => text === "true")
      .default(false),
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
  });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, level, ...range } }) =>
      app.services.runs.logs(principal, { ...params, attempt: run }, { ...range, levels: level }),
    { params: jobParams, query },
  ),
});
