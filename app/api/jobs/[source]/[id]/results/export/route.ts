import { z } from "zod";
import { RESULT_FORMATS } from "../../../../../../../lib/jobs/result-export.ts";
import { answerFile } from "../../../../../../../server/http/file-answer.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { fileAnswer } from "../../../../../../../server/openapi/answer.ts";
import { jobParams } from "../../inputs.ts";
import { whichResults } from "../inputs.ts";

const format = z.enum(RESULT_FORMATS, `must be one of ${RESULT_FORMATS.join(", ")}`);
const query = z.strictObject({ ...whichResults, format });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    async (call) => {
      const { run, ...which } = call.query;
      const key = { ...call.params, attempt: run };
      return answerFile(call, await call.app.services.results.export(call.principal, key, which));
    },
    {
      tag: "Results",
      summary: "All results as a file",
      description:
        "It is sent while it is read: a connection that breaks before the end means that the file is not whole.",
      params: jobParams,
      query,
      answer: fileAnswer("text/csv", "text/tab-separated-values", "application/json", "application/x-ndjson"),
      errors: ["CONFLICT", "SOURCE_FAILED"],
    },
  ),
});
