import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source, SourceAnswer, SourceTest } from "../../lib/api/source-types.ts";
import type { ErrorBody, Page } from "../../lib/api/types.ts";
import { NEW_HEALTH, type SourceHealth } from "../../lib/sources/health.ts";
import { SourceSecrets } from "../sources/secrets.ts";
import { getBackend, putSyncState } from "../store/source-sync.ts";
import { type ScriptedAgenty, startScriptedAgenty } from "../testing/scripted-agenty.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob } from "./seed.ts";

const KEY = "key-of-the-scripted-backend";
const server = startApiServer();
let agenty: ScriptedAgenty;

beforeAll(async () => {
  agenty = await startScriptedAgenty(KEY, 42);
});
afterAll(async () => agenty.close());

// Paused from the start, where it is of no interest that it is read.
async function create(given: object = {}): Promise<Source> {
  const settings = { address: agenty.address };
  const json = { kind: "agenty", name: "Agenty", settings, key: KEY, ...given };
  const { status, body } = await server().call<SourceAnswer>("/api/sources", { json, as: "person" });
  expect(status, JSON.stringify(body)).toBe(201);
  const path = `/api/sources/${body.source.id}/pause`;
  return (await server().call<SourceAnswer>(path, { method: "POST", as: "person" })).body.source;
}

async function list(): Promise<Source[]> {
  return (await server().call<Page<Source>>("/api/sources")).body.items;
}

async function find(id: string): Promise<Source | undefined> {
  return (await list()).find((source) => source.id === id);
}

function post<Body = ErrorBody>(path: string, json: unknown = {}) {
  return server().call<Body>(path, { method: "POST", json, as: "person" });
}

describe("GET /api/sources", () => {
  it("has the built-in engine, of which nobody is asked anything", async () => {
    const [local] = await list();
    expect(local).toMatchObject({
      ...{ id: "local", kind: "local", name: "Built-in engine" },
      ...{ settings: null, key: null, condition: null, health: null },
    });
  });

  it("tells of a key only when it was set, whoever asks", async () => {
    const { id } = await create({ name: "With a key" });
    for (const as of ["token", "person"] as const) {
      const { body } = await server().call<SourceAnswer>(`/api/sources/${id}`, { as });
      expect(body.source.key).toEqual({ setAt: expect.any(String), usable: true });
      const texts = JSON.stringify([body, await list()]);
      expect(texts).not.toContain(KEY);
      expect(texts).not.toContain("secret");
    }
    const stored = await getBackend(server().app.store.db, id);
    expect(stored?.secret?.includes(KEY)).toBe(false);
  });

  it("counts jobs, and tells health as it was stored", async () => {
    const { id } = await create({ name: "Counted" });
    const { store } = server().app;
    await storeJob(store, "Completed", { source: id });
    await storeJob(store, "Executing", { source: id });
    const backend = await getBackend(store.db, id);
    if (backend === undefined) throw new Error("it is not there");
    const health: SourceHealth = { ...NEW_HEALTH, failures: 3, error: "Agenty answered 502", vanished: 4 };
    await store.write((tx) => putSyncState(tx, backend, { health, cursor: null }));
    expect(await find(id)).toMatchObject({ counts: { completed: 1, executing: 1 }, health });
  });

  it("says when a key cannot be decrypted any more", async () => {
    const { id } = await create({ name: "Of another time" });
    const secret = new SourceSecrets("what WATCHFLOOR_ENCRYPTION_KEY was before").seal(id, KEY);
    await server().app.store.db.updateTable("source").set({ secret }).where("id", "=", id).execute();
    expect((await find(id))?.key).toMatchObject({ usable: false });
    const { body } = await post<SourceTest>(`/api/sources/${id}/test`);
    expect(body).toMatchObject({ reached: null, problem: expect.stringContaining("enter it again") });
  });
});

describe("a source that a file declares", () => {
  it("is paused and read by people, and neither edited nor removed", async () => {
    const { id } = await create({ name: "Declared" });
    const { db } = server().app.store;
    await db.updateTable("source").set({ declaredIn: "watchfloor.config.json" }).where("id", "=", id).execute();
    expect(await find(id)).toMatchObject({ declaredIn: "watchfloor.config.json", paused: true });
    const json = { name: "Renamed", settings: { address: agenty.address } };
    for (const options of [{ method: "PUT", json }, { method: "DELETE" }]) {
      const { status, body } = await server().call(`/api/sources/${id}`, { ...options, as: "person" });
      expect([status, body.error.code]).toEqual([409, "CONFLICT"]);
      expect(body.error.message).toContain("declared in watchfloor.config.json: change it there");
    }
    expect((await post(`/api/sources/${id}/resume`)).status).toBe(200);
    expect((await post(`/api/sources/${id}/test`)).status).toBe(200);
    expect(await find(id)).toMatchObject({ name: "Declared", paused: false, removedAt: null });
  });
});

describe("POST /api/sources", () => {
  it("makes ids from names, none twice, and completes the settings", async () => {
    const one = await create({ name: "Agenty (Köln) №1" });
    expect(one).toMatchObject({
      ...{ id: "agenty-koln-no1", kind: "agenty", paused: true, condition: "paused", removedAt: null },
      settings: { ...{ requestsPerMinute: 120, executingEvery: 2, newestEvery: 5 }, partitions: [], jobUrl: null },
    });
    expect((await create({ name: "Agenty – Köln – №1" })).id).toBe("agenty-koln-no1-2");
    expect((await create({ name: "Local" })).id).toBe("local-2");
    expect((await create({ name: "工" })).id).toBe("agenty");
  });

  it("refuses a second one of a name", async () => {
    await create({ name: "Twice" });
    const json = { kind: "cluedin", name: "twice", settings: { address: agenty.address } };
    const { status, body } = await server().call("/api/sources", { json, as: "person" });
    expect([status, body.error.code, body.error.field]).toEqual([409, "CONFLICT", "name"]);
  });

  const address = "http://127.0.0.1:9";
  it.each([
    ["kind", { kind: "local" }],
    ["kind", { kind: undefined }],
    ["name", { name: " " }],
    ["name", { name: "a\u202eb" }],
    ["settings", { settings: undefined }],
    ["settings.address", { settings: {} }],
    ["settings.address", { settings: { address: "api.agenty.com" } }],
    ["settings.address", { settings: { address: "file:///etc/passwd" } }],
    ["settings.address", { settings: { address: "https://me:secret@api.agenty.com" } }],
    ["settings.address", { settings: { address: "https://api.agenty.com/?apikey=1" } }],
    ["settings.partitions", { settings: { address, partitions: ["books"] } }],
    ["settings.partitions", { kind: "sentimatrix", settings: { address } }],
    ["settings.partitions.0", { kind: "sentimatrix", settings: { address, partitions: [" "] } }],
    ["settings.requestsPerMinute", { settings: { address, requestsPerMinute: 0 } }],
    ["settings.requestsPerMinute", { settings: { address, requestsPerMinute: 1.5 } }],
    ["settings.newestEvery", { settings: { address, newestEvery: 0.1 } }],
    ["settings.executingEvery", { settings: { address, executingEvery: "2" } }],
    ["settings.jobUrl", { settings: { address, jobUrl: "https://jobs.example.com/" } }],
    ["settings.jobUrl", { settings: { address, jobUrl: "javascript:alert('{id}')" } }],
    ["settings.password", { settings: { address, password: "x" } }],
    ["key", { key: "" }],
    ["key", { key: "two words" }],
    ["key", { key: "ключ" }],
    ["key", { key: 5 }],
    ["secret", { secret: "x" }],
  ])("names the field that cannot be: %s %j", async (field, given) => {
    const json = { kind: "agenty", name: "Wrong", settings: { address }, ...given };
    for (const path of ["/api/sources", "/api/sources/test"]) {
      if (path.endsWith("test") && field === "name") continue;
      const { name: _, ...test } = json;
      const answer = await server().call(path, { json: path.endsWith("test") ? test : json, as: "person" });
      expect([answer.status, answer.body.error.field], answer.body.error.message).toEqual([400, field]);
      expect(answer.body.error.message).toMatch(new RegExp(`^${field}: (must|may|is not known)`));
    }
  });
});

describe("PUT /api/sources/{id}", () => {
  const put = (id: string, json: unknown) =>
    server().call<SourceAnswer>(`/api/sources/${id}`, { method: "PUT", json, as: "person" });

  it("replaces name and settings, and keeps the key", async () => {
    const { id, key } = await create({ name: "Before" });
    const settings = { address: `${agenty.address}/`, newestEvery: 30 };
    const { body } = await put(id, { name: "After", settings });
    expect(body.source).toMatchObject({
      id,
      name: "After",
      key,
      settings: { address: agenty.address, newestEvery: 30 },
    });
    const { body: test } = await post<SourceTest>(`/api/sources/${id}/test`);
    expect(test.reached).toMatchObject({ jobs: 20, total: 42 });
  });

  it("sends a stored key to no other server, and says so", async () => {
    const { id } = await create({ name: "Careful" });
    const elsewhere = await startScriptedAgenty(KEY, 1);
    const settings = { address: elsewhere.address };
    const answers = [
      await server().call(`/api/sources/${id}`, { method: "PUT", json: { name: "Careful", settings }, as: "person" }),
      await server().call(`/api/sources/${id}/test`, { json: { settings }, method: "POST", as: "person" }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.error.field]).toEqual([400, "key"]);
      expect(body.error.message).toContain("entered again");
    }
    expect(elsewhere.requests).toEqual([]);
    expect((await put(id, { name: "Careful", settings, key: KEY })).body.source.settings).toMatchObject(settings);
    expect((await put(id, { name: "Careful", settings, key: null })).body.source.key).toBeNull();
    await elsewhere.close();
  });

  it("reads another backend from its first job on, and the same one further", async () => {
    const { id } = await create({ name: "Moved" });
    const { store } = server().app;
    const write = async () => {
      const backend = await getBackend(store.db, id);
      if (backend === undefined) throw new Error("it is not there");
      const backfill = { startedAt: new Date(0).toISOString(), done: 5, total: 9, finishedAt: null };
      const health = { ...NEW_HEALTH, backfill, nextTryAt: new Date(Date.now() + 60_000).toISOString() };
      await store.write((tx) => putSyncState(tx, backend, { health, cursor: { offsets: { "": 5 }, done: [] } }));
    };
    await write();
    const same = await put(id, { name: "Moved", settings: { address: agenty.address, newestEvery: 9 } });
    expect(same.body.source.health).toMatchObject({ backfill: { done: 5 }, nextTryAt: null });
    await write();
    const moved = await put(id, { name: "Moved", settings: { address: `${agenty.address}/other` } });
    expect(moved.body.source.health).toMatchObject({ backfill: null, nextTryAt: null });
  });
});

describe("pausing, reading and removing", () => {
  it("pauses and resumes", async () => {
    const { id } = await create({ name: "Now and then" });
    const paused = await post(`/api/sources/${id}/read`);
    expect([paused.status, paused.body]).toMatchObject([
      409,
      { error: { message: expect.stringContaining("Resume") } },
    ]);
    const { body } = await post<SourceAnswer>(`/api/sources/${id}/resume`);
    expect(body.source).toMatchObject({ paused: false });
    expect((await post<SourceAnswer>(`/api/sources/${id}/read`, { afresh: true })).status).toBe(200);
    expect((await post<SourceAnswer>(`/api/sources/${id}/pause`)).body.source.condition).toBe("paused");
  });

  it("removes a source at once from what can be asked, and its key with it", async () => {
    const { id } = await create({ name: "Gone" });
    await storeJob(server().app.store, "Completed", { source: id });
    const path = `/api/sources/${id}`;
    expect((await server().call(path, { method: "DELETE", as: "person" })).status).toBe(204);
    const stored = await getBackend(server().app.store.db, id);
    expect(stored?.secret ?? null).toBeNull();
    const again = await server().call(path, { method: "DELETE", as: "person" });
    expect(again.status).toBeOneOf([404, 409]);
    // The name is free again at once, the id as soon as no job has it.
    expect((await create({ name: "Gone" })).id).toMatch(/^gone(-2)?$/);
  });

  it.each(["local", "none", "%20", "x".repeat(300)])("does nothing to %s", async (id) => {
    const status = id === "local" ? 409 : 404;
    const path = `/api/sources/${id}`;
    const calls = [
      server().call(path, { method: "PUT", json: { name: "x", settings: { address: agenty.address } }, as: "person" }),
      server().call(path, { method: "DELETE", as: "person" }),
      // The built-in engine can be tested, as any other source.
      ...["pause", "resume", "read", ...(id === "local" ? [] : ["test"])].map((verb) => post(`${path}/${verb}`)),
    ];
    for (const answer of await Promise.all(calls)) expect(answer.status).toBe(status);
  });
});

describe("testing a connection", () => {
  const test = async (given: object = {}) => {
    const json = { kind: "agenty", settings: { address: agenty.address }, key: KEY, ...given };
    return (await post<SourceTest>("/api/sources/test", json)).body;
  };

  it("says what was reached and what it can do", async () => {
    expect(await test()).toEqual({
      address: agenty.address,
      milliseconds: expect.any(Number),
      reached: {
        capabilities: expect.objectContaining({ cancel: true, logs: true, retry: false }),
        ...{ jobs: 20, total: 42, notices: [] },
      },
      problem: null,
    });
  });

  it("tells of the built-in engine as of any backend", async () => {
    await storeJob(server().app.store, "Completed");
    const { status, body } = await post<SourceTest>("/api/sources/local/test");
    expect(status).toBe(200);
    expect(body).toMatchObject({ address: "the built-in engine", problem: null });
    expect(body.reached).toMatchObject({ capabilities: { retryWithEdits: true }, notices: [] });
    expect(body.reached?.total).toBeGreaterThan(0);
    expect((await server().call("/api/sources/local/test", { method: "POST" })).status).toBe(403);
  });

  it.each([
    ["a wrong key", { key: "wrong" }, /401/],
    ["no key", { key: null }, /401/],
    ["a server that is not there", { settings: { address: "http://127.0.0.1:9" } }, /refused/],
    ["another path", { settings: { address: "ADDRESS/nowhere" } }, /404/],
  ])("says in words why not: %s", async (_, given, words) => {
    const answer = await test(JSON.parse(JSON.stringify(given).replace("ADDRESS", agenty.address)));
    expect(answer.reached).toBeNull();
    expect(answer.problem).toMatch(words);
    expect(JSON.stringify(answer)).not.toContain(KEY);
  });

  it("says what a backend in trouble answered", async () => {
    agenty.script.failure = { status: 502, body: "<html><h1>Bad gateway</h1></html>" };
    expect((await test()).problem).toContain("502");
    agenty.script.failure = { status: 200, body: "<html>Sign in</html>" };
    expect((await test()).problem).not.toBeNull();
    agenty.script.failure = null;
  });
});

it("lets tokens look, and nothing else", async () => {
  const { id } = await create({ name: "For people" });
  const body = { name: "x", settings: { address: agenty.address } };
  const calls = [
    server().call("/api/sources", { json: { kind: "agenty", ...body } }),
    server().call("/api/sources/test", { json: { kind: "agenty", settings: body.settings } }),
    server().call(`/api/sources/${id}`, { method: "PUT", json: body }),
    server().call(`/api/sources/${id}`, { method: "DELETE" }),
    ...["pause", "resume", "read", "test"].map((verb) =>
      server().call(`/api/sources/${id}/${verb}`, { method: "POST", json: {} }),
    ),
  ];
  for (const answer of await Promise.all(calls)) {
    expect([answer.status, answer.body.error.code]).toEqual([403, "FORBIDDEN"]);
  }
});
