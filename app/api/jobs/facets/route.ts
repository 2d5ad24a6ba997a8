import { z } from "zod";
import { jobFacets } from "../../../../lib/api/answers/jobs.ts";
import { methods, route } from "../../../../server/http/route.ts";

const query = z.strictObject({
  q: z
    .string("must be given once")
    .default("")
    .describe("A filter text, as in the list of jobs; `docs/filter.md` says how."),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query: { q } }) => app.services.jobs.facets(principal, q), {
    tag: "Jobs",
    summary: "How many jobs match, by state, source and agent",
    description: "Counting begins with the newest jobs and stops after a moment: `counted` then says since when.",
    query,
    answer: jobFacets,
  }),
});
