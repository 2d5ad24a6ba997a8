import { z } from "zod";
import { wholeLogLine } from "../../../../../../../lib/api/answers/logs.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, runParam, seqParam } from "../../inputs.ts";

const params = jobParams.extend({ seq: seqParam });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params: { seq, ...job }, query: { run } }) =>
      app.services.logs.line(principal, { ...job, attempt: run }, seq),
    {
      tag: "Logs",
      summary: "One line with its whole message",
      params,
      query: z.strictObject({ run: runParam }),
      answer: wholeLogLine,
      errors: ["CONFLICT"],
    },
  ),
});
