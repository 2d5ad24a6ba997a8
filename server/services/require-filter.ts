import type { JobFilter, ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import type { Principal } from "../auth/principal.ts";
import { badRequest } from "../errors.ts";

/** The filter that a text says. @throws AppError BAD_REQUEST at `q`, with the place of the first problem */
export function requireFilter(q: string): JobFilter {
  const { filter, problems } = parseFilter(q);
  const problem = problems[0];
  if (problem === undefined) return filter;
  throw badRequest("q", `${problem.message} (characters ${problem.from + 1} to ${problem.to})`);
}

/** The filter as it reads now: `me` is who asks, and days are UTC's, unless the browser has pinned them to its own. */
export function resolveFor(principal: Principal, filter: JobFilter): ResolvedFilter {
  return resolveFilter(filter, { now: Date.now(), me: { id: principal.id, name: principal.name } });
}
