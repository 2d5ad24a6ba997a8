import { describe, expect, it } from "vitest";
import type { ApiToken, NewApiToken, Page, SavedView } from "../../lib/api/types.ts";
import { makeToken } from "../testing/make-token.ts";
import { startApiServer } from "./api-server.ts";

const server = startApiServer();
const DAY_MS = 86_400_000;

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function create(given: object = {}) {
  const json = { name: "Nightly build", scopes: ["services:read"], expiresAt: inDays(30), ...given };
  return await server().call<NewApiToken>("/api/tokens", { json, as: "person" });
}

async function list(): Promise<ApiToken[]> {
  return (await server().call<Page<ApiToken>>("/api/tokens", { as: "person" })).body.items;
}

describe("POST /api/tokens", () => {
  it("answers a token that works at once, and is told this once", async () => {
    const expiresAt = inDays(30);
    const { status, body } = await create({ expiresAt });
    expect(status).toBe(201);
    expect(body).toEqual({
      secret: expect.stringMatching(/^wf_[0-9a-f]{16}_[0-9a-f]{40}$/),
      token: {
        id: body.token.id,
        name: "Nightly build",
        prefix: body.secret.slice(0, 19),
        scopes: ["services:read"],
        createdBy: "Operator",
        createdAt: expect.any(String),
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      },
    });
    expect((await server().call("/api/summary", { as: { token: body.secret } })).status).toBe(200);
    const listed = await list();
    expect(listed[0]).toMatchObject({ id: body.token.id, name: "Nightly build" });
    expect(JSON.stringify(listed)).not.toContain(body.secret.slice(20));
  });

  it("gives the right to read with that to write, and each scope once", async () => {
    const { body } = await create({ scopes: ["services:write"], expiresAt: null });
    expect(body.token).toMatchObject({ scopes: ["services:read", "services:write"], expiresAt: null });
    const view = await server().call<{ view: SavedView }>("/api/views", {
      json: { name: "Of a token", q: "" },
      as: { token: body.secret },
    });
    expect(view.body.view.owner).toBe("Nightly build");
    const twice = await create({ scopes: ["services:read", "services:read"] });
    expect(twice.body.token.scopes).toEqual(["services:read"]);
  });

  it.each([
    ["name", { name: undefined }],
    ["name", { name: " " }],
    ["name", { name: "x".repeat(81) }],
    ["name", { name: "a\u202eb" }],
    ["name", { name: "a\nb" }],
    ["scopes", { scopes: undefined }],
    ["scopes", { scopes: [] }],
    ["scopes", { scopes: "services:read" }],
    ["scopes.0", { scopes: ["services:all"] }],
    ["expiresAt", { expiresAt: undefined }],
    ["expiresAt", { expiresAt: "tomorrow" }],
    ["expiresAt", { expiresAt: "2027-02-30T00:00:00Z" }],
    ["expiresAt", { expiresAt: 30 }],
    ["expiresAt", { expiresAt: inDays(-1) }],
    ["expiresAt", { expiresAt: inDays(3660) }],
    ["expiresAt", { expiresAt: "9999-12-31T23:59:59-14:00" }],
    ["days", { days: 30 }],
  ])("names the field that cannot be: %s %j", async (field, given) => {
    const answer = await server().call("/api/tokens", {
      json: { name: "x", scopes: ["services:read"], expiresAt: null, ...given },
      as: "person",
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
    expect(answer.body.error.message).toMatch(new RegExp(`^${field}: (must|may|is not known)`));
  });

  it("takes a time with any offset, and answers it in UTC", async () => {
    const { body } = await create({ expiresAt: `${inDays(10).slice(0, 10)}T02:00:00+02:00` });
    expect(body.token.expiresAt).toBe(`${inDays(10).slice(0, 10)}T00:00:00.000Z`);
  });
});

describe("DELETE /api/tokens/{id}", () => {
  it("ends a token's use at once and keeps it in the list, with who did it", async () => {
    const { body } = await create();
    const path = `/api/tokens/${body.token.id}`;
    const revoked = await server().call(path, { method: "DELETE", as: "person" });
    expect([revoked.status, revoked.body]).toEqual([204, undefined]);
    expect((await server().call("/api/summary", { as: { token: body.secret } })).status).toBe(401);
    const kept = (await list()).find(({ id }) => id === body.token.id);
    expect(kept).toMatchObject({ revokedAt: expect.any(String), revokedBy: "Operator" });

    expect((await server().call(path, { method: "DELETE", as: "person" })).status).toBe(204);
    expect((await list()).find(({ id }) => id === body.token.id)).toEqual(kept);
  });

  it.each(["none", "1".repeat(16), "%20", "x".repeat(300)])("knows no token of the id %s", async (id) => {
    const answer = await server().call(`/api/tokens/${id}`, { method: "DELETE", as: "person" });
    expect([answer.status, answer.body.error.code]).toEqual([404, "NOT_FOUND"]);
  });

  it("reaches no token of another organisation", async () => {
    const token = await makeToken(server().app.store, { org: "acme" });
    const answer = await server().call(`/api/tokens/${token.slice(3, 19)}`, { method: "DELETE", as: "person" });
    expect(answer.status).toBe(404);
    expect((await server().call("/api/summary", { as: { token } })).status).toBe(200);
    expect((await list()).some(({ id }) => token.includes(id))).toBe(false);
  });
});

describe("API tokens", () => {
  it("cannot make, list or revoke tokens, not even the environment's", async () => {
    const { body } = await create({ scopes: ["services:write"] });
    for (const as of ["token", { token: body.secret }] as const) {
      const json = { name: "Another", scopes: ["services:read"], expiresAt: null };
      const answers = [
        await server().call("/api/tokens", { as }),
        await server().call("/api/tokens", { json, as }),
        await server().call(`/api/tokens/${body.token.id}`, { method: "DELETE", as }),
      ];
      for (const answer of answers) {
        expect([answer.status, answer.body.error.code]).toEqual([403, "FORBIDDEN"]);
        expect(answer.body.error.message).toContain("Sign in");
      }
    }
    expect((await server().call("/api/summary", { as: { token: body.secret } })).status).toBe(200);
  });

  it("are listed with those that can be used first, the newest before the others", async () => {
    const { store } = server().app;
    await makeToken(store, { name: "Expired", expiresAt: new Date(0).toISOString() });
    await makeToken(store, { name: "Revoked", revoked: true });
    await makeToken(store, { name: "Used" });
    const names = (await list()).map(({ name }) => name);
    expect(names[0]).toBe("Used");
    expect(names.indexOf("Revoked")).toBeGreaterThan(names.lastIndexOf("Used"));
    expect(names.indexOf("Expired")).toBe(names.indexOf("Revoked") + 1);
    expect(names.lastIndexOf("Nightly build")).toBeGreaterThan(names.indexOf("Expired"));
  });

  it("are at most 200 that can be used", async () => {
    const { store } = server().app;
    const usable = (await list()).filter(({ revokedAt, expiresAt }) => !revokedAt && (expiresAt ?? "9") > inDays(0));
    for (let count = usable.length; count < 200; count += 1) await makeToken(store);
    const answer = await server().call("/api/tokens", {
      json: { name: "One more", scopes: ["services:read"], expiresAt: null },
      as: "person",
    });
    expect([answer.status, answer.body.error.code]).toEqual([409, "CONFLICT"]);
    expect(answer.body.error.message).toContain("Revoke one first");
  });
});
