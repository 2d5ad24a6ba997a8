import { z } from "zod";
import { jobPage } from "../../../lib/api/answers/jobs.ts";
import { DEFAULT_SORT, JOB_SORTS } from "../../../lib/jobs/sort.ts";
import { cursorParam, limitParam } from "../../../server/http/input.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({
  q: z
    .string("must be given once")
    .default("")
    .describe("A filter text, as in the list of jobs; `docs/filter.md` says how."),
  sort: z
    .enum(JOB_SORTS, `must be one of ${JOB_SORTS.join(", ")}`)
    .default(DEFAULT_SORT)
    .describe("The order; a minus puts the latest or longest first. Jobs without the value are left out."),
  cursor: cursorParam,
  limit: limitParam(50, 200),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, query: { q, sort, cursor = null, limit } }) =>
      app.services.jobs.list(principal, { q, sort, cursor, limit }),
    {
      tag: "Jobs",
      summary: "A page of the jobs that match a filter",
      description:
        "No filter may take long: a search that would is stopped, and `stopped` says how far it came and what to add.",
      query,
      answer: jobPage,
    },
  ),
});
