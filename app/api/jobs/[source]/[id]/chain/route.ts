import { z } from "zod";
import { jobPage } from "../../../../../../lib/api/answers/jobs.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.tasks.chain(principal, params), {
    tag: "Jobs",
    summary: "The job with those that it retries and those that retried it",
    answer: jobPage,
    params: jobParams,
    query: z.strictObject({}),
  }),
});
