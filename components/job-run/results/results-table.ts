import type { ResultRow } from "../../../lib/jobs/model.ts";

const MAX_COLUMNS = 24;
const WHOLE = "value";

export interface ResultsTable {
  columns: string[];
  rows: { row: ResultRow; cells: Map<string, string> }[];
}

/** The columns that the items of a page have, in the order met, and each item's values as text. */
export function resultsTable(items: readonly ResultRow[]): ResultsTable {
  const columns = new Set<string>();
  const rows = items.map((row) => {
    const cells = cellsOf(row.data);
    for (const name of cells.keys()) if (columns.size < MAX_COLUMNS) columns.add(name);
    return { row, cells };
  });
  return { columns: [...columns], rows };
}

function cellsOf(data: string): Map<string, string> {
  const value = parse(data);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return new Map([[WHOLE, text(value ?? data)]]);
  return new Map(Object.entries(value).map(([name, each]) => [name, text(each)]));
}

/** A number that a double can't hold is kept as it was written, where the browser tells how it was written. */
function exact(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" && !Number.isSafeInteger(value) && context?.source !== undefined
    ? context.source
    : value;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data, exact);
  } catch {
    return data;
  }
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
