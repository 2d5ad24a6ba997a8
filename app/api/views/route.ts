import { z } from "zod";
import { savedViewBodySchema } from "../../../lib/api/schemas.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.views.list(principal), { query }),
  POST: route(async ({ app, principal, body }) => ({ view: await app.services.views.create(principal, body) }), {
    query,
    body: savedViewBodySchema,
    status: 201,
  }),
});
