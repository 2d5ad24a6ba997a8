import { resultSchema } from "../../../../../lib/dialects/agenty/wire.ts";
import { agenty, jobParams, resultQuery } from "../../../../../server/dialects/agenty.ts";
import { resultText } from "../../../../../server/dialects/agenty-files.ts";
import { dialectMethods, dialectRoute } from "../../../../../server/http/dialect-route.ts";
import { answerText } from "../../../../../server/http/file-answer.ts";
import { writtenAnswer } from "../../../../../server/openapi/answer.ts";
import { PROGRAM_SOURCE } from "../../../../../server/services/program-jobs-service.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async (call) => {
      const { app, principal, params, query } = call;
      const found = await app.services.results.texts(principal, { source: PROGRAM_SOURCE, id: params.id }, query);
      const text = resultText({ ...found, limit: query.limit, offset: query.offset });
      return await answerText(call, { "content-type": "application/json" }, text);
    },
    {
      params: jobParams,
      query: resultQuery,
      contract: { summary: "A page of a collection of results", answer: writtenAnswer(resultSchema) },
    },
  ),
});
