import { z } from "zod";
import { resultPage } from "../../../../../../lib/api/answers/results.ts";
import { RESULT_PAGE_SIZES } from "../../../../../../lib/api/job-types.ts";
import { countParam, limitParam } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";
import { whichResults } from "./inputs.ts";

const query = z.strictObject({
  ...whichResults,
  after: countParam(0).describe("The seq after which to begin."),
  limit: limitParam(50, Math.max(...RESULT_PAGE_SIZES)),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, ...page } }) =>
      app.services.results.list(principal, { ...params, attempt: run }, page),
    {
      tag: "Results",
      summary: "Results of a collection, in order of seq",
      description:
        "Items are JSON text: send them through no parser that makes doubles of their numbers. Of long ones only a part is listed.",
      params: jobParams,
      query,
      answer: resultPage,
      errors: ["CONFLICT"],
    },
  ),
});
