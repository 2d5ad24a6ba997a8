const KEY = Symbol.for("watchfloor.sample.flaky");
const MOST_KEYS = 200;

// Next may load a route's module more than once in one process; what is counted here must be counted once.
const store: typeof globalThis & { [KEY]?: Map<string, number> } = globalThis;

/**
 * Counts a request for `key` and says whether it is to fail: the first `failures` do, the next one does not, and then
 * the count starts again.
 */
export function failsNow(key: string, failures: number): boolean {
  store[KEY] ??= new Map();
  const counts = store[KEY];
  const failed = counts.get(key) ?? 0;
  counts.delete(key);
  if (failed >= failures) return false;
  counts.set(key, failed + 1);
  const oldest = counts.keys().next();
  if (counts.size > MOST_KEYS && !oldest.done) counts.delete(oldest.value);
  return true;
}
