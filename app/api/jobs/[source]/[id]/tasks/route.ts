import { z } from "zod";
import { JOB_STATES } from "../../../../../../lib/jobs/state.ts";
import { countParam, limitParam } from "../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams, listParam, optionalCount } from "../inputs.ts";

const query = z.strictObject({
  after: countParam(0),
  limit: limitParam(200, 1000),
  state: listParam(JOB_STATES),
  run: optionalCount,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, state, ...page } }) =>
      app.services.runs.tasks(principal, { ...params, attempt: run }, { ...page, states: state }),
    { params: jobParams, query },
  ),
});
