import { isSpanKey } from "./keys.ts";
import type { FilterProblem, MeasureKey, MeasureTerm, TimeTerm, TimeValue } from "./model.ts";
import { type Part, readRange } from "./ranges.ts";
import { parseSpan } from "./spans.ts";
import { type ParsedTime, parseTime } from "./times.ts";
import type { TokenValue } from "./tokenize.ts";

/** Reads what stands after the key of a time; null when it cannot be understood, with the problem added. */
export function parseTimeRange(value: TokenValue, problems: FilterProblem[]): TimeTerm["range"] | null {
  const written = readRange(value, problems);
  if (written === null) return null;
  const read = (part: Part) => valid(parseTime(part.text), part, problems);
  if (written.op === "..") {
    const from = written.from && read(written.from);
    const to = written.to && read(written.to);
    if ((written.from !== null && from === null) || (written.to !== null && to === null)) return null;
    const range: TimeTerm["range"] = { op: "..", from: from?.value ?? null, to: to === null ? null : endOf(to) };
    if (!isEmpty(range.from, range.to)) return range;
    problems.push({ from: value.from, to: value.to, message: "the range ends before it begins; turn it round" });
    return null;
  }
  const time = read(written.value);
  if (time === null) return null;
  const op = written.op ?? (time.value.kind === "ago" ? ">" : "=");
  if (op === "=" && time.lengthMs > 1) return { op: "..", from: time.value, to: endOf(time) };
  return { op, at: op === ">" || op === "<=" ? endOf(time) : time.value };
}

/** Reads what stands after the key of a measure; null when it cannot be understood, with the problem added. */
export function parseMeasureRange(
  key: MeasureKey,
  value: TokenValue,
  problems: FilterProblem[],
): MeasureTerm["range"] | null {
  const written = readRange(value, problems);
  if (written === null) return null;
  const read = (part: Part) =>
    valid(isSpanKey(key) ? inObject(parseSpan(part.text)) : parseNumber(key, part.text), part, problems);
  if (written.op === "..") {
    const from = written.from && read(written.from);
    const to = written.to && read(written.to);
    if ((written.from !== null && from === null) || (written.to !== null && to === null)) return null;
    const range: MeasureTerm["range"] = { op: "..", from: from?.value ?? null, to: to?.value ?? null };
    if (range.from === null || range.to === null || range.from <= range.to) return range;
    problems.push({ from: value.from, to: value.to, message: "the range ends before it begins; turn it round" });
    return null;
  }
  const measure = read(written.value);
  if (measure === null) return null;
  if (written.op === null && isSpanKey(key)) {
    const message = `say longer or shorter: ${key}:>${written.value.text} or ${key}:<${written.value.text}`;
    problems.push({ from: value.from, to: value.to, message });
    return null;
  }
  return { op: written.op ?? "=", value: measure.value };
}

function valid<Parsed extends object>(
  parsed: Parsed | { problem: string },
  part: Part,
  problems: FilterProblem[],
): Parsed | null {
  if (!("problem" in parsed)) return parsed;
  problems.push({ from: part.from, to: part.to, message: parsed.problem });
  return null;
}

const inObject = (span: number | { problem: string }) => (typeof span === "number" ? { value: span } : span);

/** Numbers as far as the database tells them apart. */
function parseNumber(key: MeasureKey, text: string): { value: number } | { problem: string } {
  const number = key === "percent" ? text.replace(/%$/, "") : text;
  const value = Number(number);
  if (/^\d+$/.test(number) || (key === "percent" && /^\d+\.\d{1,2}$/.test(number))) {
    return value <= 1e9 ? { value } : { problem: `"${text}" is over 1,000,000,000` };
  }
  const whole = /^\d+\.\d+$/.test(number)
    ? key === "percent"
      ? "at most two decimals"
      : "a whole number"
    : "a number";
  return { problem: `"${text}" is not ${whole}; write ${key}:5, ${key}:>=5 or ${key}:1..5` };
}

/** The last millisecond of an instant that was written to the minute or second. */
function endOf({ value, lengthMs }: Exclude<ParsedTime, { problem: string }>): TimeValue {
  if (value.kind !== "instant" || lengthMs === 1) return value;
  return { kind: "instant", at: new Date(Date.parse(value.at) + lengthMs - 1).toISOString() };
}

/** Whether nothing can lie between two times, as far as that can be told without a clock and a zone. */
function isEmpty(from: TimeValue | null, to: TimeValue | null): boolean {
  if (from === null || to === null) return false;
  const ages = [from, to].map((value) =>
    value.kind === "ago" ? value.ms : value.kind === "named" && value.name === "now" ? 0 : null,
  );
  if (typeof ages[0] === "number" && typeof ages[1] === "number") return ages[0] < ages[1];
  if (from.kind === "instant" && to.kind === "instant") return from.at > to.at;
  if (from.kind === "named" && to.kind === "named") return from.name !== "yesterday" && to.name === "yesterday";
  const begins = beginning(from);
  const ends = beginning(to);
  if (begins === null || ends === null) return false;
  // A day that holds the other bound ends after it.
  return begins.slice(0, ends.length) > ends;
}

/** A day or local time as text that sorts by time. */
function beginning(value: TimeValue): string | null {
  return value.kind === "day" ? value.date : value.kind === "local" ? value.time : null;
}
