import { z } from "zod";
import { methods, route } from "../../../../server/http/route.ts";

const query = z.strictObject({ q: z.string("must be given once").default("") });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal, query: { q } }) => app.services.jobs.facets(principal, q), { query }),
});
