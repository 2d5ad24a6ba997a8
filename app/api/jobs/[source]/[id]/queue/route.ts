import { z } from "zod";
import { queuePlace } from "../../../../../../lib/api/answers/job.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.jobs.queue(principal, params), {
    tag: "Jobs",
    summary: "What stands between a queued job and its start",
    errors: ["CONFLICT"],
    answer: queuePlace,
    params: jobParams,
    query,
  }),
});
