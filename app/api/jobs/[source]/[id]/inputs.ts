import { z } from "zod";
import { countParam } from "../../../../../server/http/input.ts";

/** The job's place in the address. Whether there can be such a job, the service says. */
export const jobParams = z.object({ source: z.string(), id: z.string() });

/** A count that need not be given. */
export const optionalCount = countParam(0).removeDefault().optional();

/** One or more of `values`, separated by commas, in any case; left out, none. */
export function listParam<Value extends string>(values: readonly Value[]) {
  const byName = new Map(values.map((value) => [value.toLowerCase(), value]));
  const message = `must be one or more of ${values.join(", ")}, separated by commas`;
  return z
    .string(message)
    .transform((text, context) => {
      const found = text.split(",").map((name) => byName.get(name.trim().toLowerCase()));
      if (found.includes(undefined)) context.addIssue({ code: "custom", message });
      return found.filter((value) => value !== undefined);
    })
    .default([]);
}
