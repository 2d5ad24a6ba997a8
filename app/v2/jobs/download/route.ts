import { agenty, downloadQuery } from "../../../../server/dialects/agenty.ts";
import { jobsFile } from "../../../../server/dialects/agenty-files.ts";
import { dialectMethods, dialectRoute } from "../../../../server/http/dialect-route.ts";
import { answerFile } from "../../../../server/http/file-answer.ts";
import { fileAnswer } from "../../../../server/openapi/answer.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async (call) => answerFile(call, await jobsFile(call.app, call.principal, call.query.agent_id)),
    { query: downloadQuery, contract: { summary: "All jobs as CSV", answer: fileAnswer("text/csv") } },
  ),
});
