import { isSpanKey } from "./keys.ts";
import type { FilterTerm, JobFilter, MeasureTerm, TimeTerm } from "./model.ts";
import { formatSpan } from "./spans.ts";
import { formatTime } from "./times.ts";
import { looksLikeTerm } from "./tokenize.ts";
import { writeState } from "./written-state.ts";

/** Writes a filter as the text that reads back as the same filter. */
export function serializeFilter(filter: JobFilter): string {
  return filter.terms.map(serializeTerm).join(" ");
}

/** Writes one term of a filter. */
export function serializeTerm(term: FilterTerm): string {
  switch (term.kind) {
    case "choice":
    case "contains": {
      const values = term.key === "state" ? term.values.map(writeState) : term.values;
      return `${term.negated ? "-" : ""}${term.key}:${values.map(quoteValue).join(",")}`;
    }
    case "word":
      return `${term.negated ? "-" : ""}${quoteIf(looksLikeTerm(term.text) || (term.negated && term.text.startsWith(">")), term.text)}`;
    case "time":
      return `${term.key}:${serializeTimeRange(term.range)}`;
    case "measure":
      return `${term.key}:${serializeMeasureRange(term)}`;
  }
}

/** A value as it stands after a colon, in quotes where it needs them. */
export function quoteValue(value: string): string {
  return quoteIf(value.includes(","), value);
}

function quoteIf(needed: boolean, text: string): string {
  if (!needed && text !== "" && !/[\s"\p{Cc}]|^[“”„]/u.test(text)) return text;
  const escaped = text
    .replace(/["\\]/g, "\\$&")
    .replace(/\p{Cc}/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return `"${escaped}"`;
}

function serializeTimeRange(range: TimeTerm["range"]): string {
  if (range.op === "..") return `${range.from ? formatTime(range.from) : ""}..${range.to ? formatTime(range.to) : ""}`;
  const bare = range.op === "=" && range.at.kind !== "ago";
  return `${bare ? "" : range.op}${formatTime(range.at)}`;
}

function serializeMeasureRange({ key, range }: MeasureTerm): string {
  const write = (value: number | null) => (value === null ? "" : isSpanKey(key) ? formatSpan(value) : String(value));
  if (range.op === "..") return `${write(range.from)}..${write(range.to)}`;
  return `${range.op === "=" && !isSpanKey(key) ? "" : range.op}${write(range.value)}`;
}
