import { z } from "zod";
import type { LogQuery } from "../../../../../lib/jobs/log-search.ts";
import { MAX_LOG_QUERY } from "../../../../../lib/jobs/log-search.ts";
import { LOG_LEVELS } from "../../../../../lib/jobs/model.ts";
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

/** `true` or `false`; left out, false. */
export const flagParam = z
  .enum(["true", "false"], "must be true or false")
  .transform((text) => text === "true")
  .default(false);

/** Which lines of which attempt's log, and what is looked for in them. */
export const logSearchParams = {
  level: listParam(LOG_LEVELS),
  task: optionalCount,
  run: optionalCount,
  q: z
    .string("must be given once")
    .max(MAX_LOG_QUERY, `must not be longer than ${MAX_LOG_QUERY} characters`)
    .default(""),
  regex: flagParam,
};

export function toLogQuery({ q, regex }: { q: string; regex: boolean }): LogQuery | null {
  return q === "" ? null : { text: q, regex };
}
