import type { Instant } from "../jobs/model.ts";

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?$/i;

/** A time that there is in every month of every year. */
const PLAIN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/**
 * An instant as backends write it: with none to nine digits of a second, a blank for the `T`, and without a zone, which means UTC
 * then. Null for anything else, for times that no calendar has, and for .NET's `0001-01-01T00:00:00`, which means none.
 */
export function readInstant(text: unknown): Instant | null {
  const [whole, date, minutes, seconds = "00", fraction = "", zone = "Z"] =
    typeof text === "string" ? (INSTANT.exec(text.trim()) ?? []) : [];
  if (whole === undefined || date === undefined || date === "0001-01-01") return null;
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  // Lists have thousands of them: what any calendar has needs none asked.
  if ((zone === "Z" || zone === "z") && PLAIN.test(`${date}T${minutes}:${seconds}`)) {
    return `${date}T${minutes}:${seconds}.${milliseconds}Z`;
  }
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const read = new Date(`${date}T${minutes}:${seconds}.${milliseconds}${offset}`);
  if (Number.isNaN(read.getTime())) return null;
  // JavaScript takes a 30 February for one of March.
  return new Date(`${date}T00:00Z`).toISOString().startsWith(date) ? read.toISOString() : null;
}
