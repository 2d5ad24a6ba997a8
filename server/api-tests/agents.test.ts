import { beforeEach, describe, expect, it } from "vitest";
import type { Agent, ChangePage, Page } from "../../lib/api/types.ts";
import { startApiServer } from "./api-server.ts";
import { someAgent, storeJob } from "./seed.ts";

const server = startApiServer();

let made = 0;
const create = async (given: Record<string, unknown> = {}) => {
  const name = `agent ${++made}`;
  return await server().call<{ agent: Agent }>("/api/agents", { json: someAgent({ name, ...given }) });
};

describe("agents", () => {
  let agent: Agent;
  beforeEach(async () => {
    const created = await create();
    expect(created.status).toBe(201);
    agent = created.body.agent;
  });
  const path = () => `/api/agents/${agent.id}`;

  it("are made with what was given and what that leaves open", async () => {
    expect(agent).toMatchObject({
      source: "local",
      type: "crawling",
      enabled: true,
      schedule: null,
      lastJob: null,
      counts: { queued: 0, executing: 0, completed: 0, failed: 0, cancelled: 0, unknown: 0 },
      definition: {
        name: agent.name,
        startUrl: "/sample/",
        maxPages: 500,
        request: { delayMs: 250, timeoutMs: 15000 },
      },
    });
    expect((await server().call<{ agent: Agent }>(path())).body.agent).toEqual(agent);
  });

  it("are listed by name with their counts and latest job", async () => {
    const { store } = server().app;
    await storeJob(store, "Failed", { agentId: agent.id, createdAt: new Date(Date.now() - 1000).toISOString() });
    const last = await storeJob(store, "Completed", { agentId: agent.id });
    const { status, body } = await server().call<Page<Agent>>("/api/agents");
    expect(status).toBe(200);
    expect(body).toMatchObject({ nextCursor: null, revision: expect.any(Number) });
    expect(body.items.map(({ name }) => name)).toEqual(body.items.map(({ name }) => name).toSorted());
    expect(body.items.find(({ id }) => id === agent.id)).toMatchObject({
      counts: { failed: 1, completed: 1, queued: 0 },
      lastJob: { id: last.id, state: "Completed", createdAt: last.createdAt, endedAt: last.endedAt },
    });
  });

  it("are replaced as a whole, and that is in the feed", async () => {
    const { body: before } = await server().call<ChangePage>("/api/changes");
    const definition = someAgent({ name: `${agent.name} b`, startUrl: "https://example.com/", tags: ["night"] });
    const { status, body } = await server().call<{ agent: Agent }>(path(), { method: "PUT", json: definition });
    expect(status).toBe(200);
    expect(body.agent).toMatchObject({ id: agent.id, name: `${agent.name} b`, definition: { tags: ["night"] } });
    expect(Date.parse(body.agent.updatedAt)).toBeGreaterThanOrEqual(Date.parse(agent.updatedAt));
    expect((await server().call<{ agent: Agent }>(path())).body).toEqual(body);
    const { body: after } = await server().call<ChangePage>(`/api/changes?since=${before.revision}`);
    expect(after.changes).toMatchObject([{ kind: "agent", source: null, jobId: null, data: { agentId: agent.id } }]);
  });

  it("are gone once deleted, and their jobs stay", async () => {
    const job = await storeJob(server().app.store, "Completed", { agentId: agent.id });
    const removed = await server().call(path(), { method: "DELETE" });
    expect(removed.status).toBe(204);
    expect(removed.body).toBeUndefined();
    for (const method of ["GET", "DELETE", "PUT"]) {
      const answer = await server().call(path(), { method, ...(method === "PUT" ? { json: someAgent() } : {}) });
      expect(answer.status, method).toBe(404);
    }
    expect((await server().call(`${path()}/start`, { method: "POST" })).status).toBe(404);
    expect((await server().call(`/api/jobs/local/${job.id}`)).status).toBe(200);
    expect((await create({ name: agent.name })).status).toBe(201);
  });

  it("cannot share a name, in any case of its letters", async () => {
    const taken = await server().call("/api/agents", { json: someAgent({ name: ` ${agent.name.toUpperCase()} ` }) });
    expect(taken.status).toBe(409);
    expect(taken.body.error).toMatchObject({ code: "CONFLICT", field: "name" });
    const { body: other } = await create();
    const renamed = await server().call(`/api/agents/${other.agent.id}`, {
      method: "PUT",
      json: someAgent({ name: agent.name }),
    });
    expect(renamed.status).toBe(409);
  });

  it("cannot share what programs call them, but take it over from one that is gone", async () => {
    const { body: first } = await create({ slug: "daily-report" });
    expect(first.agent.definition.slug).toBe("daily-report");
    const taken = await server().call("/api/agents", { json: someAgent({ name: "second", slug: "daily-report" }) });
    expect(taken.status).toBe(409);
    expect(taken.body.error).toMatchObject({ code: "CONFLICT", field: "slug" });
    await server().call(`/api/agents/${first.agent.id}`, { method: "DELETE" });
    expect((await create({ slug: "daily-report" })).status).toBe(201);
  });

  it("are started only as often in a day as they may be", async () => {
    const { body } = await create({ jobsPerDay: 1 });
    const start = () => server().call(`/api/agents/${body.agent.id}/start`, { method: "POST" });
    expect((await start()).status).toBe(201);
    const refused = await start();
    expect(refused.status).toBe(429);
    expect(refused.body.error).toMatchObject({ code: "RATE_LIMITED" });
  });

  it("say when their schedule is next due, unless disabled", async () => {
    const schedule = { cron: "*/2 * * * *", timezone: "Europe/Berlin" };
    const before = Date.now();
    const { body } = await create({ schedule });
    expect(body.agent.schedule).toEqual({ ...schedule, nextAt: expect.any(String) });
    const wait = Date.parse(body.agent.schedule?.nextAt ?? "") - before;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(125_000);
    const { body: disabled } = await create({ schedule, enabled: false });
    expect(disabled.agent.schedule).toEqual({ ...schedule, nextAt: null });
  });
});

describe("a definition that cannot be", () => {
  const field = (given: Record<string, unknown>) => ({ fields: [{ name: "title", ...given }] });
  it.each<[string, Record<string, unknown>]>([
    ["type", { type: "mapping" }],
    ["name", { name: "  " }],
    ["name", { name: "a\0b" }],
    ["name", { name: "x".repeat(121) }],
    ["name", { name: 5 }],
    ["slug", { slug: "daily report" }],
    ["slug", { slug: "" }],
    ["slug", { slug: "x".repeat(65) }],
    ["jobsPerDay", { jobsPerDay: 0 }],
    ["startUrl", { startUrl: "ftp://example.com" }],
    ["startUrl", { startUrl: undefined }],
    ["payload", { payload: {} }],
    ["fields", { fields: [] }],
    ["fields.0.name", { fields: [{ name: "1st" }] }],
    ["fields.0.selector", field({ selector: "h1[[" })],
    ["fields.0.selector", field({ selector: "" })],
    ["fields.0.attribute", field({ take: "attribute" })],
    ["fields.0.pattern", field({ pattern: "(" })],
    ["fields.1.selector", { fields: [{ name: "a" }, { name: "b", selector: "a:unknown-thing(" }] }],
    ["itemSelector", { itemSelector: "li:nth-child(" }],
    ["linkSelector", { linkSelector: "a[" }],
    ["key.0", { key: ["isbn"] }],
    ["postProcessing.0.field", { postProcessing: [{ step: "cast", field: "prise", to: "number" }] }],
    ["postProcessing.0.step", { postProcessing: [{ step: "script", code: "1" }] }],
    ["postProcessing.0.otherwise", { postProcessing: [{ step: "cast", field: "title", to: "text", otherwise: "" }] }],
    ["maxPages", { maxPages: 0 }],
    ["request.delayMs", { request: { delayMs: -1 } }],
    ["request.retries", { request: { retries: 1 } }],
    ["concurrency", { concurrency: 17 }],
    ["schedule.cron", { schedule: { cron: "every day" } }],
    ["schedule.cron", { schedule: { cron: "61 * * * *" } }],
    ["schedule.timezone", { schedule: { cron: "0 3 * * *", timezone: "Mars/Olympus" } }],
    ["urls", { type: "scraping", startUrl: undefined }],
    ["pages.to", { type: "scraping", startUrl: undefined, pages: { template: "/p/{page}", from: 2, to: 1 } }],
    ["tags.0", { tags: [""] }],
  ])("is refused at %s: %o", async (place, given) => {
    const { status, body } = await server().call("/api/agents", {
      json: { ...someAgent({ name: "never" }), ...given },
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "BAD_REQUEST", field: place, requestId: expect.any(String) });
    expect(body.error.message).toContain(place);
  });

  it("changes nothing when it comes as a replacement", async () => {
    const { body } = await create();
    const path = `/api/agents/${body.agent.id}`;
    const refused = await server().call(path, { method: "PUT", json: someAgent({ linkSelector: "a[" }) });
    expect(refused.status).toBe(400);
    expect((await server().call<{ agent: Agent }>(path)).body).toEqual(body);
  });
});
