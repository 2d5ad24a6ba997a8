import { z } from "zod";
import { jobRows } from "../../../../lib/api/answers/jobs.ts";
import { methods, route } from "../../../../server/http/route.ts";

const MOST_ROWS = 200;

const body = z.strictObject({
  jobs: z
    .array(z.strictObject({ source: z.string(), id: z.string() }), "must be a list of {source, id}")
    .max(MOST_ROWS, `must be at most ${MOST_ROWS}`),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, body: { jobs } }) => app.services.jobs.rows(principal, jobs), {
    tag: "Jobs",
    summary: "The rows of up to 200 jobs as they are now",
    body,
    answer: jobRows,
  }),
});
