import { z } from "zod";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, optionalCount } from "../../inputs.ts";

const MOST_ROWS = 200;
const message = `must be 1 to ${MOST_ROWS} whole numbers from 1, separated by commas`;

const query = z.strictObject({
  seq: z
    .string(message)
    .regex(/^\d{1,10}(,\d{1,10})*$/, message)
    .transform((text) => text.split(",").map(Number))
    .refine((seqs) => seqs.length <= MOST_ROWS, message),
  run: optionalCount,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, seq } }) =>
      app.services.tasks.rows(principal, { ...params, attempt: run }, seq),
    { params: jobParams, query },
  ),
});
