import type { FilterTerm, JobFilter, ResolvedFilter, ResolvedTime, TimeTerm, TimeValue } from "./model.ts";
import { instantOf } from "./periods.ts";

/** The filter with its times and people as they were resolved: it goes on to mean that, whenever and whoever reads it. */
export function freezeFilter({ terms }: ResolvedFilter): JobFilter {
  return { terms: terms.flatMap((term): FilterTerm[] => (term.kind === "time" ? freezeTime(term) : [term])) };
}

function freezeTime({ key, from, to }: ResolvedTime): FilterTerm[] {
  const term = (range: TimeTerm["range"]): TimeTerm => ({ kind: "time", key, range });
  if (to === null) return [term({ op: ">=", at: instant(from ?? instantOf(Number.NEGATIVE_INFINITY)) })];
  if (from === null) return [term({ op: "<", at: instant(to) })];
  if (from >= to) return [term({ op: ">=", at: instant(from) }), term({ op: "<", at: instant(to) })];
  // The end of a range counts in, to the millisecond.
  return [term({ op: "..", from: instant(from), to: instant(instantOf(Date.parse(to) - 1)) })];
}

function instant(at: string): TimeValue {
  return { kind: "instant", at };
}
