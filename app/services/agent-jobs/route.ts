import {
  type CreatedJob,
  createdJobSchema,
  type JobList,
  jobListSchema,
} from "../../../lib/dialects/ai-connect/wire.ts";
import { aiConnect, createBody, createQuery, listQuery } from "../../../server/dialects/ai-connect.ts";
import { createJob, listJobs } from "../../../server/dialects/ai-connect-jobs.ts";
import { dialectMethods, dialectRoute } from "../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(aiConnect, {
  GET: dialectRoute(aiConnect, ({ app, principal, query }): Promise<JobList> => listJobs(app, principal, query), {
    query: listQuery,
    contract: { summary: "A page of jobs", answer: jobListSchema },
  }),
  POST: dialectRoute(
    aiConnect,
    async ({ app, principal, query, body, bodyText }): Promise<CreatedJob> => {
      const job = await createJob(app, principal, { body, bodyText, delayMinutes: query.delay });
      return { data: { ...job, id: job.job_id }, meta: { org_id: job.org_id, id: job.job_id } };
    },
    {
      query: createQuery,
      body: createBody,
      status: 201,
      contract: { summary: "Make a job of a job type", answer: createdJobSchema },
    },
  ),
});
