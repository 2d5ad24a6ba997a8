import { cancelledSchema } from "../../../../../../lib/dialects/sentimatrix/wire.ts";
import { whereConflictIs } from "../../../../../../server/dialects/sentimatrix/dialect.ts";
import { cancelJob } from "../../../../../../server/dialects/sentimatrix/jobs.ts";
import { jobParams } from "../../../../../../server/dialects/sentimatrix/queries.ts";
import { dialectMethods, dialectRoute } from "../../../../../../server/http/dialect-route.ts";

const dialect = whereConflictIs("CANNOT_CANCEL");

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(dialect, {
  POST: dialectRoute(dialect, (call) => cancelJob(call, call.params.id), {
    params: jobParams,
    contract: {
      summary: "Cancel a job",
      description: "Waits a short while until the job has stopped; `running` means that it had not yet.",
      answer: cancelledSchema,
    },
  }),
});
