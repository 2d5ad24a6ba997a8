import { jobSchema } from "../../../../../../lib/dialects/sentimatrix/wire.ts";
import { whereConflictIs } from "../../../../../../server/dialects/sentimatrix/dialect.ts";
import { retryJob } from "../../../../../../server/dialects/sentimatrix/jobs.ts";
import { jobParams } from "../../../../../../server/dialects/sentimatrix/queries.ts";
import { dialectMethods, dialectRoute } from "../../../../../../server/http/dialect-route.ts";

const dialect = whereConflictIs("CANNOT_RETRY");

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(dialect, {
  POST: dialectRoute(dialect, (call) => retryJob(call, call.params.id), {
    params: jobParams,
    status: 201,
    contract: { summary: "Make a new job like one that has ended", answer: jobSchema },
  }),
});
