import { pino } from "pino";
import { expect, it } from "vitest";
import { SCOPES } from "../../lib/api/scopes.ts";
import { Store } from "../store/write.ts";
import { describeOnBothDatabases, describeOnServer } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { makeToken } from "../testing/make-token.ts";
import { idOfToken } from "./api-token.ts";
import { createTokenAuthentication } from "./token-authentication.ts";

const ENVIRONMENT_TOKEN = "a-token-of-the-tests";
const log = pino({ level: "silent" });

describeOnBothDatabases("tokens", (database) => {
  const store = () => new Store(database().db);
  const authenticate = (environmentToken: string | undefined = ENVIRONMENT_TOKEN) =>
    createTokenAuthentication({ db: database().db, environmentToken, log });

  async function lastUse(token: string): Promise<number | null> {
    const query = database()
      .db.selectFrom("apiToken")
      .select("lastUsedAt")
      .where("id", "=", idOfToken(token) ?? "");
    const { lastUsedAt } = await query.executeTakeFirstOrThrow();
    return lastUsedAt === null ? null : Date.parse(lastUsedAt);
  }

  async function setLastUse(token: string, at: number): Promise<void> {
    const values = { lastUsedAt: new Date(at).toISOString() };
    await database()
      .db.updateTable("apiToken")
      .set(values)
      .where("id", "=", idOfToken(token) ?? "")
      .execute();
  }

  it("knows the environment's token, which may do everything", async () => {
    expect(await authenticate()(ENVIRONMENT_TOKEN)).toEqual({
      kind: "token",
      id: "environment",
      name: "API token",
      org: "default",
      scopes: SCOPES,
    });
    const withoutOne = createTokenAuthentication({ db: database().db, environmentToken: undefined, log });
    for (const token of [ENVIRONMENT_TOKEN, "", "undefined"]) expect(await withoutOne(token)).toBeNull();
  });

  it("knows whose a token is and what it may do; one that writes may read", async () => {
    const reader = await makeToken(store(), { name: "Wall screen", scopes: ["services:read"], org: "acme" });
    const id = idOfToken(reader);
    const principal = { kind: "token", id, name: "Wall screen", org: "acme", scopes: ["services:read"] };
    expect(await authenticate()(reader)).toEqual(principal);
    const writer = await makeToken(store(), { scopes: ["services:write"] });
    expect(await authenticate()(writer)).toMatchObject({ org: "default", scopes: SCOPES });
  });

  it("refuses what has expired, was revoked or is not quite a token", async () => {
    const future = new Date(Date.now() + 3_600_000).toISOString();
    const past = new Date(Date.now() - 1000).toISOString();
    expect(await authenticate()(await makeToken(store(), { expiresAt: future }))).not.toBeNull();
    expect(await authenticate()(await makeToken(store(), { expiresAt: past }))).toBeNull();
    expect(await authenticate()(await makeToken(store(), { revoked: true }))).toBeNull();
    const token = await makeToken(store());
    const [another] = [await makeToken(store())];
    const mixed = `${token.slice(0, 20)}${another.slice(20)}`;
    for (const wrong of ["", "wf_", token.slice(0, 19), token.slice(0, -1), `${token} `, mixed, `${token}\0`]) {
      expect(await authenticate()(wrong), wrong).toBeNull();
    }
  });

  it("keeps no token readable in the database", async () => {
    const token = await makeToken(store());
    const { rows } = await database().plainPool.query("select * from api_token");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token.slice(20));
  });

  it("notes the last use of a token, and not that of one that is refused", async () => {
    const [used, expired] = [
      await makeToken(store()),
      await makeToken(store(), { expiresAt: new Date(0).toISOString() }),
    ];
    const before = Date.now();
    expect(await authenticate()(expired)).toBeNull();
    expect(await authenticate()(used)).not.toBeNull();
    const at = await eventually("the use is noted", () => lastUse(used));
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    expect(await lastUse(expired)).toBeNull();
  });

  it("notes a use at most once a minute, whichever node it comes to", async () => {
    const [recent, old, probe] = [await makeToken(store()), await makeToken(store()), await makeToken(store())];
    const halfAMinuteAgo = Date.now() - 30_000;
    await setLastUse(recent, halfAMinuteAgo);
    await setLastUse(old, Date.now() - 61_000);
    const oneNode = authenticate();
    for (const token of [recent, old, probe]) await oneNode(token);
    const noted = await eventually("a use of more than a minute ago is noted anew", async () => {
      const at = await lastUse(old);
      return at !== null && at > halfAMinuteAgo ? at : null;
    });
    await eventually("the last of the three is noted", () => lastUse(probe));
    expect(await lastUse(recent)).toBe(halfAMinuteAgo);

    const anotherNode = authenticate();
    const later = await makeToken(store());
    for (const token of [old, later]) await anotherNode(token);
    await eventually("the other node notes uses", () => lastUse(later));
    expect(await lastUse(old)).toBe(noted);
  });
});

describeOnServer("tokens in a busy database", (database) => {
  it("lets a request in although its use cannot be noted yet", async () => {
    const store = new Store(database().db);
    const token = await makeToken(store);
    const authenticate = createTokenAuthentication({ db: database().db, environmentToken: undefined, log });
    const lock = await database().plainPool.connect();
    await lock.query("begin");
    await lock.query("select 1 from api_token for update");
    try {
      expect(await authenticate(token)).toMatchObject({ kind: "token" });
      expect(await authenticate(token)).toMatchObject({ kind: "token" });
      const { rows } = await lock.query("select last_used_at from api_token");
      expect(rows).toEqual([{ last_used_at: null }]);
    } finally {
      await lock.query("commit");
      lock.release();
    }
    await eventually("the use is noted", async () => {
      const { rows } = await database().plainPool.query("select last_used_at from api_token");
      return rows[0].last_used_at;
    });
  });
});
