import { beforeAll, describe, expect, it } from "vitest";
import type { JobDetail } from "../../lib/api/job-types.ts";
import type { Agent } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { eventually } from "../testing/eventually.ts";
import { startApiServer } from "./api-server.ts";
import { someAgent, storeJob } from "./seed.ts";

const server = startApiServer();
const pathOf = ({ source, id }: { source: string; id: string }) => `/api/jobs/${source}/${id}`;
const detailOf = async (job: JobRow) => (await server().call<JobDetail>(pathOf(job))).body;

let agent: Agent;
let ended: JobRow;
beforeAll(async () => {
  const { gateway, app } = server();
  gateway.mount("/sample").on("request", (request, response) => {
    const found = request.url === "/sample/winter";
    response.statusCode = found ? 200 : 404;
    response.setHeader("content-type", "text/html").end("<h1>Harbour Books</h1>");
  });
  const made = await server().call<{ agent: Agent }>("/api/agents", {
    json: someAgent({ name: "seasons", startUrl: "/sample/{{season=summer}}" }),
  });
  agent = made.body.agent;
  ended = await storeJob(app.store, "Failed", {
    agentId: agent.id,
    config: JSON.stringify(agent.definition),
    params: '{"id": 12345678901234567890}',
  });
  await app.store.db
    .insertInto("source")
    .values({
      id: "far",
      org: "default",
      kind: "agenty",
      name: "Far",
      config: '{"jobUrl": "https://far.example/j/{id}"}',
    })
    .execute();
});

const retry = (job: { source: string; id: string }, json: unknown) =>
  server().call<{ job: JobRow; error: { code: string; field?: string; message: string } }>(`${pathOf(job)}/retry`, {
    json,
  });

describe("POST /api/jobs/{source}/{id}/retry with edits", () => {
  it("runs with what is given, and says what was edited, on both jobs", async () => {
    const { status, body } = await retry(ended, { params: { season: "winter" } });
    expect(status).toBe(201);
    await eventually("the retry to complete", async () => (await detailOf(body.job)).job.state === "Completed");
    expect(await detailOf(body.job)).toMatchObject({
      params: '{"season":"winter"}',
      retryEdits: ["params.id", "params.season"],
      job: { retryOf: ended.id, startedBy: "API token" },
    });
    const old = await detailOf(ended);
    expect(old.commands[0]).toMatchObject({ action: "retry", edited: ["params.id", "params.season"] });
  });

  it("keeps large numbers exact when parameters come as text", async () => {
    const text = '{"season": "winter", "id": 98765432109876543210.50}';
    const { status, body } = await retry(ended, { params: text, again: true });
    expect(status).toBe(201);
    expect((await detailOf(body.job)).params).toBe(text);
  });

  it("puts secrets back that its sender was not shown, and refuses to send them elsewhere", async () => {
    const job = await storeJob(server().app.store, "Failed", {
      agentId: agent.id,
      config: JSON.stringify(agent.definition),
      params: '{"password": "hunter2", "season": "summer"}',
    });
    const shown = (await detailOf(job)).params ?? "";
    expect(shown).not.toContain("hunter2");
    const refused = await retry(job, { params: shown.replace('"password"', '"season2"') });
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatchObject({
      field: "params",
      message: expect.stringContaining("[redacted password]"),
    });
    const { status, body } = await retry(job, { params: shown.replace("summer", "winter") });
    expect(status).toBe(201);
    expect((await detailOf(body.job)).retryEdits).toEqual(["params.season"]);
    const kept = server().app.store.db.selectFrom("jobDetail").select("params").where("jobId", "=", body.job.id);
    expect((await kept.executeTakeFirstOrThrow()).params).toContain("hunter2");
  });

  it("sends secrets that its sender was not shown to no other host", async () => {
    const job = await storeJob(server().app.store, "Failed", {
      agentId: agent.id,
      config: JSON.stringify({ ...agent.definition, startUrl: "https://shop.example/{{token}}/{{season=summer}}" }),
      params: '{"token": "hunter2-hunter2", "season": "summer"}',
    });
    const { params, config } = await detailOf(job);
    const elsewhere = { ...JSON.parse(config ?? ""), startUrl: "https://thief.example/?{{token}}" };
    for (const edits of [{ config: elsewhere }, { config: elsewhere, params }]) {
      const { status, body } = await retry(job, edits);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ field: "params", message: expect.stringContaining("thief.example") });
    }
    const written = await retry(job, { config: elsewhere, params: { token: "my own" } });
    expect(written.status).toBe(201);
    const without = { config: { ...elsewhere, startUrl: "https://thief.example/" }, params: null, again: true };
    expect((await retry(job, without)).status).toBe(201);
    const sameHost = { ...JSON.parse(config ?? ""), startUrl: "https://shop.example/all?{{token}}" };
    expect((await retry(job, { config: sameHost, again: true })).status).toBe(201);
  });

  const config = () => agent.definition;
  it.each<[string, () => unknown, string]>([
    ["a selector that is none", () => ({ config: { ...config(), itemSelector: "a[" } }), "config.itemSelector"],
    ["a field without a name", () => ({ config: { ...config(), fields: [{ name: "" }] } }), "config.fields.0.name"],
    ["an unknown setting", () => ({ config: { ...config(), colour: "red" } }), "config.colour"],
    ["an unknown type", () => ({ config: { ...config(), type: "magic" } }), "config.type"],
    ["no configuration", () => ({ config: null }), "config"],
    [
      "an address of another kind",
      () => ({ config: { ...config(), startUrl: "file:///etc/passwd" } }),
      "config.startUrl",
    ],
    ["a broken placeholder", () => ({ config: { ...config(), startUrl: "/{{a b}}" } }), "config.startUrl"],
    ["a missing parameter", () => ({ config: { ...config(), startUrl: "/{{day}}" } }), "params.day"],
    ["a parameter that cannot stand there", () => ({ params: { season: ["winter"] } }), "params.season"],
    ["parameters that are a list", () => ({ params: [] }), "params"],
    ["text that is no JSON", () => ({ params: "{" }), "params"],
    ["text of a list", () => ({ params: "[1]" }), "params"],
    ["names that JSON has twice", () => ({ params: '{"a": 1, "a": 2}' }), "params"],
    ["a NUL", () => ({ params: { season: "\0" } }), "params.season"],
  ])("is refused, at its place: %s", async (_, json, field) => {
    const { status, body } = await retry(ended, { ...(json() as object), again: true });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });

  it("is refused whole at 10 MB", async () => {
    const { status, body } = await retry(ended, { config: { ...config(), itemSelector: "x".repeat(10_000_000) } });
    expect(status).toBe(413);
    expect(body.error.code).toBe("TOO_LARGE");
  });

  it("is refused while the job runs, with edits too", async () => {
    const running = await storeJob(server().app.store, "Executing", { agentId: agent.id });
    expect((await retry(running, { config: config() })).status).toBe(409);
  });

  it("is refused where the source cannot do it, as is any command", async () => {
    const far = await storeJob(server().app.store, "Failed", { source: "far", id: "7", agentId: agent.id });
    for (const json of [{}, { config: config() }, { params: {} }]) {
      const { status, body } = await retry(far, json);
      expect(status).toBe(409);
      expect(body.error).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("far cannot retry jobs") });
    }
    expect((await server().call(`${pathOf(far)}/cancel`, { json: {} })).status).toBe(409);
  });
});

describe("what the job's page is told", () => {
  it("says what a source cannot do, and where it shows the job itself", async () => {
    const job = await storeJob(server().app.store, "Failed", { source: "far", id: "a/b'c" });
    const { body } = await server().call<JobDetail>(`/api/jobs/far/${encodeURIComponent(job.id)}`);
    expect(body).toMatchObject({
      capabilities: { start: false, cancel: false, retry: false, retryWithEdits: false },
      backendUrl: "https://far.example/j/a%2Fb'c",
      expected: null,
    });
  });

  it.each(["javascript:alert(1)", "", "{id}", "not json"])(
    "offers no address that is none of the web: %s",
    async (jobUrl) => {
      const { db } = server().app.store;
      const source = `odd ${jobUrl}`;
      const text = jobUrl === "not json" ? jobUrl : JSON.stringify({ jobUrl });
      await db
        .insertInto("source")
        .values({ id: source, org: "default", kind: "x", name: source, config: text })
        .execute();
      const job = await storeJob(server().app.store, "Failed", { source });
      const path = `/api/jobs/${encodeURIComponent(source)}/${job.id}`;
      expect((await server().call<JobDetail>(path)).body.backendUrl).toBeNull();
    },
  );

  it("names the schedule that started it, as it was then", async () => {
    const schedule = { cron: "0 3 * * *", timezone: "Europe/Berlin" };
    const config = JSON.stringify({ ...agent.definition, schedule });
    const { store } = server().app;
    const scheduled = await storeJob(store, "Completed", { trigger: "scheduled", config });
    expect((await detailOf(scheduled)).schedule).toEqual(schedule);
    expect((await detailOf(await storeJob(store, "Completed", { config }))).schedule).toBeNull();
    expect(
      (await detailOf(await storeJob(store, "Completed", { trigger: "scheduled", config: "[" }))).schedule,
    ).toBeNull();
  });
});

describe("placeholders in an agent", () => {
  it("are refused where no schedule could fill them", async () => {
    const schedule = { cron: "0 3 * * *" };
    const json = someAgent({ name: "nightly", startUrl: "/sample/{{season}}", schedule });
    const { status, body } = await server().call("/api/agents", { json });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ field: "startUrl", message: expect.stringContaining("{{season=…}}") });
  });

  it("are named when a start does not fill them", async () => {
    const json = someAgent({ name: "needs one", startUrl: "/sample/{{season}}" });
    const { body } = await server().call<{ agent: Agent }>("/api/agents", { json });
    const path = `/api/agents/${body.agent.id}/start`;
    for (const given of [{}, { params: {} }, { params: "{}" }]) {
      const refused = await server().call(path, { json: given });
      expect(refused.status).toBe(400);
      expect(refused.body.error.field).toBe("params.season");
    }
    expect((await server().call(path, { json: { params: '{"season": 1}' } })).status).toBe(201);
  });
});
