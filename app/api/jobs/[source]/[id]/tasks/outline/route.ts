import { z } from "zod";
import { taskOutline } from "../../../../../../../lib/api/answers/tasks.ts";
import { countParam, limitParam } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../../inputs.ts";

const query = z.strictObject({
  after: countParam(0).describe("The seq after which to begin."),
  limit: limitParam(25_000, 25_000),
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, ...page } }) =>
      app.services.tasks.outline(principal, { ...params, attempt: run }, page),
    {
      tag: "Tasks",
      summary: "When tasks were worked on, as columns",
      params: jobParams,
      query,
      answer: taskOutline,
      errors: ["CONFLICT"],
    },
  ),
});
