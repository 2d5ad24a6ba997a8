import { jobSchema } from "../../../../lib/dialects/agenty/wire.ts";
import { agenty, jobParams } from "../../../../server/dialects/agenty.ts";
import { answerJob } from "../../../../server/dialects/agenty-jobs.ts";
import { dialectMethods, dialectRoute } from "../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(agenty, ({ app, principal, params }) => answerJob(app, principal, params.id), {
    params: jobParams,
    contract: { summary: "One job", answer: jobSchema },
  }),
});
