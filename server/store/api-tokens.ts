import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import { withImpliedScopes } from "../../lib/api/scopes.ts";
import type { ApiToken } from "../../lib/api/types.ts";
import type { Database } from "../db/schema.ts";

/** An API token as it is stored, without its hash. */
export type StoredApiToken = Omit<ApiToken, "prefix">;

/** What a token has from the beginning. */
export type ApiTokenContent = Pick<StoredApiToken, "id" | "name" | "scopes" | "createdBy" | "expiresAt"> & {
  org: string;
  hash: string;
  createdById: string;
};

const TOKEN_COLUMNS = [
  "id",
  "name",
  "scopes",
  "createdBy",
  "createdAt",
  "expiresAt",
  "lastUsedAt",
  "revokedAt",
  "revokedBy",
] as const;

/** The token of an id in whatever organisation, also when it can no longer be used. */
export async function findApiToken(
  db: Kysely<Database>,
  id: string,
): Promise<(StoredApiToken & { org: string; hash: string }) | undefined> {
  return await db
    .selectFrom("apiToken")
    .select([...TOKEN_COLUMNS, "org", "hash"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The organisation's tokens, those that can be used before the others, the newest first, at most `limit`. */
export async function listApiTokens(db: Kysely<Database>, org: string, limit: number): Promise<StoredApiToken[]> {
  return await db
    .selectFrom("apiToken")
    .select(TOKEN_COLUMNS)
    .where("org", "=", org)
    .orderBy(isUsable, "desc")
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** How many tokens of the organisation can be used. */
export async function countUsableApiTokens(db: Kysely<Database>, org: string): Promise<number> {
  const { count } = await db
    .selectFrom("apiToken")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .where(isUsable)
    .executeTakeFirstOrThrow();
  return count;
}

/** Stores a new token. One that may write may read as well. */
export async function insertApiToken(db: Kysely<Database>, token: ApiTokenContent): Promise<StoredApiToken> {
  return await db
    .insertInto("apiToken")
    .values({ ...token, scopes: withImpliedScopes(token.scopes), createdAt: new Date().toISOString() })
    .returning(TOKEN_COLUMNS)
    .executeTakeFirstOrThrow();
}

/** Revokes a token; one that was revoked before stays as it is. False when the organisation has no such token. */
export async function revokeApiToken(
  db: Kysely<Database>,
  { org, id, by }: { org: string; id: string; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("apiToken")
    .set((eb) => ({
      revokedAt: eb.fn.coalesce("revokedAt", eb.val(new Date().toISOString())),
      revokedBy: eb.fn.coalesce("revokedBy", eb.val(by)),
    }))
    .where("org", "=", org)
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that a token was used at `at`, unless it was after `unlessAfter`: another node has noted that. */
export async function noteApiTokenUse(
  db: Kysely<Database>,
  id: string,
  { at, unlessAfter }: { at: Date; unlessAfter: Date },
): Promise<void> {
  await db
    .updateTable("apiToken")
    .set({ lastUsedAt: at.toISOString() })
    .where("id", "=", id)
    .where((eb) => eb.or([eb("lastUsedAt", "is", null), eb("lastUsedAt", "<=", unlessAfter.toISOString())]))
    .execute();
}

function isUsable(eb: ExpressionBuilder<Database, "apiToken">) {
  return eb.and([
    eb("revokedAt", "is", null),
    eb.or([eb("expiresAt", "is", null), eb("expiresAt", ">", sql<string>`now()`)]),
  ]);
}
