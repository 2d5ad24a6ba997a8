import type { TimeValue } from "./model.ts";
import { formatSpan, parseSpan } from "./spans.ts";

const DAY = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const CLOCK =
  /^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2999;
const FORMS = "write -24h, today, 2026-11-20, 2026-11-20T14:02 or a range such as -7d..-1d";

/** `lengthMs` is the period that an instant was written as: a minute for `14:02Z`, a millisecond for `14:02:11.250Z`. */
export type ParsedTime = { value: TimeValue; lengthMs: number } | { problem: string };

/** Reads a time of a filter; otherwise says what is wrong with it. */
export function parseTime(text: string): ParsedTime {
  const lower = text.toLowerCase();
  if (lower === "today" || lower === "yesterday" || lower === "now")
    return { value: { kind: "named", name: lower }, lengthMs: 1 };
  const day = DAY.exec(text);
  if (day !== null) return parseDay(text, day);
  const clock = CLOCK.exec(text);
  if (clock !== null) return parseClock(text, clock);
  if (/^-?\d+(\.\d+)?[a-z]/i.test(text) || /^-?\d{1,3}$/.test(text)) {
    const ms = parseSpan(text.replace(/^-/, ""));
    return typeof ms === "number" ? { value: { kind: "ago", ms }, lengthMs: 1 } : ms;
  }
  if (/^\d{1,2}:\d{2}/.test(text)) return { problem: `"${text}" needs its day: 2026-11-20T${text}` };
  return { problem: `no time "${text}"; ${FORMS}` };
}

/** Writes a time so that it reads back the same. */
export function formatTime(value: TimeValue): string {
  switch (value.kind) {
    case "ago":
      return `-${formatSpan(value.ms)}`;
    case "day":
      return value.date;
    case "local":
      return value.time;
    case "named":
      return value.name;
    case "instant":
      return value.at;
  }
}

/** How long the period of a local time is, in milliseconds: what its last figure counts. */
export function lengthOfLocal(time: string): number {
  return time.length <= "2026-11-20T14:02".length ? 60_000 : time.includes(".") ? 1 : 1000;
}

function parseDay(text: string, [, year = "", month, day]: RegExpExecArray): ParsedTime {
  const problem = problemOfDay(text, Number(year), Number(month ?? 1), Number(day ?? 1));
  if (problem !== null) return { problem };
  const date = [year, month, day].flatMap((part) => (part === undefined ? [] : [part.padStart(2, "0")])).join("-");
  return { value: { kind: "day", date }, lengthMs: 1 };
}

function parseClock(text: string, match: RegExpExecArray): ParsedTime {
  const [, date = "", hour = "", minute = "", second, fraction, zone] = match;
  const [year = "", month = "", day = ""] = date.split("-");
  const problem = problemOfDay(text, Number(year), Number(month), Number(day));
  if (problem !== null) return { problem };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59)
    return { problem: `there is no such time of day: ${text}` };
  let time = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hour.padStart(2, "0")}:${minute}`;
  if (second !== undefined) time += `:${second}`;
  if (fraction !== undefined) time += `.${fraction.slice(0, 3).padEnd(3, "0")}`;
  if (zone === undefined) return { value: { kind: "local", time }, lengthMs: 1 };
  const offset = offsetOf(zone);
  if (offset === null) return { problem: `there is no such time zone: ${zone}` };
  const at = new Date(Date.parse(`${time}Z`) - offset).toISOString();
  return { value: { kind: "instant", at }, lengthMs: lengthOfLocal(time) };
}

function problemOfDay(text: string, year: number, month: number, day: number): string | null {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR)
    return `"${text}" is not a year of jobs; use ${EARLIEST_YEAR} to ${LATEST_YEAR}`;
  if (month < 1 || month > 12) return `there is no month ${month}: ${text}`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return `there is no such day: ${text}, the month has ${days} days`;
  return null;
}

/** An offset such as `+01:00` in milliseconds. */
function offsetOf(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", ""));
  if (hours > 18 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
