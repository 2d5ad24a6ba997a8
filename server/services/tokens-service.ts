import type { Scope } from "../../lib/api/scopes.ts";
import type { ApiToken, NewApiToken, Page } from "../../lib/api/types.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import { makeApiToken, tokenPrefix } from "../auth/api-token.ts";
import { type Principal, requirePerson } from "../auth/principal.ts";
import { badRequest, conflict, notFound } from "../errors.ts";
import {
  countUsableApiTokens,
  insertApiToken,
  listApiTokens,
  revokeApiToken,
  type StoredApiToken,
} from "../store/api-tokens.ts";
import { readRevision } from "../store/changes.ts";
import type { Store } from "../store/write.ts";
import { isPossibleId } from "./find-job.ts";

/** The most usable tokens that an organisation may have, and how many a list has with those that no longer are. */
const MAX_TOKENS = 200;
const MAX_LISTED = 500;

const LONGEST_LIFETIME_MS = 3653 * 86_400_000;

/** The organisation's API tokens. Only people may look at them: a token could otherwise outlive its own revocation. */
export class TokensService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Those that can be used, then those that expired or were revoked, each the newest first, on one page. */
  async list(principal: Principal): Promise<Page<ApiToken>> {
    requirePerson(principal);
    const { db } = this.#store;
    const revision = await readRevision(db);
    const stored = await listApiTokens(db, principal.org, MAX_LISTED);
    return { items: stored.map(toApiToken), nextCursor: null, revision };
  }

  /**
   * Makes a token of the principal's organisation. One that may write may read as well.
   * @throws AppError FORBIDDEN for tokens; BAD_REQUEST at `expiresAt`; CONFLICT when there are too many
   */
  async create(
    principal: Principal,
    { name, scopes, expiresAt }: { name: string; scopes: Scope[]; expiresAt: Instant | null },
  ): Promise<NewApiToken> {
    requirePerson(principal);
    requireSensibleEnd(expiresAt);
    const { org } = principal;
    const { id, token: secret, hash } = makeApiToken();
    const stored = await this.#store.write(async ({ db }) => {
      if ((await countUsableApiTokens(db, org)) >= MAX_TOKENS) {
        throw conflict(`There are ${MAX_TOKENS} API tokens, which is as many as there may be. Revoke one first.`);
      }
      const made = { createdBy: principal.name, createdById: principal.id };
      return await insertApiToken(db, { id, org, hash, name, scopes, expiresAt, ...made });
    });
    return { token: toApiToken(stored), secret };
  }

  /** Ends a token's use; it stays in the list. @throws AppError FORBIDDEN for tokens; NOT_FOUND */
  async revoke(principal: Principal, id: string): Promise<void> {
    requirePerson(principal);
    const { org, name: by } = principal;
    const revoked = isPossibleId(id) && (await revokeApiToken(this.#store.db, { org, id, by }));
    if (!revoked) throw notFound("This API token");
  }
}

function requireSensibleEnd(expiresAt: Instant | null): void {
  if (expiresAt === null) return;
  const lifetime = Date.parse(expiresAt) - Date.now();
  if (lifetime <= 0) throw badRequest("expiresAt", "must be in the future");
  if (lifetime > LONGEST_LIFETIME_MS) {
    throw badRequest("expiresAt", "must be within ten years, or null for a token that never expires");
  }
}

function toApiToken(stored: StoredApiToken): ApiToken {
  return { ...stored, prefix: tokenPrefix(stored.id) };
}
