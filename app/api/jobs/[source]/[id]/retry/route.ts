import { z } from "zod";
import { jobAnswer } from "../../../../../../lib/api/answers/job.ts";
import { retryBodySchema } from "../../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    async ({ app, principal, params, body }) => ({ job: await app.services.jobs.retry(principal, params, body) }),
    {
      tag: "Jobs",
      summary: "Make a new job of an ended one",
      description:
        "As it was, or with another configuration or other parameters. Refused while an earlier retry has not ended, except with `again`.",
      params: jobParams,
      query,
      body: retryBodySchema,
      answer: jobAnswer,
      status: 201,
      errors: ["CONFLICT", "SOURCE_FAILED"],
    },
  ),
});
