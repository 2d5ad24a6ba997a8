import { jobSchema } from "../../../../../lib/dialects/agenty/wire.ts";
import { agenty, jobParams } from "../../../../../server/dialects/agenty.ts";
import { answerJob, askToStop } from "../../../../../server/dialects/agenty-jobs.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async ({ app, principal, request, params: { id } }) => {
      if (request.method !== "HEAD") await askToStop(app, principal, id);
      return await answerJob(app, principal, id);
    },
    {
      params: jobParams,
      scope: "services:write",
      contract: { summary: "Stop a job", description: "A job that has ended is answered as it is.", answer: jobSchema },
    },
  ),
});
