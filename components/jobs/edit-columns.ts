import { COLUMN_IDS, type Column, type ColumnId, clampWidth } from "./list-columns.ts";

/** The columns with one of them moved by so many places, as far as there are places. */
export function movedColumn(columns: readonly Column[], id: ColumnId, by: number): Column[] {
  const from = columns.findIndex((column) => column.id === id);
  const column = columns[from];
  if (column === undefined) return [...columns];
  const rest = columns.filter((each) => each !== column);
  return rest.toSpliced(Math.min(rest.length, Math.max(0, from + by)), 0, column);
}

/** The columns with one of them shown or not; a new one comes where it would usually stand. */
export function toggledColumn(columns: readonly Column[], id: ColumnId): Column[] {
  if (columns.some((column) => column.id === id)) return columns.filter((column) => column.id !== id || id === "job");
  const before = COLUMN_IDS.slice(0, COLUMN_IDS.indexOf(id));
  const at = columns.findLastIndex((column) => before.includes(column.id)) + 1;
  return columns.toSpliced(at, 0, { id, width: null });
}

/** The columns with one of them of another width; null is its usual one. */
export function sizedColumn(columns: readonly Column[], id: ColumnId, width: number | null): Column[] {
  const next = width === null ? null : clampWidth(id, width);
  return columns.map((column) => (column.id === id ? { id, width: next } : column));
}
