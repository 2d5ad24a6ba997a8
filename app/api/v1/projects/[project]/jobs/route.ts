import { jobPageSchema, jobSchema, startBody } from "../../../../../../lib/dialects/sentimatrix/wire.ts";
import { sentimatrix } from "../../../../../../server/dialects/sentimatrix/dialect.ts";
import { listJobs, startJob } from "../../../../../../server/dialects/sentimatrix/jobs.ts";
import { listQuery, projectParams } from "../../../../../../server/dialects/sentimatrix/queries.ts";
import { dialectMethods, dialectRoute } from "../../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(sentimatrix, {
  GET: dialectRoute(sentimatrix, (call) => listJobs(call, call.params.project, call.query), {
    params: projectParams,
    query: listQuery,
    contract: { summary: "A page of a project's jobs", answer: jobPageSchema },
  }),
  POST: dialectRoute(sentimatrix, (call) => startJob(call, call.params.project, call.body), {
    params: projectParams,
    body: startBody,
    status: 201,
    contract: { summary: "Start a job of a project", answer: jobSchema },
  }),
});
