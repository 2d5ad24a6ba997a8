import { z } from "zod";
import { answerFile } from "../../../../../../../../../server/http/file-answer.ts";
import { methods, route } from "../../../../../../../../../server/http/route.ts";
import { fileAnswer } from "../../../../../../../../../server/openapi/answer.ts";
import { runParam } from "../../../../inputs.ts";
import { modifiedParam, resultParams } from "../../../inputs.ts";

const query = z.strictObject({ modified: modifiedParam, run: runParam });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    async (call) => {
      const { collection, seq, ...job } = call.params;
      const { run, modified } = call.query;
      const key = { ...job, attempt: run };
      return answerFile(call, await call.app.services.results.file(call.principal, key, { collection, seq, modified }));
    },
    {
      tag: "Results",
      summary: "One whole item as a file",
      params: resultParams,
      query,
      answer: fileAnswer("application/json"),
      errors: ["CONFLICT"],
    },
  ),
});
