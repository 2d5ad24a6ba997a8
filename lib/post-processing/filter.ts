import { compareNumbers, isNumber } from "./decimal.ts";
import { readNumber } from "./read-number.ts";
import { hasValue, isText, type Row, textOf } from "./row.ts";
import type { StepOf } from "./steps.ts";

/** Whether a row passes a filter. */
export function passes(row: Row, { field, test, value = "" }: StepOf<"filter">): boolean {
  const raw = row.get(field);
  const has = hasValue(raw);
  const text = textOf(raw);
  switch (test) {
    case "exists":
      return has;
    case "missing":
      return !has;
    case "equals":
      return has && isSame(raw, text, value);
    case "not-equals":
      return !(has && isSame(raw, text, value));
    case "contains":
      return text.includes(value);
    case "not-contains":
      return !text.includes(value);
    case "begins-with":
      return text.startsWith(value);
    case "ends-with":
      return text.endsWith(value);
    case "less":
    case "greater": {
      const number = numberOf(raw);
      if (number === null) return false;
      const order = compareNumbers(number, value);
      return test === "less" ? order < 0 : order > 0;
    }
  }
}

/** Numbers are compared as numbers: 51.7 is 51.70. */
function isSame(raw: string | undefined, text: string, value: string): boolean {
  if (raw !== undefined && isNumber(raw) && isNumber(value)) return compareNumbers(raw, value) === 0;
  return text === value;
}

function numberOf(raw: string | undefined): string | null {
  if (raw === undefined) return null;
  if (!isText(raw)) return isNumber(raw) ? raw : null;
  const read = readNumber(textOf(raw));
  return "number" in read ? read.number : null;
}
