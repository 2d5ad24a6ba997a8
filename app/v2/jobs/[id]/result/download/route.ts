import { agenty, jobParams, resultDownloadQuery } from "../../../../../../server/dialects/agenty.ts";
import { openFile } from "../../../../../../server/dialects/agenty-files.ts";
import { dialectMethods, dialectRoute } from "../../../../../../server/http/dialect-route.ts";
import { answerFile } from "../../../../../../server/http/file-answer.ts";
import { fileAnswer } from "../../../../../../server/openapi/answer.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: dialectRoute(
    agenty,
    async (call) => {
      const { filename: name, ...which } = call.query;
      const file = { ...which, name, type: "result" } as const;
      return await answerFile(call, await openFile(call.app, call.principal, call.params.id, file));
    },
    {
      params: jobParams,
      query: resultDownloadQuery,
      contract: { summary: "A collection of results as CSV", answer: fileAnswer("text/csv") },
    },
  ),
});
