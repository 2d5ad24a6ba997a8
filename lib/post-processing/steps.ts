import type { z } from "zod";
import type { stepSchema } from "./step-schema.ts";

export const STEP_KINDS = ["cast", "template", "filter", "deduplicate", "rename", "keep", "drop"] as const;
export const FILTER_TESTS = [
  "equals",
  "not-equals",
  "contains",
  "not-contains",
  "begins-with",
  "ends-with",
  "less",
  "greater",
  "exists",
  "missing",
] as const;
export const CAST_TYPES = ["number", "integer", "boolean", "text", "date"] as const;
/** What becomes of a value that a cast cannot read. */
export const CAST_FALLBACKS = ["warn", "null", "keep", "drop"] as const;
export const DECIMAL_MARKS = [".", ","] as const;

export type StepKind = (typeof STEP_KINDS)[number];
export type FilterTest = (typeof FILTER_TESTS)[number];
export type CastType = (typeof CAST_TYPES)[number];

export type CastFallback = (typeof CAST_FALLBACKS)[number];
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** One step of an agent's post-processing, as `docs/post-processing.md` describes it. */
export type Step = z.infer<typeof stepSchema>;
export type StepOf<Kind extends StepKind> = Extract<Step, { step: Kind }>;

export const MOST_STEPS = 50;
/** The longest text that a step may hold, in characters. */
export const LONGEST_STEP_TEXT = 500;

/** Whether a test compares with a value of its own. */
export function takesValue(test: FilterTest): boolean {
  return test !== "exists" && test !== "missing";
}
