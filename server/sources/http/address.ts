/**
 * The address of a dialect's path at a backend. Where the operator's address ends with what the path begins with (`/v2`,
 * `/api/v1`), it stands there once.
 */
export function addressOf(base: string, path: string, query: Record<string, string | number> = {}): URL {
  const url = new URL(base);
  const before = url.pathname.split("/").filter((part) => part !== "");
  const after = path.split("/").filter((part) => part !== "");
  let shared = Math.min(before.length, after.length);
  while (shared > 0 && before.slice(-shared).join("/") !== after.slice(0, shared).join("/")) shared--;
  url.pathname = [...before, ...after.slice(shared)].join("/");
  url.search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return url;
}
