import { jobSchema, startSchema } from "../../../../lib/dialects/agenty/wire.ts";
import { agenty } from "../../../../server/dialects/agenty.ts";
import { answerJob } from "../../../../server/dialects/agenty-jobs.ts";
import { dialectMethods, dialectRoute } from "../../../../server/http/dialect-route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  POST: dialectRoute(
    agenty,
    async ({ app, principal, body }) => {
      const agent = await app.services.agents.find(principal, body.agent_id);
      const { id } = await app.services.agents.start(principal, agent.id);
      return await answerJob(app, principal, id);
    },
    { body: startSchema, contract: { summary: "Start a job of an agent", answer: jobSchema } },
  ),
});
