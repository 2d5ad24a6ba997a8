import { z } from "zod";
import { countParam, limitParam } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, optionalCount } from "../../inputs.ts";

const query = z.strictObject({ after: countParam(0), limit: limitParam(25_000, 25_000), run: optionalCount });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, ...page } }) =>
      app.services.tasks.outline(principal, { ...params, attempt: run }, page),
    { params: jobParams, query },
  ),
});
