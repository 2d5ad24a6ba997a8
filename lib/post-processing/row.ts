import { plainText, readMembers } from "../json/json-members.ts";

/** A result as steps work on it: its values by name, in order, each as JSON writes it, so that big numbers stay exact. */
export type Row = Map<string, string>;

/** The row of a JSON object; null when the text is none. */
export function readRow(text: string): Row | null {
  const read = readMembers(text);
  if (read === null || !read.whole) return null;
  return new Map([...read.members].map(([name, { raw }]) => [name, raw]));
}

export function writeRow(row: Row): string {
  return `{${[...row].map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(",")}}`;
}

/** A value as text: of a text what it says, nothing for null, anything else as JSON writes it. */
export function textOf(raw: string | undefined): string {
  return raw === undefined || raw === "null" ? "" : plainText({ raw, cut: false });
}

/** Whether a value is there, and neither null nor an empty text. */
export function hasValue(raw: string | undefined): boolean {
  return textOf(raw) !== "";
}

/** Whether a value is a text. */
export function isText(raw: string): boolean {
  return raw.startsWith('"');
}
