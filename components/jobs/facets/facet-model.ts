import type { FacetValue, JobFacets } from "../../../lib/api/types.ts";
import { choicesOf, withChoices } from "../../../lib/jobs/filter/edit.ts";
import { sameChoice } from "../../../lib/jobs/filter/keys.ts";
import type { JobFilter } from "../../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { serializeFilter } from "../../../lib/jobs/filter/serialize.ts";
import { tokenize } from "../../../lib/jobs/filter/tokenize.ts";
import { DASH, formatCompact, formatCount } from "../../../lib/jobs/format.ts";
import { COUNT_OF_STATE, type CountName, type JobCounts, noCounts, STATES_OF_COUNT } from "../../../lib/jobs/state.ts";

/** Keys that have a menu of their values. */
export type MenuKey = "source" | "agent";

/** Whether a filter asks for all states of a count. */
export function hasCount(filter: JobFilter, name: CountName): boolean {
  const chosen = choicesOf(filter, "state");
  return STATES_OF_COUNT[name].every((state) => chosen.includes(state));
}

/** The filter with the states of a count added or, if they are all there, taken away. */
export function toggleCount(filter: JobFilter, name: CountName): JobFilter {
  const states: readonly string[] = STATES_OF_COUNT[name];
  const rest = choicesOf(filter, "state").filter((state) => !states.includes(state));
  return withChoices(filter, "state", hasCount(filter, name) ? rest : [...rest, ...states]);
}

/** The text with its filter changed. What of it could not be understood stays, after the rest, for its author to mend. */
export function edited(q: string, edit: (filter: JobFilter) => JobFilter): string {
  const { filter, problems } = parseFilter(q);
  const next = serializeFilter(edit(filter));
  if (problems.length === 0) return next;
  const faulty = tokenize(q).tokens.filter(({ from, to }) => problems.some((each) => each.from < to && each.to > from));
  return [next, ...faulty.map(({ from, to }) => q.slice(from, to))].filter((part) => part !== "").join(" ");
}

/** The counts of a filter's states as the console's five; states that were not counted have none. */
export function countsOf({ states }: Pick<JobFacets, "states">): JobCounts {
  const counts = noCounts();
  for (const { value, count } of states) counts[COUNT_OF_STATE[value]] += count;
  return counts;
}

export interface MenuValue {
  value: string;
  /** Null when it is not among those counted. */
  count: number | null;
  chosen: boolean;
}

/** What a menu offers: the values that were counted, and those that the filter asks for beside them. */
export function menuValues(filter: JobFilter, key: MenuKey, counted: readonly FacetValue[]): MenuValue[] {
  const chosen = choicesOf(filter, key);
  const isChosen = (value: string) => chosen.some((each) => sameChoice(key, each, value));
  const others = chosen.filter((each) => !counted.some(({ value }) => sameChoice(key, each, value)));
  return [
    ...others.map((value) => ({ value, count: null, chosen: true })),
    ...counted.map(({ value, count }) => ({ value, count, chosen: isChosen(value) })),
  ];
}

/** What a menu's button says: its name, what is chosen, or how many are. `nameOf` says what a value is called. */
export function menuTitle(filter: JobFilter, key: MenuKey, nameOf = (value: string) => value): string {
  const [first, ...others] = choicesOf(filter, key);
  const word = key === "source" ? "Source" : "Agent";
  if (first === undefined) return word;
  return others.length === 0 ? `${word}: ${nameOf(first)}` : `${word}: ${nameOf(first)} +${others.length}`;
}

/** A count in a small place; with `capped` it is the least that there are: `1,204`, `18.2k`, `10k+`; none says nothing then. */
export function countText(count: number, capped: boolean): string {
  if (capped && count === 0) return DASH;
  return `${formatCompact(count)}${capped ? "+" : ""}`;
}

/** How many match, in words: `1,204 match`, `10,000+ match`, `1 matches`, `No match`. */
export function matchText(total: number, capped: boolean): string {
  if (capped) return total === 0 ? "Not counted in time" : `${formatCount(total)}+ match`;
  if (total === 0) return "No match";
  return total === 1 ? "1 matches" : `${formatCount(total)} match`;
}
