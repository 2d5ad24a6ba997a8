import { fromGuid } from "../../../../lib/dialects/cluedin/guid.ts";
import { runToWire } from "../../../../lib/dialects/cluedin/to-wire.ts";
import { runSchema } from "../../../../lib/dialects/cluedin/wire.ts";
import { cluedin, runQuery } from "../../../../server/dialects/cluedin.ts";
import { dialectMethods, dialectRoute } from "../../../../server/http/dialect-route.ts";

/** The 42 columns of a job's latest run. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(cluedin, {
  GET: dialectRoute(
    cluedin,
    async ({ app, principal, query: { id } }) => {
      const { job, run } = await app.services.programJobs.get(principal, fromGuid(id));
      return runToWire(job, run);
    },
    { query: runQuery, contract: { summary: "The 42 columns of a job's latest run", answer: runSchema } },
  ),
});
