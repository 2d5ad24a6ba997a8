import { z } from "zod";
import { runComparison } from "../../../../../../lib/api/answers/job.ts";
import { optionalCount } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../inputs.ts";

const query = z.strictObject({
  run: runParam,
  "with-source": z
    .string("must be given once")
    .optional()
    .describe("The source of the other job; this one's if left out."),
  "with-id": z.string("must name a job").min(1, "must name a job").describe("The other job."),
  "with-run": optionalCount.describe("Which attempt of the other job; the latest if left out."),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, ...other } }) =>
      app.services.comparisons.compare(
        principal,
        { ...params, attempt: run },
        { source: other["with-source"] ?? params.source, id: other["with-id"], attempt: other["with-run"] },
      ),
    { tag: "Jobs", summary: "Two attempts side by side", params: jobParams, query, answer: runComparison },
  ),
});
