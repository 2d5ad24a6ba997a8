import { z } from "zod";
import { failureGroups } from "../../../lib/api/answers/overview.ts";
import { DEFAULT_FAILURE_WINDOW, FAILURE_WINDOW_NAMES } from "../../../lib/jobs/failure-window.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({
  q: z
    .string("must be given once")
    .default("")
    .describe("A filter text, as in the list of jobs; `docs/filter.md` says how."),
  window: z
    .enum(FAILURE_WINDOW_NAMES, `must be one of ${FAILURE_WINDOW_NAMES.join(", ")}`)
    .default(DEFAULT_FAILURE_WINDOW)
    .describe("The period up to now."),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query }) => app.services.failures.groups(principal, query), {
    tag: "Overview",
    summary: "Failed jobs by what they have in common",
    query,
    answer: failureGroups,
  }),
});
