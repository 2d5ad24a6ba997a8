import { sameChoice } from "./keys.ts";
import type { ChoiceKey, FilterTerm, JobFilter, MeasureTerm, TimeTerm } from "./model.ts";

/** A filter that every job matches. */
export function noFilter(): JobFilter {
  return { terms: [] };
}

/** The filter for jobs that have one of the values of each key given: `filterOf({ state: ["Failed"], agent: [name] })`. */
export function filterOf(choices: Partial<Record<ChoiceKey, readonly string[]>>): JobFilter {
  let filter = noFilter();
  for (const [key, values] of Object.entries(choices) as [ChoiceKey, readonly string[]][])
    filter = withChoices(filter, key, values);
  return filter;
}

/** The filter without the term at an index; the same filter when there is none. */
export function withoutTerm(filter: JobFilter, index: number): JobFilter {
  return { terms: filter.terms.filter((_, at) => at !== index) };
}

/** The values of a key that the filter asks for, those behind "-" excepted. */
export function choicesOf(filter: JobFilter, key: ChoiceKey): string[] {
  return filter.terms.flatMap((term) => (isChosen(term, key) ? term.values : []));
}

/** The filter that asks for these values of a key, where it asked for others before. None takes the term away. */
export function withChoices(filter: JobFilter, key: ChoiceKey, values: readonly string[]): JobFilter {
  const term: FilterTerm = { kind: "choice", key, negated: false, values: [...new Set(values)] };
  return replace(filter, (each) => isChosen(each, key), values.length === 0 ? null : term);
}

/** The filter with a value of a key added or, if it is there, taken away. */
export function toggleChoice(filter: JobFilter, key: ChoiceKey, value: string): JobFilter {
  const values = choicesOf(filter, key);
  const others = values.filter((each) => !sameChoice(key, each, value));
  return withChoices(filter, key, others.length === values.length ? [...values, value] : others);
}

/** The filter with a term for a time or a measure in the place of all those for the same key; null takes them away. */
export function withRange(
  filter: JobFilter,
  key: TimeTerm["key"] | MeasureTerm["key"],
  term: TimeTerm | MeasureTerm | null,
): JobFilter {
  return replace(filter, (each) => (each.kind === "time" || each.kind === "measure") && each.key === key, term);
}

/** Puts a term where the first of those that go stood, or at the end. */
function replace(filter: JobFilter, goes: (term: FilterTerm) => boolean, term: FilterTerm | null): JobFilter {
  const place = filter.terms.findIndex(goes);
  const before = filter.terms.slice(0, place < 0 ? undefined : place);
  const after = place < 0 ? [] : filter.terms.slice(place).filter((each) => !goes(each));
  return { terms: [...before, ...(term === null ? [] : [term]), ...after] };
}

function isChosen(term: FilterTerm, key: ChoiceKey): term is Extract<FilterTerm, { kind: "choice" }> {
  return term.kind === "choice" && term.key === key && !term.negated;
}
