import { logsSchema } from "../../../../../../lib/dialects/sentimatrix/wire.ts";
import { sentimatrix } from "../../../../../../server/dialects/sentimatrix/dialect.ts";
import { readLogs } from "../../../../../../server/dialects/sentimatrix/jobs.ts";
import { jobParams, logsQuery } from "../../../../../../server/dialects/sentimatrix/queries.ts";
import { dialectMethods, dialectRoute } from "../../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(sentimatrix, {
  GET: dialectRoute(sentimatrix, (call) => readLogs(call, call.params.id, call.query), {
    params: jobParams,
    query: logsQuery,
    contract: { summary: "The newest lines of a job's log", answer: logsSchema },
  }),
});
