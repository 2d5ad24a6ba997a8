import { z } from "zod";
import { resultFields } from "../../../../../../../../../lib/api/answers/results.ts";
import { methods, route } from "../../../../../../../../../server/http/route.ts";
import { runParam } from "../../../../inputs.ts";
import { modifiedParam, resultParams } from "../../../inputs.ts";

const query = z.strictObject({ modified: modifiedParam, run: runParam });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params: { collection, seq, ...job }, query: { run, modified } }) =>
      app.services.results.fields(principal, { ...job, attempt: run }, { collection, seq, modified }),
    {
      tag: "Results",
      summary: "Where the fields of one item stand",
      description: "Of an item of any size: what is long is then read by its place, part by part.",
      params: resultParams,
      query,
      answer: resultFields,
      errors: ["CONFLICT"],
    },
  ),
});
