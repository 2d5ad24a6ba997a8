import type { Instant } from "../model.ts";
import type { TimeTerm, TimeValue } from "./model.ts";
import { lengthOfLocal } from "./times.ts";
import { localOf, momentOf } from "./zone.ts";

/** The moment in milliseconds, and the zone, that the times of a filter are read by. */
export interface Clock {
  now: number;
  timeZone: string;
}

/** A period in milliseconds, from its beginning to before its end. */
export interface Period {
  from: number;
  to: number;
}

/** What a time of a filter covers. A moment covers one millisecond, the least that is kept of a job's times. */
export function periodOf(value: TimeValue, { now, timeZone }: Clock): Period {
  switch (value.kind) {
    case "ago":
      return moment(now - value.ms);
    case "instant":
      return moment(Date.parse(value.at));
    case "day": {
      const [year = 0, month, day] = value.date.split("-").map(Number);
      if (month === undefined) return days(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1), timeZone);
      if (day === undefined) return days(Date.UTC(year, month - 1, 1), Date.UTC(year, month, 1), timeZone);
      return days(Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1), timeZone);
    }
    case "local": {
      const from = momentOf(Date.parse(`${value.time}Z`), timeZone);
      return { from, to: from + lengthOfLocal(value.time) };
    }
    case "named": {
      if (value.name === "now") return moment(now);
      const today = new Date(localOf(now, timeZone));
      const day = today.getUTCDate() - (value.name === "yesterday" ? 1 : 0);
      const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
      return days(Date.UTC(year, month, day), Date.UTC(year, month, day + 1), timeZone);
    }
  }
}

/** What a range of times lets through, from the first to before the last; null is open. */
export function boundsOf(range: TimeTerm["range"], clock: Clock): { from: number | null; to: number | null } {
  if (range.op === "..") {
    return {
      from: range.from && periodOf(range.from, clock).from,
      to: range.to && periodOf(range.to, clock).to,
    };
  }
  const { from, to } = periodOf(range.at, clock);
  switch (range.op) {
    case ">":
      return { from: to, to: null };
    case ">=":
      return { from, to: null };
    case "<":
      return { from: null, to: from };
    case "<=":
      return { from: null, to };
    case "=":
      return { from, to };
  }
}

const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(9999, 0, 1);

/** A moment as an instant, within the years that instants can be written in. */
export function instantOf(milliseconds: number): Instant {
  return new Date(Math.min(LATEST, Math.max(EARLIEST, milliseconds))).toISOString();
}

const moment = (at: number): Period => ({ from: at, to: at + 1 });

const days = (from: number, to: number, timeZone: string): Period => ({
  from: momentOf(from, timeZone),
  to: momentOf(to, timeZone),
});
