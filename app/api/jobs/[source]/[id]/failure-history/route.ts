import { z } from "zod";
import { failureHistory } from "../../../../../../lib/api/answers/job.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.failures.history(principal, params), {
    tag: "Jobs",
    summary: "What is known of failures like this one",
    errors: ["CONFLICT"],
    answer: failureHistory,
    params: jobParams,
    query,
  }),
});
