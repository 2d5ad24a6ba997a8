import { z } from "zod";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.agents.list(principal), { query }),
  POST: route(async ({ app, principal, body }) => ({ agent: await app.services.agents.create(principal, body) }), {
    query,
    body: agentDefinitionSchema,
    status: 201,
  }),
});
