import { z } from "zod";
import { jobAnswer } from "../../../../../lib/api/answers/job.ts";
import { startBodySchema } from "../../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../../server/http/route.ts";

const params = z.object({ id: z.string().describe("The id of the agent.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(
    async ({ app, principal, params, body = {} }) => ({
      job: await app.services.agents.start(principal, params.id, body),
    }),
    {
      tag: "Agents",
      summary: "Make a job of an agent now",
      description: "`params` stand in place of `{{name}}` in the agent's addresses.",
      params,
      query,
      body: startBodySchema,
      answer: jobAnswer,
      status: 201,
      errors: ["CONFLICT", "RATE_LIMITED"],
    },
  ),
});
