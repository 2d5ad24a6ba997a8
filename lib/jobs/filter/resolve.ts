import type { FilterTerm, JobFilter, ResolvedFilter, TimeTerm, TimeValue } from "./model.ts";
import { boundsOf, type Clock, instantOf, periodOf } from "./periods.ts";

/** Who reads the filter and when: `now` in milliseconds, days and local times by `timeZone` (IANA), UTC without it. */
export interface Reader {
  now: number;
  timeZone?: string;
  /** Whom `by:me` means; without it, somebody called "me". */
  me?: { id: string; name: string };
}

/**
 * Makes instants of a filter's times, and a person of `me`.
 * @throws RangeError when there is no such time zone
 */
export function resolveFilter(filter: JobFilter, { now, timeZone = "UTC", me }: Reader): ResolvedFilter {
  const terms = filter.terms.map((term): ResolvedFilter["terms"][number] => {
    if (term.kind === "time") {
      const { from, to } = boundsOf(term.range, { now, timeZone });
      return {
        kind: "time",
        key: term.key,
        from: from === null ? null : instantOf(from),
        to: to === null ? null : instantOf(to),
      };
    }
    if (me === undefined || term.kind !== "choice" || term.key !== "by") return term;
    const values = term.values.flatMap((value) => (value.toLowerCase() === "me" ? [me.id, me.name] : [value]));
    return { ...term, values: [...new Set(values)] };
  });
  return { now: instantOf(now), terms };
}

/** Whether a filter means something else in another time zone. */
export function needsZone(filter: JobFilter): boolean {
  return filter.terms.some((term) => term.kind === "time" && timesOf(term.range).some(isZoned));
}

/**
 * The filter for readers who do not know the zone: days and local times are instants, lengths of time (`-24h`) and
 * `by:me` stay as they are. The very same filter when it does not need a zone.
 * @throws RangeError when there is no such time zone
 */
export function pinFilter(filter: JobFilter, clock: Clock): JobFilter {
  if (!needsZone(filter)) return filter;
  const terms = filter.terms.map((term): FilterTerm => {
    return term.kind === "time" && timesOf(term.range).some(isZoned)
      ? { ...term, range: pinRange(term.range, clock) }
      : term;
  });
  return { terms };
}

function pinRange(range: TimeTerm["range"], clock: Clock): TimeTerm["range"] {
  if (range.op === "..") {
    return {
      op: "..",
      from: range.from && isZoned(range.from) ? at(periodOf(range.from, clock).from) : range.from,
      to: range.to && isZoned(range.to) ? at(periodOf(range.to, clock).to - 1) : range.to,
    };
  }
  const { from, to } = periodOf(range.at, clock);
  switch (range.op) {
    case ">":
      return { op: ">=", at: at(to) };
    case "<=":
      return { op: "<", at: at(to) };
    case "=":
      return { op: "..", from: at(from), to: at(to - 1) };
    default:
      return { op: range.op, at: at(from) };
  }
}

function timesOf(range: TimeTerm["range"]): TimeValue[] {
  if (range.op !== "..") return [range.at];
  return [range.from, range.to].filter((value) => value !== null);
}

function isZoned(value: TimeValue): boolean {
  return value.kind === "day" || value.kind === "local" || (value.kind === "named" && value.name !== "now");
}

const at = (milliseconds: number): TimeValue => ({ kind: "instant", at: instantOf(milliseconds) });
