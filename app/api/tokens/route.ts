import { z } from "zod";
import { apiTokenBodySchema } from "../../../lib/api/schemas.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.tokens.list(principal), { query }),
  POST: route(({ app, principal, body }) => app.services.tokens.create(principal, body), {
    query,
    body: apiTokenBodySchema,
    status: 201,
  }),
});
