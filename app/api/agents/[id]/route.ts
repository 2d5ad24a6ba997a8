import { z } from "zod";
import { agentDefinitionSchema } from "../../../../lib/api/agent-schema.ts";
import { agentAnswer } from "../../../../lib/api/answers/agents.ts";
import { methods, route } from "../../../../server/http/route.ts";
import { noContent } from "../../../../server/openapi/answer.ts";

const params = z.object({ id: z.string().describe("The id of the agent.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(async ({ app, principal, params }) => ({ agent: await app.services.agents.get(principal, params.id) }), {
    tag: "Agents",
    summary: "One agent",
    params,
    query,
    answer: agentAnswer,
  }),
  PUT: route(
    async ({ app, principal, params, body }) => ({
      agent: await app.services.agents.update(principal, params.id, body),
    }),
    {
      tag: "Agents",
      summary: "Replace the whole definition of an agent",
      description: "What is left out takes its default. Jobs that exist keep the one that they were made with.",
      params,
      query,
      body: agentDefinitionSchema,
      answer: agentAnswer,
      errors: ["CONFLICT"],
    },
  ),
  DELETE: route(({ app, principal, params }) => app.services.agents.remove(principal, params.id), {
    tag: "Agents",
    summary: "Take an agent and its schedule away; its jobs stay",
    params,
    query,
    answer: noContent,
  }),
});
