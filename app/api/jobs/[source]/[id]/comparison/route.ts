import { z } from "zod";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams, optionalCount } from "../inputs.ts";

const query = z.strictObject({
  run: optionalCount,
  "with-source": z.string("must be given once").optional(),
  "with-id": z.string("must name a job").min(1, "must name a job"),
  "with-run": optionalCount,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, ...other } }) =>
      app.services.comparisons.compare(
        principal,
        { ...params, attempt: run },
        { source: other["with-source"] ?? params.source, id: other["with-id"], attempt: other["with-run"] },
      ),
    { params: jobParams, query },
  ),
});
