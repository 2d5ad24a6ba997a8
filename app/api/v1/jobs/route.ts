import { z } from "zod";
import { countsToWire, jobToWire } from "../../../../lib/dialects/cluedin/to-wire.ts";
import type { CluedInCounts, CluedInJobs } from "../../../../lib/dialects/cluedin/wire.ts";
import { countsSchema, jobsSchema } from "../../../../lib/dialects/cluedin/wire.ts";
import { cluedin, listQuery } from "../../../../server/dialects/cluedin.ts";
import { dialectMethods, dialectRoute } from "../../../../server/http/dialect-route.ts";

/** Without parameters the five counts, with any of them a page of jobs. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(cluedin, {
  GET: dialectRoute(
    cluedin,
    async ({ app, principal, query }): Promise<CluedInCounts | CluedInJobs> => {
      if (Object.keys(query).length === 0) return countsToWire(await app.services.programJobs.counts(principal));
      const { page = 0, take = 20, state, configurationid: agentId } = query;
      const filter = { agentId, states: state && [state] };
      const { items, total } = await app.services.programJobs.list(principal, filter, {
        sort: [{ column: "createdAt", descending: true }],
        offset: page * take,
        limit: take,
      });
      return { total, page, take, items: items.map(({ job }) => jobToWire(job)) };
    },
    {
      query: listQuery,
      contract: {
        summary: "The five counts, or a page of jobs",
        description: "Names of parameters are read in any case.",
        answer: z.union([countsSchema, jobsSchema]).describe("Without parameters the counts, with any of them a page."),
      },
    },
  ),
});
