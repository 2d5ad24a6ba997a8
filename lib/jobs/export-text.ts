import { type ExportColumn, type ExportFormat, exportValue } from "./export-columns.ts";
import type { JobRow } from "./model.ts";

/** What stands before the first job. */
export function exportHead(format: ExportFormat, columns: readonly ExportColumn[]): string {
  return format === "csv" ? csvLine(columns) : "";
}

/** One job: a record of CSV (RFC 4180) or a line of JSON. Several tags stand in one cell, with `; ` between. */
export function exportLine(format: ExportFormat, columns: readonly ExportColumn[], job: JobRow): string {
  if (format === "csv") return csvLine(columns.map((column) => exportValue(job, column)));
  return `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, exportValue(job, column)])))}\n`;
}

/** A record of CSV. Null is an empty cell. */
export function csvLine(values: readonly (string | number | readonly string[] | null)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

/** A cell of CSV. Numbers, negative ones too, stay as they are; texts are made harmless by `textCell`. */
export function csvCell(value: string | number | readonly string[] | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return textCell(typeof value === "string" ? value : value.join("; "));
}

/**
 * A text as a cell of CSV, or with a tab as `separator` of TSV. One that a spreadsheet would take for a formula gets an
 * apostrophe before it, which spreadsheets do not show.
 */
export function textCell(text: string, separator: "," | "\t" = ","): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
