import { z } from "zod";
import { agentDefinitionSchema } from "../../../../lib/api/agent-schema.ts";
import { methods, route } from "../../../../server/http/route.ts";

const params = z.object({ id: z.string() });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(async ({ app, principal, params }) => ({ agent: await app.services.agents.get(principal, params.id) }), {
    params,
    query,
  }),
  PUT: route(
    async ({ app, principal, params, body }) => ({
      agent: await app.services.agents.update(principal, params.id, body),
    }),
    { params, query, body: agentDefinitionSchema },
  ),
  DELETE: route(({ app, principal, params }) => app.services.agents.remove(principal, params.id), { params, query }),
});
