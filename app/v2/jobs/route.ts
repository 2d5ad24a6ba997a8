import { jobToWire } from "../../../lib/dialects/agenty/to-wire.ts";
import type { AgentyJob, AgentyPage } from "../../../lib/dialects/agenty/types.ts";
import { jobsSchema } from "../../../lib/dialects/agenty/wire.ts";
import { agenty, listQuery, toPage } from "../../../server/dialects/agenty.ts";
import { dialectMethods, dialectRoute } from "../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async ({ app, principal, query }): Promise<AgentyPage<AgentyJob>> => {
      const { programJobs } = app.services;
      const { agent_id: ref, limit, offset } = query;
      // No job is of an agent that there is not.
      const agentId = ref && ((await programJobs.agentId(principal, ref)) ?? ref);
      const account = await programJobs.accountNumber(principal);
      const { items, total } = await programJobs.list(principal, { agentId }, toPage(query));
      const result = items.map(({ job, agentRef }) => jobToWire(job, { agentRef, account }));
      return { total, limit, offset, returned: result.length, result };
    },
    { query: listQuery, contract: { summary: "A page of jobs", answer: jobsSchema } },
  ),
});
