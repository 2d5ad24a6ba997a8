import { type CutValue, type ListedResult, WHOLE } from "../../../lib/jobs/result-preview.ts";
import { type JsonMember, plainText, readMembers } from "../../../lib/json/json-members.ts";
import type { ResultSort } from "./results-place.ts";

export type CellKind = "text" | "number" | "constant" | "null" | "nested";

/** A value of an item as it is written in JSON, so that it stays exact. */
export interface Cell extends JsonMember {
  kind: CellKind;
  /** Set when only the beginning of it is here. */
  part: CutValue | null;
}

const READ_AT_ONCE = 256 * 1024;

/** The values of an item by the names of their fields. What is no object is one value; what is no JSON is a text. */
export function cellsOf({ data, cut }: Pick<ListedResult, "data" | "cut">): Map<string, Cell> {
  const read = readMembers(data);
  if (read === null || !read.whole) {
    const raw = data.trim();
    const cell = isJson(raw) ? { raw, kind: kindOf(raw) } : { raw: JSON.stringify(data), kind: "text" as const };
    return new Map([[WHOLE, { ...cell, cut: false, part: null }]]);
  }
  const parts = new Map(cut.map((each) => [each.name, each]));
  return new Map(
    [...read.members].map(([name, member]) => {
      const part = parts.get(name) ?? null;
      return [name, { ...member, kind: part?.nested ? "nested" : kindOf(member.raw), part }];
    }),
  );
}

/** A whole value as a cell. */
export function cellOf(raw: string): Cell {
  return { raw, cut: false, kind: kindOf(raw), part: null };
}

/** What a cell says, on one line or many. */
export function textOfCell(cell: Cell): string {
  return plainText(cell);
}

/** Whether a text is JSON; one that is too long to be read at once is judged by its beginning. */
function isJson(text: string): boolean {
  if (text.length > READ_AT_ONCE) return /^["[{]/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a value is, by how it begins. */
export function kindOf(raw: string): CellKind {
  if (raw.startsWith('"')) return "text";
  if (raw === "null") return "null";
  if (raw === "true" || raw === "false") return "constant";
  return /^-?\d/.test(raw) ? "number" : "nested";
}

/** Names of fields in the order in which they were first met, those already known before those of these items. */
export function columnsOf(known: readonly string[], items: readonly ReadonlyMap<string, unknown>[]): readonly string[] {
  const columns = new Set(known);
  for (const cells of items) for (const name of cells.keys()) columns.add(name);
  return columns.size === known.length ? known : [...columns];
}

/** In how many of these items each field is. */
export function countFields(items: readonly ReadonlyMap<string, unknown>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cells of items) for (const name of cells.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const RANK: Record<CellKind, number> = { number: 0, text: 1, constant: 2, nested: 3, null: 4 };

/** Rows in the order of a field: numbers before texts, and what has no value last whichever way. The others keep their order. */
export function sortRows<Row extends { cells: ReadonlyMap<string, Cell> }>(
  rows: readonly Row[],
  sort: ResultSort,
): readonly Row[] {
  if (sort === null) return rows;
  const keyed = rows.map((row) => {
    const cell = row.cells.get(sort.column);
    return { row, kind: cell?.kind ?? "null", text: cell === undefined ? "" : textOfCell(cell).slice(0, 1000) };
  });
  const way = sort.down ? -1 : 1;
  keyed.sort((one, other) => {
    if (one.kind === "null" || other.kind === "null") return RANK[one.kind] - RANK[other.kind];
    return way * (RANK[one.kind] - RANK[other.kind] || compareText(one, other));
  });
  return keyed.map(({ row }) => row);
}

function compareText(one: { kind: CellKind; text: string }, other: { text: string }): number {
  if (one.kind !== "number") return collator.compare(one.text, other.text);
  const [first, second] = [Number(one.text), Number(other.text)];
  if (first !== second) return first < second ? -1 : 1;
  // Doubles cannot tell them apart.
  const whole = /^-?\d{1,1000}$/;
  if (!whole.test(one.text) || !whole.test(other.text)) return collator.compare(one.text, other.text);
  const [exact, otherExact] = [BigInt(one.text), BigInt(other.text)];
  return exact === otherExact ? 0 : exact < otherExact ? -1 : 1;
}

const LEAST_WIDTH = 72;
const MOST_WIDTH = 320;
const LETTER = 7.5;
const DIGIT = 8.5;
const SIDES = 26;
const LOOKED_AT = 60;

/** How wide a column is, in pixels, by its name and what its first cells say. */
export function columnWidth(name: string, items: readonly ReadonlyMap<string, Cell>[]): number {
  let width = (Math.min(name.length, 30) + 2) * LETTER;
  for (const cells of items.slice(0, LOOKED_AT)) {
    const cell = cells.get(name);
    if (cell !== undefined) width = Math.max(width, cell.raw.length * (cell.kind === "number" ? DIGIT : LETTER));
  }
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(width + SIDES)));
}
