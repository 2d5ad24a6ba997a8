import { agenty, jobParams } from "../../../../../../server/dialects/agenty.ts";
import { linkQuery, openFile, readLink } from "../../../../../../server/dialects/agenty-files.ts";
import { dialectMethods, openDialectRoute } from "../../../../../../server/http/dialect-route.ts";
import { answerFile } from "../../../../../../server/http/file-answer.ts";
import { fileAnswer } from "../../../../../../server/openapi/answer.ts";

/** What a download link leads to. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = dialectMethods(agenty, {
  GET: openDialectRoute(
    agenty,
    async (call) => {
      const { principal, file } = await readLink(call.app, call.params, call.query);
      return await answerFile(call, await openFile(call.app, principal, call.params.id, file));
    },
    {
      params: jobParams.extend({ file: jobParams.shape.id }),
      query: linkQuery,
      contract: {
        summary: "The file that a link leads to",
        answer: fileAnswer("text/csv", "text/tab-separated-values", "application/json", "application/x-ndjson"),
        open: true,
      },
    },
  ),
});
