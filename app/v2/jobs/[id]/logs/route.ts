import { lineToText } from "../../../../../lib/dialects/agenty/log-text.ts";
import { agenty, jobParams, logsQuery } from "../../../../../server/dialects/agenty.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";
import { answerText } from "../../../../../server/http/file-answer.ts";
import { fileAnswer } from "../../../../../server/openapi/answer.ts";
import { PROGRAM_SOURCE } from "../../../../../server/services/program-jobs-service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async (call) => {
      const { app, principal, params, query } = call;
      const key = { source: PROGRAM_SOURCE, id: params.id };
      const range = { after: query.offset, limit: query.limit };
      const text = await app.services.logs.text(principal, key, range, lineToText);
      return await answerText(call, { "content-type": "text/plain; charset=utf-8" }, text);
    },
    {
      params: jobParams,
      query: logsQuery,
      contract: { summary: "Lines of the log, as text", answer: fileAnswer("text/plain") },
    },
  ),
});
