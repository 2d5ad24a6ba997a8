import { z } from "zod";
import { countParam, limitParam } from "../../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../../server/http/route.ts";
import { optionalCount } from "../../../inputs.ts";
import { modifiedParam, resultParams } from "../../inputs.ts";

const query = z.strictObject({
  from: countParam(0),
  length: limitParam(65_536, 1_048_576),
  modified: modifiedParam,
  run: optionalCount,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params: { collection, seq, ...job }, query: { run, modified, ...part } }) =>
      app.services.results.part(principal, { ...job, attempt: run }, { collection, seq, modified }, part),
    { params: resultParams, query },
  ),
});
