import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JobDetail } from "../../lib/api/job-types.ts";
import type { Agent } from "../../lib/api/types.ts";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { eventually } from "../testing/eventually.ts";
import { type CallOptions, startApiServer } from "./api-server.ts";
import { someAgent, storeJob } from "./seed.ts";

const server = startApiServer();
const pathOf = (job: JobRow) => `/api/jobs/${job.source}/${job.id}`;

/** The site answers `/sample/held` only once this has resolved. */
let held: PromiseWithResolvers<void>;
beforeAll(() => {
  server()
    .gateway.mount("/sample")
    .on("request", async (request, response) => {
      if (request.url === "/sample/held") await held.promise;
      response.setHeader("content-type", "text/html").end("<h1>Harbour Books</h1>");
    });
});
beforeEach(() => {
  held = Promise.withResolvers();
});

let made = 0;
async function createAgent(given: Record<string, unknown> = {}): Promise<Agent> {
  const name = `agent ${++made}`;
  const { body } = await server().call<{ agent: Agent }>("/api/agents", { json: someAgent({ name, ...given }) });
  return body.agent;
}

async function start(agent: Agent, options: CallOptions = {}): Promise<JobRow> {
  const path = `/api/agents/${agent.id}/start`;
  const { status, body } = await server().call<{ job: JobRow }>(path, { method: "POST", ...options });
  expect(status).toBe(201);
  return body.job;
}

const detailOf = async (job: JobRow) => (await server().call<JobDetail>(pathOf(job))).body;
const reaches = (job: JobRow, state: JobState) =>
  eventually(`job ${job.id} to be ${state}`, async () => {
    const detail = await detailOf(job);
    return detail.job.state === state && detail;
  });

describe("POST /api/agents/{id}/start", () => {
  it("makes a job that runs to its end", async () => {
    const agent = await createAgent({ tags: ["night"], priority: 7 });
    const job = await start(agent);
    expect(job).toMatchObject({
      source: "local",
      agentId: agent.id,
      name: agent.name,
      state: "Queued",
      trigger: "api",
      priority: 7,
      tags: ["night"],
    });
    const { commands, params, config, run } = await reaches(job, "Completed");
    expect(commands).toMatchObject([{ action: "start", actor: "API token", outcome: "done", resultJobId: job.id }]);
    expect(params).toBeNull();
    expect(JSON.parse(config ?? "")).toEqual(agent.definition);
    expect(run).toMatchObject({ attempt: 1, agentTasksCompletedCount: 1 });
  });

  it("keeps what it is given, and who asked", async () => {
    const agent = await createAgent({ priority: 7 });
    const params = { since: "2026-01-01", nested: { list: [1, "2", null] } };
    const job = await start(agent, { as: "person", json: { params, tags: ["by hand"], priority: 0 } });
    expect(job).toMatchObject({ trigger: "manual", priority: 0, tags: ["by hand"] });
    const detail = await detailOf(job);
    expect(JSON.parse(detail.params ?? "")).toEqual(params);
    expect(detail.commands).toMatchObject([{ action: "start", actor: "Operator" }]);
    expect((await start(agent, { json: {} })).priority).toBe(7);
  });

  it("is refused with 409 for an agent that is disabled", async () => {
    const agent = await createAgent({ enabled: false });
    const { status, body } = await server().call(`/api/agents/${agent.id}/start`, { method: "POST" });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("disabled") });
  });
});

describe("POST /api/jobs/{source}/{id}/cancel", () => {
  type Cancelled = { job: JobRow; command: Command };
  const cancel = (job: JobRow, options: CallOptions = {}) =>
    server().call<Cancelled>(`${pathOf(job)}/cancel`, { method: "POST", ...options });

  it("stops a running job, and says how far that has come", async () => {
    const job = await start(await createAgent({ startUrl: "/sample/held" }));
    await reaches(job, "Executing");
    const { status, body } = await cancel(job, { json: { reason: " wrong site " }, as: "person" });
    expect(status).toBe(200);
    expect(body.job).toMatchObject({ id: job.id, state: "Cancelling" });
    expect(body.command).toMatchObject({ action: "cancel", actor: "Operator", reason: "wrong site", outcome: null });
    const detail = await reaches(job, "Cancelled");
    expect(detail.commands[0]).toMatchObject({
      id: body.command.id,
      acknowledgedAt: expect.any(String),
      finishedAt: expect.any(String),
      outcome: "done",
    });
  });

  it("cancels a waiting job at once, without a body or with an empty reason", async () => {
    for (const options of [{}, { json: {} }, { json: { reason: null } }, { json: { reason: "  " } }]) {
      const { status, body } = await cancel(await storeJob(server().app.store, "Queued"), options);
      expect(status).toBe(200);
      expect(body).toMatchObject({ job: { state: "Cancelled" }, command: { reason: null, outcome: "done" } });
    }
  });

  it("is one command however often it is asked", async () => {
    const job = await storeJob(server().app.store, "Executing");
    const answers = await Promise.all([cancel(job), cancel(job), cancel(job)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.command.id)).size).toBe(1);
    expect((await detailOf(job)).commands).toHaveLength(1);
  });

  it.each<JobState>(["Completed", "Failed", "Cancelled"])("is refused with 409 when the job is %s", async (state) => {
    const job = await storeJob(server().app.store, state);
    const { status, body } = await server().call(`${pathOf(job)}/cancel`, { json: { reason: "late" } });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: "CONFLICT", message: expect.stringContaining(state) });
    expect(await detailOf(job)).toMatchObject({ job, commands: [] });
  });
});

describe("POST /api/jobs/{source}/{id}/retry", () => {
  const retry = (job: JobRow) => server().call<{ job: JobRow }>(`${pathOf(job)}/retry`, { method: "POST" });

  it("makes a new job of one that has ended", async () => {
    const agent = await createAgent();
    const job = await start(agent, { json: { params: { page: 1 }, priority: 3 } });
    await reaches(job, "Completed");
    const { status, body } = await retry(job);
    expect(status).toBe(201);
    expect(body.job).toMatchObject({
      agentId: agent.id,
      retryOf: job.id,
      trigger: "retry",
      priority: 3,
      state: "Queued",
    });
    expect(body.job.id).not.toBe(job.id);
    const old = await detailOf(job);
    expect(old).toMatchObject({ retriedAs: body.job.id, job: { state: "Completed" } });
    expect(old.commands[0]).toMatchObject({ action: "retry", actor: "API token", resultJobId: body.job.id });
    expect((await reaches(body.job, "Completed")).params).toBe('{"page":1}');
  });

  it("is refused with 409 while an earlier retry has not ended, unless it is asked for again", async () => {
    const job = await start(await createAgent({ startUrl: "/sample/held" }));
    await reaches(job, "Executing");
    await server().call(`${pathOf(job)}/cancel`, { method: "POST" });
    await reaches(job, "Cancelled");
    const [one, other] = await Promise.all([retry(job), retry(job)]);
    const [made, refused] = one.status === 201 ? [one, other] : [other, one];
    expect([made.status, refused.status]).toEqual([201, 409]);
    expect(refused.body).toMatchObject({
      error: { code: "CONFLICT", message: expect.stringContaining(`retried already, as job ${made.body.job.id}`) },
    });
    const again = await server().call<{ job: JobRow }>(`${pathOf(job)}/retry`, { json: { again: true } });
    expect(again.status).toBe(201);
    expect(again.body.job).toMatchObject({ retryOf: job.id });
    held.resolve();
    for (const each of [made, again]) await reaches(each.body.job, "Completed");
    expect((await retry(job)).status).toBe(201);
  });

  it.each<JobState>(["Queued", "Executing", "ExecutionCompleted", "Submitting", "Cancelling"])(
    "is refused with 409 when the job is %s",
    async (state) => {
      const { id: agentId } = await createAgent();
      const job = await storeJob(server().app.store, state, { agentId });
      const { status, body } = await server().call(`${pathOf(job)}/retry`, { method: "POST" });
      expect(status).toBe(409);
      expect(body.error).toMatchObject({ code: "CONFLICT", message: expect.stringContaining(state) });
    },
  );
});
