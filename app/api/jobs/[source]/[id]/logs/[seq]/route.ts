import { z } from "zod";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, optionalCount } from "../../inputs.ts";

const params = jobParams.extend({
  seq: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params: { seq, ...job }, query: { run } }) =>
      app.services.logs.line(principal, { ...job, attempt: run }, seq),
    { params, query: z.strictObject({ run: optionalCount }) },
  ),
});
