import { z } from "zod";
import { RESULT_VERDICTS } from "../../../../../../lib/jobs/model.ts";
import { countParam, optionalCount } from "../../../../../../server/http/input.ts";
import { jobParams, runParam, seqParam } from "../inputs.ts";

/** Whether results are wanted as the agent's post-processing left them. */
export const modifiedParam = z
  .enum(["0", "1"], "must be 0 or 1")
  .transform((text) => text === "1")
  .meta({ override: { default: "0" } })
  .default(false)
  .describe("1 for results as the agent's post-processing left them, 0 as they were found.");

/** Which results of which attempt. */
export const whichResults = {
  collection: countParam(1).describe("Which collection; the built-in engine has one."),
  modified: modifiedParam,
  task: optionalCount.describe("Only what this task found."),
  verdict: z
    .enum(RESULT_VERDICTS, `must be one of ${RESULT_VERDICTS.join(", ")}`)
    .optional()
    .describe("Only those that are this beside all that the agent had found before."),
  run: runParam,
};

/** One result's place in the address. */
export const resultParams = jobParams.extend({ collection: seqParam, seq: seqParam });
