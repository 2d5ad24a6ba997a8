import { z } from "zod";
import { LOG_FORMATS } from "../../../../../../../lib/jobs/log-line-text.ts";
import { answerFile } from "../../../../../../../server/http/file-answer.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { fileAnswer } from "../../../../../../../server/openapi/answer.ts";
import { jobParams, logSearchParams, toLogQuery } from "../../inputs.ts";

const query = z.strictObject({
  ...logSearchParams,
  format: z.enum(LOG_FORMATS, `must be one of ${LOG_FORMATS.join(", ")}`),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    async (call) => {
      const { run, level, task, format, ...text } = call.query;
      const filter = { levels: level, task: task ?? null };
      const request = { format, filter, query: toLogQuery(text) };
      return answerFile(
        call,
        await call.app.services.logs.export(call.principal, { ...call.params, attempt: run }, request),
      );
    },
    {
      tag: "Logs",
      summary: "The log as a file",
      description: "With whole messages, as far as it went when the export began.",
      params: jobParams,
      query,
      answer: fileAnswer("text/plain", "application/x-ndjson"),
      errors: ["CONFLICT", "SOURCE_FAILED"],
    },
  ),
});
