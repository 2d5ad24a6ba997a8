import { jobDetailSchema } from "../../../../../lib/dialects/sentimatrix/wire.ts";
import { sentimatrix } from "../../../../../server/dialects/sentimatrix/dialect.ts";
import { getJob } from "../../../../../server/dialects/sentimatrix/jobs.ts";
import { jobParams } from "../../../../../server/dialects/sentimatrix/queries.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(sentimatrix, {
  GET: dialectRoute(sentimatrix, (call) => getJob(call, call.params.id), {
    params: jobParams,
    contract: { summary: "A job with its targets", answer: jobDetailSchema },
  }),
});
