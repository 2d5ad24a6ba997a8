import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { SCOPES } from "../../lib/api/scopes.ts";
import type { Database } from "../db/schema.ts";
import { findApiToken, noteApiTokenUse } from "../store/api-tokens.ts";
import { hashOf, idOfToken, isTokenOf } from "./api-token.ts";
import { DEFAULT_ORG, type Principal } from "./principal.ts";

/** How often the use of a token is written down. */
const NOTE_EVERY_MS = 60_000;

export interface TokenSettings {
  db: Kysely<Database>;
  /** The token of the environment, which has every right; undefined when there is none. */
  environmentToken: string | undefined;
  log: Logger;
}

/**
 * Tells whose an API token is: the environment's, or one that was made and has neither expired nor been revoked. That a
 * token is in use is noted at most once a minute, while the request goes on.
 */
export function createTokenAuthentication(settings: TokenSettings): (token: string) => Promise<Principal | null> {
  const { db, environmentToken, log } = settings;
  const environmentHash = environmentToken === undefined ? undefined : hashOf(environmentToken);
  const notedAt = new Map<string, number>();

  function noteUse(id: string, now: number): void {
    const last = notedAt.get(id);
    if (last !== undefined && now - last < NOTE_EVERY_MS) return;
    notedAt.set(id, now);
    const at = new Date(now);
    noteApiTokenUse(db, id, { at, unlessAfter: new Date(now - NOTE_EVERY_MS) }).catch((error: unknown) =>
      log.warn({ err: error, token: id }, "Could not note that an API token is in use"),
    );
  }

  return async (token) => {
    if (environmentHash !== undefined && isTokenOf(token, environmentHash)) {
      return { kind: "token", id: "environment", name: "API token", org: DEFAULT_ORG, scopes: SCOPES };
    }
    const id = idOfToken(token);
    const kept = id === undefined ? undefined : await findApiToken(db, id);
    if (kept === undefined || !isTokenOf(token, kept.hash)) return null;
    const now = Date.now();
    if (kept.revokedAt !== null || (kept.expiresAt !== null && Date.parse(kept.expiresAt) <= now)) return null;
    noteUse(kept.id, now);
    return { kind: "token", id: kept.id, name: kept.name, org: kept.org, scopes: kept.scopes };
  };
}
