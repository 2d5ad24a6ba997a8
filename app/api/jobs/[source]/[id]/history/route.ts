import { z } from "zod";
import { agentHistory } from "../../../../../../lib/api/answers/job.ts";
import { methods, route } from "../../../../../../server/http/route.ts";
import { jobParams } from "../inputs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, params }) => app.services.comparisons.history(principal, params), {
    tag: "Jobs",
    summary: "The jobs of the same agent around this one",
    answer: agentHistory,
    params: jobParams,
    query: z.strictObject({}),
  }),
});
