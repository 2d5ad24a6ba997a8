import { compareNumbers, isNumber, wholeNumber } from "./decimal.ts";
import { readDate } from "./read-date.ts";
import { readNumber } from "./read-number.ts";
import { isText, textOf } from "./row.ts";
import type { CastType, DecimalMark } from "./steps.ts";

/** A value of another type, as JSON writes it, or why there is none. */
export type CastValue = { raw: string } | { problem: string };

const TRUE = new Set(["true", "yes", "on", "1"]);
const FALSE = new Set(["false", "no", "off", "0"]);

/** Makes another type of a value. Null stays null, and a text of nothing but spaces becomes null unless a text is wanted. */
export function castValue(raw: string, to: CastType, decimal?: DecimalMark): CastValue {
  if (raw === "null") return { raw };
  if (to === "text") return { raw: isText(raw) ? raw : JSON.stringify(raw) };
  if (isText(raw) && textOf(raw).trim() === "") return { raw: "null" };
  switch (to) {
    case "number":
      return toNumber(raw, decimal);
    case "integer":
      return toInteger(raw, decimal);
    case "boolean":
      return toBoolean(raw);
    case "date": {
      const date = isText(raw) ? readDate(textOf(raw)) : null;
      return date === null ? { problem: "is not a date that can be read for certain" } : { raw: JSON.stringify(date) };
    }
  }
}

function toNumber(raw: string, decimal: DecimalMark | undefined): CastValue {
  if (isNumber(raw)) return { raw };
  if (!isText(raw)) return { problem: "is not a number" };
  const read = readNumber(textOf(raw), decimal);
  return "number" in read ? { raw: read.number } : read;
}

function toInteger(raw: string, decimal: DecimalMark | undefined): CastValue {
  const number = toNumber(raw, decimal);
  if ("problem" in number) return number;
  const whole = wholeNumber(number.raw);
  return whole === null ? { problem: "is not a whole number" } : { raw: whole };
}

function toBoolean(raw: string): CastValue {
  const text = textOf(raw).trim().toLowerCase();
  if (isNumber(raw)) {
    if (compareNumbers(raw, "1") === 0) return { raw: "true" };
    if (compareNumbers(raw, "0") === 0) return { raw: "false" };
  } else if (TRUE.has(text)) return { raw: "true" };
  else if (FALSE.has(text)) return { raw: "false" };
  return { problem: "is neither true nor false" };
}
