import { createHash } from "node:crypto";
import type { Item } from "./items.ts";

/**
 * What tells an item from another between runs: a SHA-256 in hex over the fields named in `key`, or over all when
 * none is named or the item has a value for none of them.
 */
export function itemKey(item: Item, key: readonly string[]): string {
  const named = Object.entries(item).filter(([name]) => key.includes(name));
  return named.some(([, value]) => value !== null) ? hashOf(named) : itemHash(item);
}

/** What tells whether an item is still the same: a SHA-256 in hex over all its fields, whatever their order. */
export function itemHash(item: Item): string {
  return hashOf(Object.entries(item));
}

function hashOf(entries: [string, string | null][]): string {
  const canonical = entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex");
}
