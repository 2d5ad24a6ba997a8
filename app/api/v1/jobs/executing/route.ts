import { jobToWire } from "../../../../../lib/dialects/cluedin/to-wire.ts";
import type { CluedInJobs } from "../../../../../lib/dialects/cluedin/wire.ts";
import { jobsSchema } from "../../../../../lib/dialects/cluedin/wire.ts";
import { STATES_OF_COUNT } from "../../../../../lib/jobs/state.ts";
import { cluedin, executingQuery } from "../../../../../server/dialects/cluedin.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";

/** The jobs that are executing, the longest running first. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(cluedin, {
  GET: dialectRoute(
    cluedin,
    async ({ app, principal, query: { page, take } }): Promise<CluedInJobs> => {
      const { items, total } = await app.services.programJobs.list(
        principal,
        { states: STATES_OF_COUNT.executing },
        { sort: [{ column: "startedAt", descending: false }], offset: page * take, limit: take },
      );
      return { total, page, take, items: items.map(({ job }) => jobToWire(job)) };
    },
    {
      query: executingQuery,
      contract: { summary: "The jobs that are executing, the longest running first", answer: jobsSchema },
    },
  ),
});
