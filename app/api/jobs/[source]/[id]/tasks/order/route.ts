import { z } from "zod";
import { taskOrder } from "../../../../../../../lib/api/answers/tasks.ts";
import { JOB_STATES } from "../../../../../../../lib/jobs/state.ts";
import { DEFAULT_TASK_SORT, TASK_SORTS, TASK_TEXT_MAX } from "../../../../../../../lib/jobs/task-sort.ts";
import { listParam } from "../../../../../../../server/http/input.ts";
import { methods, route } from "../../../../../../../server/http/route.ts";
import { jobParams, runParam } from "../../inputs.ts";

const query = z.strictObject({
  state: listParam(JOB_STATES),
  q: z
    .string("must be given once")
    .max(TASK_TEXT_MAX, `must have at most ${TASK_TEXT_MAX} characters`)
    .default("")
    .describe("A text that target or error must hold, in any case."),
  sort: z.enum(TASK_SORTS, `must be one of ${TASK_SORTS.join(", ")}`).default(DEFAULT_TASK_SORT),
  run: runParam,
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    ({ app, principal, params, query: { run, state, q, sort } }) =>
      app.services.tasks.order(principal, { ...params, attempt: run }, { states: state, text: q, sort }),
    {
      tag: "Tasks",
      summary: "Which tasks there are, in an order",
      description: "Only the first 100,000 tasks are looked at; `more` says that there are others.",
      params: jobParams,
      query,
      answer: taskOrder,
      errors: ["CONFLICT"],
    },
  ),
});
