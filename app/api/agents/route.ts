import { z } from "zod";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import { agentAnswer, agentPage } from "../../../lib/api/answers/agents.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.agents.list(principal), {
    tag: "Agents",
    summary: "All agents by name",
    query,
    answer: agentPage,
  }),
  POST: route(async ({ app, principal, body }) => ({ agent: await app.services.agents.create(principal, body) }), {
    tag: "Agents",
    summary: "Make an agent",
    query,
    body: agentDefinitionSchema,
    answer: agentAnswer,
    status: 201,
    errors: ["CONFLICT"],
  }),
});
