import type { Scope } from "../../lib/api/scopes.ts";
import { makeApiToken } from "../auth/api-token.ts";
import { DEFAULT_ORG } from "../auth/principal.ts";
import { insertApiToken, revokeApiToken } from "../store/api-tokens.ts";
import type { Store } from "../store/write.ts";

/** What a test says of its token: by default one of the default organisation that may read and write for ever. */
export interface TokenOptions {
  scopes?: Scope[];
  /** Made if there is none of this id. */
  org?: string;
  name?: string;
  /** ISO text; may be in the past. */
  expiresAt?: string | null;
  revoked?: boolean;
}

/** Makes an API token in a store and returns it, to be sent as a bearer token or however else. */
export async function makeToken({ db }: Store, options: TokenOptions = {}): Promise<string> {
  const { scopes = ["services:read", "services:write"], org = DEFAULT_ORG, name = "Test", expiresAt = null } = options;
  const { id, token, hash } = makeApiToken();
  await db
    .insertInto("org")
    .values({ id: org, name: org })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await insertApiToken(db, { id, org, hash, name, scopes, expiresAt, createdBy: "Tests", createdById: "tests" });
  if (options.revoked) await revokeApiToken(db, { org, id, by: "Tests" });
  return token;
}
