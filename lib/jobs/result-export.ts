import { plainText, readMembers } from "../json/json-members.ts";
import { textCell } from "./export-text.ts";
import { WHOLE } from "./result-preview.ts";

export const RESULT_FORMATS = ["csv", "tsv", "json", "ndjson"] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** The column of a table that holds, as JSON, what has no column of its own. */
export const OTHER_FIELDS = "other fields";

/** The fields of an item as a table has them. What is no object is one field. */
export function fieldsOf(data: string): Map<string, string> {
  const read = readMembers(data);
  if (read === null || !read.whole) return new Map([[WHOLE, data]]);
  return new Map([...read.members].map(([name, { raw }]) => [name, raw]));
}

/** What stands before the first item. `columns` are of no account for JSON. */
export function resultHead(format: ResultFormat, columns: readonly string[]): string {
  if (format === "json") return "[";
  const separator = separatorOf(format);
  return separator === null
    ? ""
    : lineOf(
        columns.map((name) => textCell(name, separator)),
        separator,
      );
}

/**
 * One item. JSON stays as it is written, so that numbers are exact; a table has texts as they read, numbers as they are
 * written, null as an empty cell and nested values as JSON. `first` says whether none stands before it.
 */
export function resultLine(
  format: ResultFormat,
  columns: readonly string[],
  data: string,
  { first }: { first: boolean },
): string {
  if (format === "json") return `${first ? "\n" : ",\n"}${validJson(data)}`;
  const separator = separatorOf(format);
  // A line break in JSON that is valid is never part of a text.
  if (separator === null) return `${validJson(data).replace(/[\r\n]+/g, " ")}\n`;
  const fields = fieldsOf(data);
  const cells = columns.map((name) => {
    const raw = fields.get(name);
    fields.delete(name);
    return raw === undefined ? "" : cellOf(raw, separator);
  });
  if (columns.at(-1) === OTHER_FIELDS && fields.size > 0) {
    const others = [...fields].map(([name, raw]) => `${JSON.stringify(name)}:${raw}`);
    cells[cells.length - 1] = textCell(`{${others.join(",")}}`, separator);
  }
  return lineOf(cells, separator);
}

/** What stands after the last item. */
export function resultFoot(format: ResultFormat): string {
  return format === "json" ? "\n]\n" : "";
}

function separatorOf(format: ResultFormat): "," | "\t" | null {
  if (format === "csv") return ",";
  return format === "tsv" ? "\t" : null;
}

function lineOf(cells: readonly string[], separator: string): string {
  return `${cells.join(separator)}\r\n`;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function cellOf(raw: string, separator: "," | "\t"): string {
  if (raw === "null") return "";
  return NUMBER.test(raw) ? raw : textCell(plainText({ raw, cut: false }), separator);
}

/** Text that is no JSON becomes a JSON string: the file as a whole has to stay readable. */
function validJson(data: string): string {
  try {
    JSON.parse(data);
    return data;
  } catch {
    return JSON.stringify(data);
  }
}
