import { z } from "zod";
import { isGuid } from "../../lib/dialects/cluedin/guid.ts";
import { readState } from "../../lib/dialects/cluedin/status.ts";
import { errorSchema } from "../../lib/dialects/cluedin/wire.ts";
import type { Dialect } from "../http/dialect-route.ts";
import { countParam } from "../http/input.ts";
import { STATUS_OF_ERROR } from "../http/statuses.ts";
import { bearerToken } from "../http/tokens.ts";

/** CluedIn's jobs API: bearer tokens, and errors as ASP.NET answers them. */
export const cluedin: Dialect<z.output<typeof errorSchema>> = {
  name: "cluedin",
  tokenOf: bearerToken,
  answerError: ({ code, message }) => ({ status: STATUS_OF_ERROR[code], body: { Message: message } }),
  reference: { tag: "CluedIn", security: ["token"], error: errorSchema },
};

const MOST = 1000;

const takeParam = z
  .string("must be given once")
  .regex(/^\d{1,4}$/, `must be a whole number from 1 to ${MOST}`)
  .transform(Number)
  .refine((take) => take >= 1 && take <= MOST, `must be a whole number from 1 to ${MOST}`);

const STATE_PROBLEM = "must be one of CluedIn's states, by its name or its number";
const once = "must be given once";

/** The query of a list; names of parameters in any case, as ASP.NET reads them. Parameters that it does not know count for nothing. */
export const listQuery = z.preprocess(
  inLowerCase,
  z.object({
    page: countParam(0).removeDefault().optional(),
    take: takeParam.optional(),
    state: z
      .string(once)
      .transform((text, context) => {
        const state = text === "" ? undefined : readState(text);
        if (state !== null) return state;
        context.addIssue({ code: "custom", message: STATE_PROBLEM });
        return z.NEVER;
      })
      .optional(),
    configurationid: z
      .string(once)
      .refine((text) => text === "" || isGuid(text), "must be a GUID")
      .transform((text) => (text === "" ? undefined : text.toLowerCase()))
      .optional(),
  }),
);

/** The executing jobs are meant to be had at once: as many as there may be. */
export const executingQuery = z.preprocess(
  inLowerCase,
  z.object({ page: countParam(0), take: takeParam.default(MOST) }),
);

export const runQuery = z.preprocess(
  inLowerCase,
  z.object({ id: z.string("is missing: give the id of a job, once").min(1, "must not be empty").max(200) }),
);

function inLowerCase(query: unknown): unknown {
  if (typeof query !== "object" || query === null) return query;
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]));
}
