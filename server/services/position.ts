import { badRequest } from "../errors.ts";

type Part = "time" | "text";

/** A place in a list as a cursor: the values that it is sorted by. */
export function writePosition(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** What `writePosition` wrote, which must have these parts. @throws AppError BAD_REQUEST at `cursor` */
export function readPosition(cursor: string, parts: readonly Part[]): string[] {
  const read = parse(cursor);
  if (read?.length === parts.length) {
    const values = read.filter((value, place) => isPart(value, parts[place]));
    if (values.length === parts.length) return values.map(String);
  }
  throw badRequest("cursor", "is not a cursor of this list; start again without it");
}

function parse(cursor: string): unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isPart(value: unknown, part: Part | undefined): boolean {
  if (typeof value !== "string" || value.includes("\0")) return false;
  if (part === "text") return true;
  // Only a time that the store itself wrote comes back the same; JavaScript's years go beyond PostgreSQL's.
  const time = /^[1-9]\d{3}-/.test(value) ? new Date(value) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString() === value;
}
