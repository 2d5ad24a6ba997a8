import { beforeAll, describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import type { SourceAnswer } from "../../lib/api/source-types.ts";
import type { Agent, ChangePage, Page, SavedView, Summary } from "../../lib/api/types.ts";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import type { Principal } from "../auth/principal.ts";
import { makeToken } from "../testing/make-token.ts";
import { type Bearer, startApiServer } from "./api-server.ts";
import { isUnsafe, loadRoutes, methodsOf, OPEN_ROUTES, pathOf, type RouteEntry } from "./route-table.ts";
import { someAgent, storeJob, storeRun } from "./seed.ts";

/** What only people may do. */
const PERSONAL = ["/api/tokens", "/api/tokens/[id]"];
/** What only people may change: who gives a backend's address says where its key goes. */
const PERSONAL_TO_CHANGE = "/api/sources";

function isPersonal({ pattern }: RouteEntry, method: string): boolean {
  return PERSONAL.includes(pattern) || (isUnsafe(method) && pattern.startsWith(PERSONAL_TO_CHANGE));
}

/** A backend where nothing listens. */
const SOURCE = { kind: "agenty", settings: { address: "http://127.0.0.1:9" } } as const;

/** What must be sent for a request to come so far that rights and existence decide. */
const BODIES: Record<string, object> = {
  "PUT /api/agents/[id]": someAgent(),
  "PUT /api/views/[id]": { name: "Mine", q: "" },
  "POST /api/sources": { ...SOURCE, name: "Mine" },
  "POST /api/sources/test": SOURCE,
  "PUT /api/sources/[id]": { name: "Mine", settings: SOURCE.settings },
  "POST /api/tokens": { name: "Mine", scopes: ["services:read"], expiresAt: null },
};
const QUERIES: Record<string, string> = {
  "/api/jobs/[source]/[id]/tasks/rows": "?seq=1",
  "/api/jobs/[source]/[id]/results/export": "?format=ndjson",
  "/api/jobs/[source]/[id]/logs/export": "?format=text",
};

// Other vendors' APIs have matrices of their own, in `dialects/`.
const routes = (await loadRoutes()).filter(({ pattern, isDialect }) => !OPEN_ROUTES.includes(pattern) && !isDialect);
const server = startApiServer();

describe("what a token may do", () => {
  let reader: Bearer;
  let writer: Bearer;
  let expired: Bearer;
  let revoked: Bearer;

  beforeAll(async () => {
    const { store } = server().app;
    reader = { token: await makeToken(store, { scopes: ["services:read"] }) };
    writer = { token: await makeToken(store, { scopes: ["services:write"] }) };
    expired = { token: await makeToken(store, { expiresAt: new Date(0).toISOString() }) };
    revoked = { token: await makeToken(store, { revoked: true }) };
  });

  it.each(routes)("is read or changed as its scopes say: $pattern", async (entry) => {
    const path = pathOf(entry);
    const methods = await methodsOf(entry);
    expect(methods).not.toEqual([]);
    for (const method of methods) {
      const json = BODIES[`${method} ${entry.pattern}`];
      const unsafe = isUnsafe(method);
      for (const as of [expired, revoked]) {
        expect((await server().call(path, { method, as })).status, `${method} ${path}`).toBe(401);
      }
      const read = await server().call(path, { method, json, as: reader });
      const written = await server().call(path, { method, json, as: writer });
      expect(read.status === 403, `${method} ${path} with a token that reads`).toBe(
        unsafe || isPersonal(entry, method),
      );
      expect(written.status === 403, `${method} ${path} with a token that writes`).toBe(isPersonal(entry, method));
      expect([401, 405, 500]).not.toContain(read.status);
      expect([401, 405, 500]).not.toContain(written.status);
      if (unsafe)
        expect(read.body.error.message).toBe("This API token lacks the scope services:write. Use one that has it.");
    }
  });

  it("says which scope is missing before it looks at anything else", async () => {
    const answer = await server().call("/api/agents", { method: "POST", body: "{", as: reader });
    expect(answer.body.error).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("services:write") });
  });

  it("is checked by each command of the services as well", async () => {
    const { store, services } = server().app;
    const me: Principal = { kind: "token", id: "t", name: "Reader", org: "default", scopes: ["services:read"] };
    const definition = agentDefinitionSchema.parse(someAgent());
    const job = await storeJob(store, "Failed");
    const view = { name: "Mine", q: "", sort: "-created", shared: false } as const;
    const commands = [
      services.jobs.cancel(me, job, null),
      services.jobs.retry(me, job),
      services.agents.create(me, definition),
      services.agents.update(me, "1", definition),
      services.agents.remove(me, "1"),
      services.agents.start(me, "1"),
      services.bulkActions.start(me, { verb: "retry", q: "", reason: null, expected: 1 }),
      services.bulkActions.abort(me, "1"),
      services.views.create(me, view),
      services.views.update(me, "1", view),
      services.views.remove(me, "1"),
      services.preferences.set(me, "job-columns", null),
    ];
    for (const result of await Promise.allSettled(commands)) {
      expect(result).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
    }
  });
});

describe("a token of another organisation", () => {
  let stranger: Bearer;
  let places: Record<string, string>;

  beforeAll(async () => {
    const { app, call } = server();
    stranger = { token: await makeToken(app.store, { org: "acme" }) };
    const { body: made } = await call<{ agent: Agent }>("/api/agents", { json: someAgent() });
    const { body: saved } = await call<{ view: SavedView }>("/api/views", {
      json: { name: "All", q: "", shared: true },
    });
    const job = await storeJob(app.store, "Failed", { agentId: made.agent.id, error: "Gone", config: "{}" });
    await storeRun(app.store, job, { tasks: 2, lines: 2, results: 2 });
    const bulk = await call<{ action: BulkAction }>("/api/bulk-actions", {
      json: { verb: "retry", jobs: [{ source: job.source, id: job.id }], expected: 1 },
    });
    const source = { ...SOURCE, name: "Ours" };
    const connected = await call<SourceAnswer>("/api/sources", { json: source, as: "person" });
    places = {
      "/api/sources/[id]": `/api/sources/${connected.body.source.id}`,
      "/api/jobs/[source]/[id]": `/api/jobs/${job.source}/${job.id}`,
      "/api/agents/[id]": `/api/agents/${made.agent.id}`,
      "/api/views/[id]": `/api/views/${saved.view.id}`,
      "/api/bulk-actions/[id]": `/api/bulk-actions/${bulk.body.action.id}`,
    };
  });

  it.each(routes.filter(({ pattern }) => /\[(id|source)\]/.test(pattern) && !PERSONAL.includes(pattern)))(
    "finds nothing at $pattern",
    async (entry) => {
      const [stem, place] = Object.entries(places).find(([start]) => entry.pattern.startsWith(start)) ?? ["", ""];
      expect(place, "what these tests know nothing of").not.toBe("");
      const names: Record<string, string> = { "[name]": "config", "[collection]": "1", "[seq]": "1" };
      const rest = entry.pattern.slice(stem.length).replaceAll(/\[[a-z]+\]/g, (name) => names[name] ?? name);
      const isComparison = rest === "/comparison";
      const query = isComparison ? `?with-id=${place.split("/").at(-1)}` : (QUERIES[entry.pattern] ?? "");
      const path = `${place}${rest}${query}`;
      for (const method of await methodsOf(entry)) {
        const json = BODIES[`${method} ${entry.pattern}`];
        const expected = isPersonal(entry, method) ? 403 : 404;
        expect((await server().call(path, { method, json, as: stranger })).status, `${method} ${path}`).toBe(expected);
        if (isUnsafe(method)) continue;
        const own = await server().call(path, { method });
        expect([200, 409], `${method} ${path} in its own organisation`).toContain(own.status);
      }
    },
  );

  it("has lists of its own, which are empty, and counts nothing", async () => {
    for (const path of ["/api/jobs", "/api/agents", "/api/views", "/api/bulk-actions", "/api/jobs/executing"]) {
      const { status, body } = await server().call<Page<unknown>>(path, { as: stranger });
      expect({ status, items: body.items }, path).toEqual({ status: 200, items: [] });
    }
    const { body } = await server().call<Summary>("/api/summary", { as: stranger });
    expect(Object.values(body.counts).every((count) => count === 0)).toBe(true);
    const changes = await server().call<ChangePage>("/api/changes", { as: stranger });
    expect(changes.body.changes).toEqual([]);
  });
});
