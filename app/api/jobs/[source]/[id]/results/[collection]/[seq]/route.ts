import { z } from "zod";
import { resultPart } from "../../../../../../../../lib/api/answers/results.ts";
import { countParam, limitParam } from "../../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../../server/http/route.ts";
import { runParam } from "../../../inputs.ts";
import { modifiedParam, resultParams } from "../../inputs.ts";

const query = z.strictObject({
  from: countParam(0).describe("The first character, from 0."),
  length: limitParam(65_536, 1_048_576).describe("How many characters at most."),
  modified: modifiedParam,
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params: { collection, seq, ...job }, query: { run, modified, ...part } }) =>
      app.services.results.part(principal, { ...job, attempt: run }, { collection, seq, modified }, part),
    {
      tag: "Results",
      summary: "A part of one item",
      params: resultParams,
      query,
      answer: resultPart,
      errors: ["CONFLICT"],
    },
  ),
});
