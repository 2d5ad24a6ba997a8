import { z } from "zod";
import { answerFile } from "../../../../../../../server/http/file-answer.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { fileAnswer } from "../../../../../../../server/openapi/answer.ts";
import { runParam } from "../../inputs.ts";
import { documentParams } from "./inputs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    async (call) => {
      const { name, ...key } = call.params;
      const { documents } = call.app.services;
      return await answerFile(call, await documents.read(call.principal, { ...key, attempt: call.query.run }, name));
    },
    {
      tag: "Jobs",
      summary: "A whole text of a job as a file",
      params: documentParams,
      query: z.strictObject({ run: runParam }),
      answer: fileAnswer("text/plain"),
    },
  ),
});
