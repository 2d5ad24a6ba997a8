import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";
import type { Principal } from "../auth/principal.ts";
import { badRequest } from "../errors.ts";

/**
 * A filter text as the principal means it, now: `me` is the principal, days are UTC. `text` is the filter as it is
 * usually written, the same for all ways to write it.
 * @throws AppError BAD_REQUEST at `q`, saying what cannot be understood and where
 */
export function readFilter(principal: Principal, q: string): { filter: ResolvedFilter; text: string } {
  const { filter, problems } = parseFilter(q);
  const problem = problems[0];
  if (problem !== undefined) {
    throw badRequest("q", `${problem.message} (characters ${problem.from + 1} to ${problem.to})`);
  }
  const { id, name } = principal;
  return { filter: resolveFilter(filter, { now: Date.now(), me: { id, name } }), text: serializeFilter(filter) };
}
