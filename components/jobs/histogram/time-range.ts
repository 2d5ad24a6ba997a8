import { withRange } from "../../../lib/jobs/filter/edit.ts";
import type { JobFilter, TimeTerm, TimeValue } from "../../../lib/jobs/filter/model.ts";
import { boundsOf } from "../../../lib/jobs/filter/periods.ts";
import { localOf } from "../../../lib/jobs/filter/zone.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times to choose at one press; null is all time. */
export const PRESETS = [
  { ms: 15 * MINUTE, label: "15 min", words: "Last 15 minutes" },
  { ms: HOUR, label: "1 h", words: "Last hour" },
  { ms: DAY, label: "24 h", words: "Last 24 hours" },
  { ms: 7 * DAY, label: "7 d", words: "Last 7 days" },
  { ms: 30 * DAY, label: "30 d", words: "Last 30 days" },
  { ms: null, label: "All", words: "All time" },
] as const;

/** A time from `from` on, before `to` where there is an end; in milliseconds. */
export interface TimeRange {
  from: number;
  to: number | null;
}

/** The filter for jobs created in the last `ms`; at any time with null. */
export function withLast(filter: JobFilter, ms: number | null): JobFilter {
  const range = { op: ">", at: { kind: "ago", ms: ms ?? 0 } } as const;
  return withRange(filter, "created", ms === null ? null : { kind: "time", key: "created", range });
}

/** The filter for jobs created in a range of time, written as somebody in this zone would. */
export function withTimes(filter: JobFilter, times: TimeRange, timeZone: string): JobFilter {
  return withRange(filter, "created", createdIn(times, timeZone));
}

/** How long ago the oldest jobs of a filter for "the last …" may be created; null when it asks for all; else undefined. */
export function lastOf(filter: JobFilter): number | null | undefined {
  const terms = filter.terms.filter((term) => term.kind === "time" && term.key === "created") as TimeTerm[];
  const range = terms[0]?.range;
  if (range === undefined) return null;
  const isOpen = terms.length === 1 && (range.op === ">" || range.op === ">=");
  return isOpen && range.at.kind === "ago" ? range.at.ms : undefined;
}

/**
 * A term that lets through exactly the range: in whole days where it can be, else in minutes or seconds of the zone's
 * clocks, else, where these would be read otherwise (an hour that comes twice), in instants.
 */
export function createdIn({ from, to }: TimeRange, timeZone: string): TimeTerm {
  const clock = { now: 0, timeZone };
  for (const length of [DAY_LENGTH, MINUTE_LENGTH, SECOND_LENGTH]) {
    const range = rangeOf((at) => localTime(at, length, timeZone), from, to);
    const bounds = boundsOf(range, clock);
    if (bounds.from === from && bounds.to === to) return { kind: "time", key: "created", range };
  }
  const range = rangeOf((at) => ({ kind: "instant", at: new Date(at).toISOString() }), from, to);
  return { kind: "time", key: "created", range };
}

function rangeOf(write: (at: number) => TimeValue, from: number, to: number | null): TimeTerm["range"] {
  const first = write(from);
  if (to === null) return { op: ">=", at: first };
  // The end of a range is covered by it.
  const last = write(to - 1);
  return JSON.stringify(first) === JSON.stringify(last) ? { op: "=", at: first } : { op: "..", from: first, to: last };
}

const DAY_LENGTH = "2026-11-20".length;
const MINUTE_LENGTH = "2026-11-20T14:02".length;
const SECOND_LENGTH = "2026-11-20T14:02:11".length;

function localTime(at: number, length: number, timeZone: string): TimeValue {
  const text = new Date(localOf(at, timeZone)).toISOString().slice(0, length);
  return length === DAY_LENGTH ? { kind: "day", date: text } : { kind: "local", time: text };
}

const ROUND = [1000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY];
const LONGEST = 90 * DAY;

/**
 * A time about three times as long around a range that is looked at: the next longer of the presets when it reaches up
 * to now (`last`), all time (null) beyond a quarter of a year, else times that are round in UTC.
 */
export function zoomedOut(range: { from: number; to: number }, now: number): { last: number | null } | TimeRange {
  const length = range.to - range.from;
  if (length * 3 > LONGEST) return { last: null };
  const to = range.to + length;
  if (to >= now) {
    const reach = Math.max(now - range.from, length);
    return { last: PRESETS.find(({ ms }) => ms === null || ms > reach * 1.5)?.ms ?? null };
  }
  const step = ROUND.findLast((each) => each <= length / 10) ?? 1000;
  return { from: Math.floor((range.from - length) / step) * step, to: Math.ceil(to / step) * step };
}
