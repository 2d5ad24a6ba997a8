import { z } from "zod";
import { taskRows } from "../../../../../../../lib/api/answers/tasks.ts";
import { shownAs } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../../inputs.ts";

const MOST_ROWS = 200;
const message = `must be 1 to ${MOST_ROWS} whole numbers from 1, separated by commas`;

const query = z.strictObject({
  seq: z
    .string(message)
    .regex(/^\d{1,10}(,\d{1,10})*$/, message)
    .transform((text) => text.split(",").map(Number))
    .refine((seqs) => seqs.length <= MOST_ROWS, message)
    .meta(shownAs({ type: "array", items: { type: "integer", minimum: 0 }, maxItems: MOST_ROWS }))
    .meta({ param: { explode: false }, description: "Numbers of tasks, with commas between." }),
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, seq } }) =>
      app.services.tasks.rows(principal, { ...params, attempt: run }, seq),
    {
      tag: "Tasks",
      summary: "Tasks by their numbers",
      description: "Those that do not exist are left out; long texts are cut.",
      params: jobParams,
      query,
      answer: taskRows,
      errors: ["CONFLICT"],
    },
  ),
});
