import { z } from "zod";
import { startBodySchema } from "../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    async ({ app, principal, params, body = {} }) => ({
      job: await app.services.agents.start(principal, params.id, body),
    }),
    { params, query, body: startBodySchema, status: 201 },
  ),
});
