import type { Scope } from "../../lib/api/scopes.ts";
import type { ApiToken } from "../../lib/api/types.ts";
import type { Instant } from "../../lib/jobs/model.ts";

const DAY_MS = 86_400_000;
/** From so long before its end on, a token is said to expire soon. */
const SOON_MS = 7 * DAY_MS;

/** The two kinds of token that the form makes. */
export const RIGHTS = ["read", "write"] as const;
export type Rights = (typeof RIGHTS)[number];

export const SCOPES_OF: Record<Rights, Scope[]> = {
  read: ["services:read"],
  write: ["services:read", "services:write"],
};

/** What a token may do, in words. */
export function rightsInWords(scopes: readonly Scope[]): string {
  return scopes.includes("services:write") ? "Read and write" : "Read only";
}

/** How long a token is to live: so many days, to the end of a day that is chosen, or for ever. */
export const LIFETIMES = ["30", "90", "365", "date", "never"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

export const LIFETIME_WORDS: Record<Lifetime, string> = {
  "30": "30 days",
  "90": "90 days",
  "365": "365 days",
  date: "Until a date…",
  never: "Never expires",
};

/**
 * When a token of this lifetime expires; null for never, undefined while no date is chosen.
 * @param date of the reader's own zone, as `2027-01-31`
 */
export function expiryOf(lifetime: Lifetime, date: string, now: number): Instant | null | undefined {
  if (lifetime === "never") return null;
  if (lifetime !== "date") return new Date(now + Number(lifetime) * DAY_MS).toISOString();
  const end = new Date(`${date}T23:59:59.999`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}

/** The day of the reader's own zone, as `2027-01-31`. */
export function dayOf(instant: number): string {
  const date = new Date(instant);
  const part = (value: number, digits: number) => String(value).padStart(digits, "0");
  return `${part(date.getFullYear(), 4)}-${part(date.getMonth() + 1, 2)}-${part(date.getDate(), 2)}`;
}

export type TokenState = "usable" | "expiring" | "expired" | "revoked";

/** What can be done with a token now. */
export function stateOfToken({ revokedAt, expiresAt }: ApiToken, now: number): TokenState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt === null) return "usable";
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return "expired";
  return left < SOON_MS ? "expiring" : "usable";
}

export function isUsable(token: ApiToken, now: number): boolean {
  const state = stateOfToken(token, now);
  return state === "usable" || state === "expiring";
}
