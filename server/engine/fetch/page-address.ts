import { PageError, shownUrl } from "./page-error.ts";

/**
 * Reads an address that a runner was given or redirected to. A path alone is resolved against `base`. Throws
 * `PageError` with reason `invalid-url` unless it is http or https and without credentials.
 */
export function readAddress(address: string, base: string | URL | null): URL {
  const url = parse(address, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new PageError("invalid-url", `only http and https pages can be fetched, not ${url.protocol.slice(0, 40)}`);
  }
  if (url.username !== "" || url.password !== "") {
    url.username = "";
    url.password = "";
    throw new PageError("invalid-url", `addresses must not hold a user name or password: ${shownUrl(url)}`);
  }
  url.hash = "";
  return url;
}

function parse(address: string, base: string | URL | null): URL {
  try {
    return base === null ? new URL(address) : new URL(address, base);
  } catch (cause) {
    throw new PageError("invalid-url", `"${address.slice(0, 200)}" is not an address`, { cause });
  }
}

/**
 * Whether a URL is within one of the allowed ones: of the same origin, and, where the allowed one has a path, under
 * that path. Escaped slashes never match a path, since servers differ in what they make of them.
 */
export function isAllowed(url: URL, allowed: readonly string[]): boolean {
  return allowed.some((text) => {
    const scope = URL.parse(text);
    if (scope === null || scope.origin !== url.origin) return false;
    if (scope.pathname === "/") return true;
    return url.pathname.startsWith(scope.pathname) && !/%2f|%5c/i.test(url.pathname);
  });
}
