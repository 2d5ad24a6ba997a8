import { areParams, readParams } from "../../lib/jobs/params.ts";
import { badRequest } from "../errors.ts";

/**
 * Parameters as JSON text, from an object or from such a text; undefined and null stay what they are.
 * @throws AppError BAD_REQUEST at `params`
 */
export function requireParamsText(
  given: Record<string, unknown> | string | null | undefined,
): string | null | undefined {
  if (given === undefined || given === null) return given;
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const read = readParams(text);
  if (!areParams(read)) throw badRequest("params", read.problem);
  return text;
}
