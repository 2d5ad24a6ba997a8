import { z } from "zod";
import { DEFAULT_SORT, JOB_SORTS } from "../../../lib/jobs/sort.ts";
import { cursorParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({
  q: z.string("must be given once").default(""),
  sort: z.enum(JOB_SORTS, `must be one of ${JOB_SORTS.join(", ")}`).default(DEFAULT_SORT),
  cursor: cursorParam,
  limit: limitParam(50, 200),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, query: { q, sort, cursor = null, limit } }) =>
      app.services.jobs.list(principal, { q, sort, cursor, limit }),
    { query },
  ),
});
