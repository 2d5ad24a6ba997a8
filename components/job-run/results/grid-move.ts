/** A cell of the table; row -1 is the head. */
export interface GridPlace {
  row: number;
  column: number;
}

interface Keys {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Where a key leads from a place, in a table of so many rows and columns; null when it leads nowhere. */
export function moveInGrid(
  from: GridPlace,
  { key, ctrlKey, metaKey }: Keys,
  { rows, columns, page }: { rows: number; columns: number; page: number },
): GridPlace | null {
  const far = ctrlKey || metaKey;
  const steps: Record<string, GridPlace> = {
    ArrowUp: { row: far ? 0 : from.row - 1, column: from.column },
    ArrowDown: { row: far ? rows - 1 : from.row + 1, column: from.column },
    ArrowLeft: { row: from.row, column: far ? 0 : from.column - 1 },
    ArrowRight: { row: from.row, column: far ? columns - 1 : from.column + 1 },
    PageUp: { row: Math.max(0, from.row - page), column: from.column },
    PageDown: { row: from.row + page, column: from.column },
    Home: { row: far ? 0 : from.row, column: 0 },
    End: { row: far ? rows - 1 : from.row, column: columns - 1 },
  };
  const to = steps[key];
  if (to === undefined) return null;
  return { row: clamp(to.row, -1, rows - 1), column: clamp(to.column, 0, columns - 1) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
