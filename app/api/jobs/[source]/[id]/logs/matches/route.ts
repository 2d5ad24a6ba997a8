import { z } from "zod";
import { logMatches } from "../../../../../../../lib/api/answers/logs.ts";
import { countParam, limitParam } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, logSearchParams, toLogQuery } from "../../inputs.ts";

const query = z.strictObject({
  ...logSearchParams,
  after: countParam(0).describe("The seq after which to look."),
  limit: limitParam(10_000, 100_000),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, level, task, after, limit, ...text } }) =>
      app.services.logs.matches(
        principal,
        { ...params, attempt: run },
        { filter: { levels: level, task: task ?? null }, query: toLogQuery(text), after, limit },
      ),
    {
      tag: "Logs",
      summary: "Which lines match",
      description: "One answer looks for about a second; `stopped` says why it went no further.",
      params: jobParams,
      query,
      answer: logMatches,
      errors: ["CONFLICT"],
    },
  ),
});
