import { type JobFilter, parseFilter } from "../../lib/jobs/filter.ts";
import { badRequest } from "../errors.ts";

/** The filter that a text says. @throws AppError BAD_REQUEST at `q`, with the place of the first problem */
export function requireFilter(q: string): JobFilter {
  const { filter, problems } = parseFilter(q);
  const problem = problems[0];
  if (problem === undefined) return filter;
  throw badRequest("q", `${problem.message} (characters ${problem.from + 1} to ${problem.to})`);
}
