import { z } from "zod";
import { resultChanges } from "../../../../../../../lib/api/answers/results.ts";
import { RESULT_CHANGES } from "../../../../../../../lib/api/job-types.ts";
import { countParam, limitParam } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../../inputs.ts";

const query = z.strictObject({
  collection: countParam(1).describe("Which collection."),
  change: z
    .enum(RESULT_CHANGES, `must be one of ${RESULT_CHANGES.join(", ")}`)
    .optional()
    .describe("Only these; all if left out."),
  after: countParam(0).describe("The `nextCursor` of the page before."),
  limit: limitParam(50, 500),
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, change, ...page } }) =>
      app.services.results.changes(principal, { ...params, attempt: run }, { ...page, change }),
    {
      tag: "Results",
      summary: "What changed since the run before",
      params: jobParams,
      query,
      answer: resultChanges,
      errors: ["CONFLICT"],
    },
  ),
});
