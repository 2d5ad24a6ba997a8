import { z } from "zod";
import {
  CAST_FALLBACKS,
  CAST_TYPES,
  DECIMAL_MARKS,
  FILTER_TESTS,
  LONGEST_STEP_TEXT,
  MOST_STEPS,
  STEP_KINDS,
} from "./steps.ts";

const name = z.string().max(64);
const names = z.array(name).max(200);

/** The shape of a step. Whether its fields are there and its values make sense says `findStepProblems`. */
export const stepSchema = z.discriminatedUnion(
  "step",
  [
    z.strictObject({ step: z.literal("rename"), from: name, to: name }),
    z.strictObject({ step: z.literal("drop"), fields: names }),
    z.strictObject({ step: z.literal("keep"), fields: names }),
    z.strictObject({
      step: z.literal("filter"),
      field: name,
      test: z.enum(FILTER_TESTS),
      value: z.string().max(LONGEST_STEP_TEXT).optional(),
    }),
    z.strictObject({ step: z.literal("deduplicate"), by: names.default([]) }),
    z.strictObject({ step: z.literal("template"), field: name, text: z.string().max(LONGEST_STEP_TEXT) }),
    z.strictObject({
      step: z.literal("cast"),
      field: name,
      to: z.enum(CAST_TYPES),
      /** What stands before the decimals of a number; left out, it is told from each text where that can be told. */
      decimal: z.enum(DECIMAL_MARKS).optional(),
      otherwise: z.enum(CAST_FALLBACKS).default("warn"),
    }),
  ],
  `must be one of ${STEP_KINDS.join(", ")}`,
);

export const stepsSchema = z.array(stepSchema).max(MOST_STEPS);
