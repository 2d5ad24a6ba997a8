import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import { Store } from "../store/write.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { makeToken } from "../testing/make-token.ts";
import { type Authentication, createAuthentication } from "./authentication.ts";
import type { Principal } from "./principal.ts";
import { readOrMakeSecret } from "./secret.ts";
import { createTokenAuthentication } from "./token-authentication.ts";

const TOKEN = "a-token-of-the-tests";
const ORIGIN = "http://localhost:3000";

let addresses = 0;

/** Attempts are limited by address, and the limits are those of the process. */
function newAddress(): string {
  addresses += 1;
  return `192.0.2.${addresses}`;
}

describeOnBothDatabases("authentication", (database) => {
  let auth: Authentication;
  beforeAll(() => {
    auth = make(undefined);
  });

  function make(publicUrl: string | undefined, tokens?: Authentication["authenticateToken"]): Authentication {
    const log = pino({ level: "silent" });
    const { db, plainPool: pool } = database();
    const authenticateToken = tokens ?? createTokenAuthentication({ db, environmentToken: TOKEN, log });
    return createAuthentication({ pool, secret: "s".repeat(32), authenticateToken, publicUrl, log });
  }

  async function newToken(): Promise<string> {
    const { url } = await auth.createSignInLink(ORIGIN);
    return new URL(url).searchParams.get("token") ?? "";
  }

  async function signIn(): Promise<Headers> {
    const headers = new Headers({ "x-client-address": newAddress() });
    const { outcome, cookies } = await auth.signIn(await newToken(), headers);
    expect(outcome).toBe("done");
    return new Headers({ cookie: cookies.map((cookie) => cookie.replace(/;.*$/, "")).join("; ") });
  }

  it("knows nobody at first, and the operator once the link was used", async () => {
    expect(await auth.hasPeople()).toBe(false);
    const link = await auth.createSignInLink(ORIGIN);
    expect(link.url).toMatch(/^http:\/\/localhost:3000\/sign-in\?token=\w{32}$/);
    expect(await auth.hasPeople()).toBe(false);

    const token = new URL(link.url).searchParams.get("token") ?? "";
    const { cookies } = await auth.signIn(token, new Headers());
    expect(cookies).toEqual([expect.stringMatching(/^watchfloor\.session_token=.+; HttpOnly; SameSite=Lax$/)]);
    expect(await auth.hasPeople()).toBe(true);
  });

  it("takes a link once, also when two browsers race for it", async () => {
    const token = await newToken();
    const changes = await Promise.all([auth.signIn(token, new Headers()), auth.signIn(token, new Headers())]);
    expect(changes.map((change) => change.outcome).sort()).toEqual(["done", "invalid"]);
    expect(await auth.signIn(token, new Headers())).toEqual({ outcome: "invalid", cookies: [] });
  });

  it("does not take a link that is too old", async () => {
    const token = await newToken();
    await database().plainPool.query(`update "verification" set "expiresAt" = now() - interval '1 second'`);
    expect((await auth.signIn(token, new Headers())).outcome).toBe("invalid");
  });

  it("keeps no link readable in the database", async () => {
    const token = await newToken();
    const { rows } = await database().plainPool.query(`select * from "verification"`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("limits how often links are tried from one address", async () => {
    const headers = new Headers({ "x-client-address": newAddress() });
    const outcomes = new Set<string>();
    for (let attempt = 0; attempt < 30; attempt += 1) outcomes.add((await auth.signIn("guess", headers)).outcome);
    expect([...outcomes]).toEqual(["invalid", "too-many"]);
    expect((await auth.signIn("guess", new Headers({ "x-client-address": newAddress() }))).outcome).toBe("invalid");
  });

  it("knows the person of a session until it is signed out", async () => {
    const headers = await signIn();
    expect(await auth.authenticate(headers)).toMatchObject({ kind: "person", name: "Operator", org: "default" });
    expect((await auth.signOut(headers)).outcome).toBe("done");
    expect(await auth.authenticate(headers)).toBeNull();
  });

  it("does not know a session that has expired, or whose cookie was changed", async () => {
    const headers = await signIn();
    const cookie = headers.get("cookie") ?? "";
    expect(await auth.authenticate(new Headers({ cookie: cookie.replace(/=.{4}/, "=AAAA") }))).toBeNull();
    await database().plainPool.query(`update "session" set "expiresAt" = now() - interval '1 second'`);
    expect(await auth.authenticate(headers)).toBeNull();
  });

  it("prolongs a session in use, where the answer can carry the cookie", async () => {
    const headers = await signIn();
    expect((await auth.authenticateAndRenew(headers))?.cookies).toEqual([]);
    await database().plainPool.query(`update "session" set "expiresAt" = "expiresAt" - interval '2 days'`);
    expect(await auth.authenticate(headers)).not.toBeNull();
    expect((await auth.authenticateAndRenew(headers))?.cookies).toEqual([
      expect.stringContaining("watchfloor.session_token="),
    ]);
  });

  it("knows the bearer of the token, and takes no other for it", async () => {
    const bearer = (value: string) => new Headers({ authorization: value });
    expect(await auth.authenticate(bearer(`Bearer ${TOKEN}`))).toMatchObject({ kind: "token", org: "default" });
    for (const wrong of ["Bearer x", `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN, "Bearer", ""]) {
      expect(await auth.authenticate(bearer(wrong)), wrong).toBeNull();
    }
  });

  it("takes a token that was made like the environment's, wherever it comes from", async () => {
    const token = await makeToken(new Store(database().db), { org: "acme", scopes: ["services:read"] });
    const principal = { kind: "token", org: "acme", scopes: ["services:read"] };
    expect(await auth.authenticate(new Headers({ authorization: `Bearer ${token}` }))).toMatchObject(principal);
    expect(await auth.authenticateToken(token)).toMatchObject(principal);
    expect(await auth.authenticateToken(TOKEN)).toMatchObject({ id: "environment" });
    expect(await auth.authenticateToken("none")).toBeNull();
  });

  it("does not fall back to the session when a wrong token is sent", async () => {
    const headers = await signIn();
    headers.set("authorization", "Bearer wrong");
    expect(await auth.authenticate(headers)).toBeNull();
  });

  it("marks cookies secure behind an https address", async () => {
    const { cookies } = await make("https://jobs.example.com").signIn(await newToken(), new Headers());
    expect(cookies[0]).toMatch(/^__Secure-watchfloor\.session_token=.+Secure/);
  });

  it("lets a socket in from our own pages only", async () => {
    const cookie = (await signIn()).get("cookie") ?? "";
    const handshake = (headers: Record<string, string>) => {
      const request = new IncomingMessage(new Socket());
      Object.assign(request.headers, { host: "localhost:3000", ...headers });
      return auth.authenticateUpgrade(request);
    };
    expect(await handshake({ cookie, origin: ORIGIN })).toMatchObject({ kind: "person" });
    expect(await handshake({ cookie, origin: "https://evil.example" })).toBeNull();
    expect(await handshake({ origin: ORIGIN })).toBeNull();
    expect(await handshake({ authorization: `Bearer ${TOKEN}` })).toMatchObject({ kind: "token" });
  });

  it("lets no socket in whose token may not read, or was revoked", async () => {
    const request = new IncomingMessage(new Socket());
    const store = new Store(database().db);
    const handshake = (token: string) => {
      Object.assign(request.headers, { host: "localhost:3000", authorization: `Bearer ${token}` });
      return auth.authenticateUpgrade(request);
    };
    expect(await handshake(await makeToken(store, { scopes: ["services:read"] }))).toMatchObject({ kind: "token" });
    expect(await handshake(await makeToken(store, { revoked: true }))).toBeNull();
    const blind: Principal = { kind: "token", id: "blind", name: "Blind", org: "default", scopes: [] };
    const withoutRights = make(undefined, async () => blind);
    expect(await withoutRights.authenticate(new Headers({ authorization: "Bearer x" }))).toEqual(blind);
    expect(await withoutRights.authenticateUpgrade(request)).toBeNull();
  });
});

describe("readOrMakeSecret", () => {
  it("makes one for its owner only, and keeps it", () => {
    const folder = mkdtempSync(join(tmpdir(), "wf-secret-"));
    try {
      const dataDir = join(folder, "data");
      const secret = readOrMakeSecret(dataDir);
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(readOrMakeSecret(dataDir)).toBe(secret);
      expect(readFileSync(join(dataDir, "secret"), "utf8").trim()).toBe(secret);
      const key = readOrMakeSecret(dataDir, "encryption-key");
      expect(key).not.toBe(secret);
      expect(readOrMakeSecret(dataDir, "encryption-key")).toBe(key);
      for (const file of ["secret", "encryption-key"]) {
        expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
