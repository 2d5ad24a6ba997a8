import { z } from "zod";
import { RESULT_VERDICTS } from "../../../../../../lib/jobs/model.ts";
import { countParam } from "../../../../../../server/http/input.ts";
import { jobParams, optionalCount } from "../inputs.ts";

/** Whether results are wanted as the agent's post-processing left them. */
export const modifiedParam = z
  .enum(["0", "1"], "must be 0 or 1")
  .transform((text) => text === "1")
  .default(false);

/** Which results of which attempt. */
export const whichResults = {
  collection: countParam(1),
  modified: modifiedParam,
  task: optionalCount,
  verdict: z.enum(RESULT_VERDICTS, `must be one of ${RESULT_VERDICTS.join(", ")}`).optional(),
  run: optionalCount,
};

const seq = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** One result's place in the address. */
export const resultParams = jobParams.extend({ collection: seq, seq });
