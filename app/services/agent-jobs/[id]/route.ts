import {
  type CanceledJob,
  canceledJobSchema,
  type OneJob,
  oneJobSchema,
} from "../../../../lib/dialects/ai-connect/wire.ts";
import { aiConnect, cancelBody, jobParams } from "../../../../server/dialects/ai-connect.ts";
import { cancelJob, getJob } from "../../../../server/dialects/ai-connect-jobs.ts";
import { dialectMethods, dialectRoute } from "../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(aiConnect, {
  GET: dialectRoute(
    aiConnect,
    async ({ app, principal, params: { id } }): Promise<OneJob> => {
      const data = await getJob(app, principal, id);
      return { data, meta: { org_id: data.org_id, id: data.job_id } };
    },
    { params: jobParams, contract: { summary: "One job, with its tasks", answer: oneJobSchema } },
  ),
  DELETE: dialectRoute(
    aiConnect,
    async ({ app, principal, params: { id }, body }): Promise<CanceledJob> => {
      await cancelJob(app, principal, id, body?.reason || null);
      return { meta: { org_id: principal.org, job_id: id }, message: `Job with ID '${id}' successfully canceled` };
    },
    {
      params: jobParams,
      body: cancelBody,
      contract: {
        summary: "Cancel a job",
        description: "Waits a little until it has stopped.",
        answer: canceledJobSchema,
      },
    },
  ),
});
