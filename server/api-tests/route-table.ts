import { globSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { NextRoute } from "../http/route.ts";

const APP = fileURLToPath(new URL("../../app/", import.meta.url));

/** One address of the API with what its route file exports. */
export interface RouteEntry {
  /** As the folders are named: `/api/jobs/[source]/[id]`. */
  pattern: string;
  /** Whether it is of another vendor's API. */
  isDialect: boolean;
  handlers: Record<string, NextRoute>;
}

/** Where other vendors' APIs have their addresses. */
const DIALECTS = /^(v2|services|api\/v1)\//;

/** Every route file of the APIs, as Next finds them. */
export async function loadRoutes(): Promise<RouteEntry[]> {
  const files = globSync(["api/**/route.ts", "services/**/route.ts", "v2/**/route.ts"], { cwd: APP });
  const entries = files.map(async (file) => ({
    pattern: `/${file.replaceAll("\\", "/").replace(/\/route\.ts$/, "")}`,
    isDialect: DIALECTS.test(file.replaceAll("\\", "/")),
    handlers: await import(/* @vite-ignore */ pathToFileURL(`${APP}${file}`).href),
  }));
  return await Promise.all(entries);
}

/** Those that need no credentials. */
export const OPEN_ROUTES = ["/api/[[...rest]]", "/api/auth/sign-in", "/api/auth/sign-out"];

/** The methods that are served at an address, beside what every one answers to OPTIONS. */
export async function methodsOf({ handlers }: RouteEntry): Promise<string[]> {
  const answer = await handlers.OPTIONS?.(new Request("http://localhost/"), { params: Promise.resolve({}) });
  const allowed = answer?.headers.get("allow")?.split(", ") ?? [];
  return allowed.filter((method) => method !== "OPTIONS");
}

/** Whether a method may change something. */
export function isUnsafe(method: string): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** A path that the address fits, where there is nothing. */
export function pathOf({ pattern }: RouteEntry): string {
  return pattern.replaceAll(/\[[^\]]+\]/g, "1");
}

export interface Match {
  entry: RouteEntry;
  params: Record<string, string | string[]>;
}

/**
 * The route of a path by Next's rule: segment by segment a fixed name wins over `[name]`, and that over the rest. None for a path that
 * cannot be decoded: the gateway refuses it.
 */
export function matchRoute(routes: readonly RouteEntry[], path: string): Match | undefined {
  if (!isDecodable(path)) return undefined;
  const segments = path.split("/").slice(1);
  const matches = routes.flatMap((entry) => {
    const params = paramsOf(entry.pattern, segments);
    return params === undefined ? [] : [{ entry, params }];
  });
  return matches.sort((one, other) => (rank(one.entry.pattern) < rank(other.entry.pattern) ? -1 : 1))[0];
}

/** The parameters of a path that a pattern fits. `[...rest]` takes all that is left, `[[...rest]]` also nothing. */
function paramsOf(pattern: string, segments: readonly string[]): Match["params"] | undefined {
  const params: Match["params"] = {};
  const parts = pattern.split("/").slice(1);
  for (const [place, part] of parts.entries()) {
    const segment = segments[place];
    const rest = { ...params, rest: segments.slice(place).map(decodeURIComponent) };
    if (part === "[[...rest]]") return rest;
    if (segment === undefined) return undefined;
    if (part === "[...rest]") return rest;
    const name = /^\[([a-z]+)\]$/.exec(part)?.[1];
    if (name !== undefined) params[name] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return parts.length === segments.length ? params : undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function rank(pattern: string): string {
  return pattern
    .split("/")
    .map((part) => (part.includes("...") ? "2" : part.startsWith("[") ? "1" : "0"))
    .join("");
}
