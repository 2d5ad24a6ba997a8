import { z } from "zod";
import { jobAnswer } from "../../../../../../lib/api/answers/job.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(async ({ app, principal, params }) => ({ job: await app.services.jobs.startAgain(principal, params) }), {
    tag: "Jobs",
    summary: "Make another job of the job's agent",
    description:
      "With what this one was started with, whether it has ended or not. A connected backend is asked to start it; its agent is as it is there now.",
    params: jobParams,
    query,
    answer: jobAnswer,
    status: 201,
    errors: ["CONFLICT", "RATE_LIMITED", "SOURCE_FAILED"],
  }),
});
