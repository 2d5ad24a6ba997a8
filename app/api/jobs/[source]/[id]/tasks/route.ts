import { z } from "zod";
import { taskPage } from "../../../../../../lib/api/answers/tasks.ts";
import { JOB_STATES } from "../../../../../../lib/jobs/state.ts";
import { countParam, limitParam, listParam } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../inputs.ts";

const query = z.strictObject({
  after: countParam(0).describe("The seq after which to begin."),
  limit: limitParam(200, 1000),
  state: listParam(JOB_STATES),
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, state, ...page } }) =>
      app.services.runs.tasks(principal, { ...params, attempt: run }, { ...page, states: state }),
    {
      tag: "Tasks",
      summary: "Tasks in order of seq",
      params: jobParams,
      query,
      answer: taskPage,
      errors: ["CONFLICT"],
    },
  ),
});
