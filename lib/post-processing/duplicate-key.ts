import { canonicalNumber, isNumber } from "./decimal.ts";
import { hasValue, isText, type Row, textOf } from "./row.ts";

/**
 * A text that two rows have in common when they are duplicates of each other: by the fields named, or as a whole when none is named or
 * the row has a value in none of them. A field that is not there counts as null, and numbers count however they are written.
 */
export function duplicateKey(row: Row, by: readonly string[]): string {
  if (by.some((name) => hasValue(row.get(name)))) return JSON.stringify(by.map((name) => keyOf(row.get(name))));
  const entries = [...row].filter(([, raw]) => raw !== "null").map(([name, raw]) => [name, keyOf(raw)]);
  return JSON.stringify(entries.sort(([one = ""], [other = ""]) => (one < other ? -1 : 1)));
}

function keyOf(raw: string | undefined): string {
  if (raw === undefined) return "null";
  if (isText(raw)) return JSON.stringify(textOf(raw));
  return isNumber(raw) ? canonicalNumber(raw) : raw;
}
