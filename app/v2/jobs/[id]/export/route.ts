import type { AgentyExport } from "../../../../../lib/dialects/agenty/types.ts";
import { exportSchema } from "../../../../../lib/dialects/agenty/wire.ts";
import { agenty, exportQuery, jobParams } from "../../../../../server/dialects/agenty.ts";
import { linkTo } from "../../../../../server/dialects/agenty-files.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async (call): Promise<AgentyExport> => {
      const { job } = await call.app.services.programJobs.get(call.principal, call.params.id);
      const { filename: name, ...file } = call.query;
      return { downloadlink: linkTo(call, job.id, { ...file, name }) };
    },
    {
      params: jobParams,
      query: exportQuery,
      contract: {
        summary: "A link to a file of a job",
        description: "The link works for an hour, without a key.",
        answer: exportSchema,
      },
    },
  ),
});
