import { z } from "zod";
import { RESULT_CHANGES } from "../../../../../../../lib/api/job-types.ts";
import { countParam, limitParam } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, optionalCount } from "../../inputs.ts";

const query = z.strictObject({
  collection: countParam(1),
  change: z.enum(RESULT_CHANGES, `must be one of ${RESULT_CHANGES.join(", ")}`).optional(),
  after: countParam(0),
  limit: limitParam(50, 500),
  run: optionalCount,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, change, ...page } }) =>
      app.services.results.changes(principal, { ...params, attempt: run }, { ...page, change }),
    { params: jobParams, query },
  ),
});
