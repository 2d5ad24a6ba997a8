import { createHash } from "node:crypto";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import { badRequest } from "../errors.ts";

/** A place in a list: the value that it is sorted by, a time or milliseconds, and the job's key. */
export interface Position {
  value: string | number;
  source: string;
  id: string;
}

/** Where a page begins (`after`) or ends (`before`). `included`: the job at the position is on the page. */
export interface Cursor {
  direction: "after" | "before";
  included: boolean;
  position: Position;
}

/** How a list is sorted: by which column, and which way. */
export interface Order {
  column: "created_at" | "ended_at" | "duration_ms" | "queue_ms";
  /** The greatest first. */
  descending: boolean;
}

const COLUMNS = { created: "created_at", ended: "ended_at", duration: "duration_ms", queued: "queue_ms" } as const;

export function orderOf(sort: JobSort): Order {
  const descending = sort.startsWith("-");
  const key = sort.replace("-", "");
  for (const name of ["created", "ended", "duration", "queued"] as const) {
    if (name === key) return { column: COLUMNS[name], descending };
  }
  throw new Error(`no column for ${sort}`);
}

/** Whether the values of this order are instants. */
export function isTime({ column }: Order): boolean {
  return column === "created_at" || column === "ended_at";
}

/** Where a job stands in a list of this order. Only jobs with the value are in it. */
export function positionOf(job: JobRow, { column }: Order): Position {
  const { source, id } = job;
  return { value: sortValue(job, column), source, id };
}

function sortValue(job: JobRow, column: Order["column"]): string | number {
  switch (column) {
    case "created_at":
      return job.createdAt;
    case "ended_at":
      return job.endedAt ?? job.createdAt;
    case "duration_ms":
      return Date.parse(job.endedAt ?? "") - Date.parse(job.startedAt ?? "");
    case "queue_ms":
      return Date.parse(job.startedAt ?? job.endedAt ?? "") - Date.parse(job.queuedAt ?? "");
  }
}

/** What ties a cursor to one list: its filter, as text, and its order. */
export function cursorScope(text: string, sort: JobSort): string {
  return createHash("sha256").update(`${sort} ${text}`).digest("base64url").slice(0, 12);
}

const KINDS = { a: ["after", false], b: ["before", false], A: ["after", true], B: ["before", true] } as const;

export function writeCursor({ direction, included, position }: Cursor, scope: string): string {
  const kind = direction === "after" ? (included ? "A" : "a") : included ? "B" : "b";
  const parts = [scope, kind, position.value, position.source, position.id];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** @throws AppError BAD_REQUEST at `cursor`, when it is none, or one of another filter or order */
export function readCursor(text: string, scope: string, order: Order): Cursor {
  const [of, kind, value, source, id] = parse(text);
  if (typeof of !== "string" || typeof source !== "string" || typeof id !== "string") throw notOurs();
  if (of !== scope) throw badRequest("cursor", "belongs to another filter or order; start again without it");
  if (`${source}${id}`.includes("\0") || !isValue(value, order)) throw notOurs();
  if (kind !== "a" && kind !== "b" && kind !== "A" && kind !== "B") throw notOurs();
  const [direction, included] = KINDS[kind];
  return { direction, included, position: { value, source, id } };
}

function parse(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(parsed) && parsed.length === 5) return parsed;
  } catch {
    // Not base64 or not JSON: the same answer as below.
  }
  throw notOurs();
}

function isValue(value: unknown, order: Order): value is string | number {
  if (!isTime(order)) return typeof value === "number" && Number.isSafeInteger(value);
  // Only a time that the store itself wrote comes back the same; JavaScript's years go beyond PostgreSQL's.
  if (typeof value !== "string" || !/^[1-9]\d{3}-/.test(value)) return false;
  const at = new Date(value);
  return !Number.isNaN(at.getTime()) && at.toISOString() === value;
}

function notOurs() {
  return badRequest("cursor", "is not a cursor of this list; start again without it");
}
