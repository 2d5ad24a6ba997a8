import { z } from "zod";
import { documentLines } from "../../../../../../../../lib/api/answers/job.ts";
import { LINES_A_WINDOW } from "../../../../../../../../lib/jobs/shown-text.ts";
import { countParam, limitParam } from "../../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../../server/http/route.ts";
import { runParam } from "../../../inputs.ts";
import { documentParams } from "../inputs.ts";

const query = z.strictObject({
  from: countParam(0).describe("How many lines to leave out."),
  limit: limitParam(LINES_A_WINDOW, LINES_A_WINDOW),
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params: { name, ...key }, query: { run, ...range } }) =>
      app.services.documents.lines(principal, { ...key, attempt: run }, name, range),
    {
      tag: "Jobs",
      summary: "Some lines of a text of a job",
      params: documentParams,
      query,
      answer: documentLines,
    },
  ),
});
