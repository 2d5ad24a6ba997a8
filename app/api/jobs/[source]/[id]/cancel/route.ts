import { z } from "zod";
import { cancelAnswer } from "../../../../../../lib/api/answers/job.ts";
import { cancelBodySchema } from "../../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(({ app, principal, params, body }) => app.services.jobs.cancel(principal, params, body?.reason || null), {
    tag: "Jobs",
    summary: "Ask a job to stop",
    description: "The answer comes when the command is stored; the job stops after the step it is at.",
    params: jobParams,
    query,
    body: cancelBodySchema,
    answer: cancelAnswer,
    errors: ["CONFLICT", "SOURCE_FAILED"],
  }),
});
