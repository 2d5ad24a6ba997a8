import { beforeAll, describe, expect, it } from "vitest";
import { callOf, code, table } from "../../dialects/sentimatrix/documented.ts";
import { appendLogLines } from "../../store/logs.ts";
import { insertRun } from "../../store/runs.ts";
import { insertTasks } from "../../store/tasks.ts";
import { makeToken } from "../../testing/make-token.ts";
import { startApiServer } from "../api-server.ts";
import { storeJob } from "../seed.ts";
import { type Program, schemas, startProgram } from "./sentimatrix-harness.ts";

const server = startApiServer();
let program: Program;
beforeAll(async () => {
  program = await startProgram(server());
  const { site } = program;
  for (const name of ["a", "b", "c"]) site.page(`/sample/${name}`, [`${name}1`, `${name}2`]);
  site.page("/sample/start", ["s"], ["/sample/a", "/sample/b"]);
  for (const page of [1, 2, 3]) site.page(`/sample/page-${page}`, [`p${page}`]);
});
const ids = (job: { target_status: { target_id: string }[] }) => job.target_status.map(({ target_id }) => target_id);
const path = (id: string, more = "") => `/api/v1/jobs/${id}${more}`;

describe("a job of a project", () => {
  it("is made, runs with all targets, and is told of as documented", async () => {
    const gate = program.site.hold("/sample/b");
    const project = await program.project({ urls: ["/sample/a", "/sample/b", "/sample/missing"], failWhen: "none" });
    const made = await program.start(project, { max_results_per_target: 100 });
    expect(made).toEqual({
      ...{ id: made.id, project_id: project, status: "pending", source: "api", created_at: made.created_at },
      config: { max_results_per_target: 100, targets: ["tgt_1", "tgt_2", "tgt_3"] },
      progress: { total_targets: 3, completed_targets: 0, total_results: 0, percentage: 0 },
    });
    const held = await program.reaches(made.id, "running");
    expect(held.config).toEqual(made.config);
    const atSecond = await eventuallyAt(made.id, "tgt_2");
    expect(atSecond.progress).toMatchObject({ total_targets: 3, completed_targets: 1, total_results: 2 });
    expect(atSecond.target_status).toEqual([
      { target_id: "tgt_1", status: "completed", results_count: 2, duration_seconds: expect.any(Number) },
      { target_id: "tgt_2", status: "running", results_count: 0 },
      { target_id: "tgt_3", status: "pending", results_count: 0 },
    ]);
    gate.release();
    const ended = await program.reaches(made.id, "completed");
    expect(ended).toMatchObject({
      progress: { total_targets: 3, completed_targets: 2, total_results: 4, percentage: 100 },
      target_status: [{ status: "completed" }, { status: "completed" }, { status: "failed", results_count: 0 }],
    });
    for (const field of ["started_at", "completed_at", "duration_seconds"]) expect(ended).toHaveProperty(field);
    for (const field of ["cancelled_at", "error", "schedule_id", "retry_of"]) expect(ended).not.toHaveProperty(field);
  });

  it("has only the targets that were asked for, by their own ids, and so has its retry", async () => {
    const urls = ["/sample/a", "/sample/missing"];
    const pages = { template: "/sample/page-{page}", from: 1, to: 3 };
    const project = await program.project({ type: "scraping", urls, pages, failWhen: "any" });
    const made = await program.start(project, { target_ids: ["tgt_5", "tgt_2", "tgt_5"] });
    expect(made.config).toEqual({ max_results_per_target: 1000, targets: ["tgt_5", "tgt_2"] });
    const failed = await program.reaches(made.id, "failed");
    expect(failed).toMatchObject({
      ...{ config: made.config, progress: { total_targets: 2, completed_targets: 1 } },
      target_status: [
        { target_id: "tgt_5", status: "completed", results_count: 1 },
        { target_id: "tgt_2", status: "failed" },
      ],
      error: { code: "JOB_FAILED", message: expect.stringContaining("404") },
    });
    const { logs } = await program.ask(schemas.logsSchema, path(made.id, "/logs?level=error"));
    expect(logs.length).toBeGreaterThan(0);
    const all = await program.ask(schemas.logsSchema, path(made.id, "/logs"));
    expect(new Set(all.logs.map(({ target_id }) => target_id))).toEqual(new Set([null, "tgt_5", "tgt_2"]));

    const again = await program.ask(schemas.jobSchema, path(made.id, "/retry"), { method: "POST", status: 201 });
    expect(again).toMatchObject({ status: "pending", source: "retry", retry_of: made.id, config: made.config });
    expect(again.id).not.toBe(made.id);
    expect(ids(await program.reaches(again.id, "failed"))).toEqual(["tgt_5", "tgt_2"]);
  });

  it("crawls from one target and finds others", async () => {
    const project = await program.project({ type: "crawling", startUrl: "/sample/start", maxDepth: 1 });
    const made = await program.start(project, { target_ids: ["tgt_1"] });
    expect(made).toMatchObject({ config: { targets: ["tgt_1"] }, progress: { total_targets: 1 } });
    const ended = await program.reaches(made.id, "completed");
    expect(ids(ended)).toEqual(["tgt_1", "tgt_2", "tgt_3"]);
    expect(ended).toMatchObject({
      config: { targets: ["tgt_1"] },
      progress: { total_targets: 3, completed_targets: 3 },
    });
    expect(
      await program.refused(`/api/v1/projects/${project}/jobs`, { json: { target_ids: ["tgt_2"] } }),
    ).toMatchObject({
      ...{ status: 400, code: "VALIDATION_ERROR", detail: expect.stringMatching(/^target_ids\.0: .*tgt_1 alone/) },
    });
  });

  it("takes no more results of a target than it is told", async () => {
    const project = await program.project({ urls: ["/sample/a"] });
    const { id } = await program.start(project, { max_results_per_target: 1, target_ids: null });
    expect(await program.reaches(id, "completed")).toMatchObject({ progress: { total_results: 1 } });
  });
});

describe("what cannot be started", () => {
  it("is refused as documented", async () => {
    const gate = program.site.hold("/sample/c");
    const project = await program.project({ urls: ["/sample/c"], jobsPerDay: 1 });
    const address = `/api/v1/projects/${project}/jobs`;
    const refusal = async (json: unknown = {}) => {
      const { status, code } = await program.refused(address, { json });
      return [String(status), code];
    };
    const needing = await program.project({ urls: ["/sample/a?season={{season}}"] });
    const nothing = await program.refused(`/api/v1/projects/${needing}/jobs`, { json: {} });
    expect(nothing).toMatchObject({ status: 400, code: "NO_TARGETS", detail: expect.stringContaining("season") });
    const noTargets = await refusal({ target_ids: [] });
    const { id } = await program.start(project);
    const running = await refusal();
    gate.release();
    await program.reaches(id, "completed");
    const limited = await refusal();
    const documented = table("Create Job (Start Scrape)").filter(([status = ""]) => /^\d+$/.test(status));
    expect([noTargets, running, limited]).toEqual(documented.map(([status, errorCode]) => [status, errorCode]));
  });

  it("is started all the same with fields and parameters that the document has not", async () => {
    const project = await program.project();
    const address = `/api/v1/projects/${project}/jobs`;
    const json = { tag: "x", max_results_per_target: null };
    const { id } = await program.ask(schemas.jobSchema, `${address}?dry=1`, { json, status: 201 });
    await program.reaches(id, "completed");
    expect((await program.ask(schemas.jobPageSchema, `${address}?state=failed`)).total).toBe(1);
  });

  it("is refused for a disabled project", async () => {
    const project = await program.project({ enabled: false });
    const refusal = await program.refused(`/api/v1/projects/${project}/jobs`, { json: {} });
    expect(refusal).toMatchObject({ status: 409, code: "CONFLICT" });
  });

  it.each<[string, unknown]>([
    ["target_ids", { target_ids: "tgt_1" }],
    ["target_ids.0", { target_ids: [1] }],
    ["target_ids.0", { target_ids: ["tgt_0"] }],
    ["target_ids.0", { target_ids: ["constructor"] }],
    ["target_ids.1", { target_ids: ["tgt_1", "tgt_999999999"] }],
    ["target_ids.0", { target_ids: ["x".repeat(101)] }],
    ["target_ids.0", { target_ids: ["tgt_1\0"] }],
    ["max_results_per_target", { max_results_per_target: 0 }],
    ["max_results_per_target", { max_results_per_target: 10_001 }],
    ["max_results_per_target", { max_results_per_target: 1.5 }],
    ["max_results_per_target", { max_results_per_target: "100" }],
    ["body", []],
    ["body", "text"],
    ["body", null],
  ])("names %s in %j", async (field, json) => {
    const project = await program.project();
    const refusal = await program.refused(`/api/v1/projects/${project}/jobs`, { json });
    expect(refusal).toMatchObject({ status: 400, code: "VALIDATION_ERROR" });
    expect(refusal.detail.slice(0, field.length + 1)).toBe(`${field}:`);
  });

  it("is a job of more targets than an agent can have", async () => {
    const address = `/api/v1/projects/${await program.project()}/jobs`;
    const refusal = await program.refused(address, { json: { target_ids: Array(10_001).fill("tgt_1") } });
    expect(refusal).toMatchObject({ status: 400, detail: expect.stringMatching(/^target_ids: /) });
  });

  it("is refused in the same form for what is no JSON, another type, or too large", async () => {
    const address = `/api/v1/projects/${await program.project()}/jobs`;
    const headers = { "content-type": "application/json" };
    const refusal = async (body: string, type = headers["content-type"]) =>
      await program.refused(address, { method: "POST", body, headers: { "content-type": type } });
    expect(await refusal("{")).toMatchObject({ status: 400, code: "VALIDATION_ERROR" });
    expect(await refusal("a=1", "application/x-www-form-urlencoded")).toMatchObject({ status: 415 });
    expect(await refusal(" ".repeat(1024 * 1024 + 1))).toMatchObject({ status: 413, code: "TOO_LARGE" });
    expect(await program.refused(address, { method: "DELETE" })).toMatchObject({ status: 405 });
  });
});

describe("the list", () => {
  it("has pages from 1, and filters by status and source", async () => {
    const project = await program.project();
    const agentId = (await server().app.services.agents.find(await principal(), project)).id;
    const states = ["Queued", "Executing", "Cancelling", "Submitting", "Completed", "Cancelled", "Failed"] as const;
    const config = JSON.stringify({ type: "scraping" });
    for (const [place, state] of states.entries()) {
      const createdAt = new Date(Date.UTC(2026, 10, 1, 0, place)).toISOString();
      const trigger = place % 2 === 0 ? "scheduled" : "api";
      await storeJob(server().app.store, state, { agentId, createdAt, trigger, config, scheduleId: agentId });
    }
    const list = (query = "") => program.ask(schemas.jobPageSchema, `/api/v1/projects/${project}/jobs${query}`);
    const all = await list();
    expect(all).toMatchObject({ total: 7, page: 1, per_page: 20, pages: 1 });
    expect(all.items.map(({ status }) => status)).toEqual([
      ...["failed", "cancelled", "completed", "running", "running", "running", "pending"],
    ]);
    // Nobody can tell what these were made with.
    expect(all.items[0]).toMatchObject({ config: {}, schedule_id: agentId, project_id: project });
    const third = await list("?page=3&per_page=3");
    expect(third).toEqual({ ...all, items: all.items.slice(6), page: 3, per_page: 3, pages: 3 });
    expect(await list("?page=999999999&per_page=100")).toMatchObject({ items: [], total: 7, page: 999_999_999 });
    expect((await list("?status=RUNNING")).items).toEqual(all.items.slice(3, 6));
    expect(await list("?status=pending&source=scheduled")).toMatchObject({ total: 1, pages: 1 });
    expect(await list("?source=retry")).toEqual({ items: [], total: 0, page: 1, per_page: 20, pages: 0 });
    // Only of this project.
    expect((await list("?source=manual")).total).toBe(0);
  });

  it.each([
    "page=0",
    "page=-1",
    "page=1.5",
    "page=",
    "page=1&page=2",
    "per_page=0",
    "per_page=101",
    "per_page=x",
    "status=",
    "status=done",
    "status=running,failed",
    "source=ui",
    "page=1e9",
  ])("refuses %s, and names it", async (query) => {
    const project = await program.project();
    const refusal = await program.refused(`/api/v1/projects/${project}/jobs?${query}`);
    expect(refusal).toMatchObject({ status: 400, code: "VALIDATION_ERROR" });
    expect(refusal.detail.split(":")[0]).toBe(query.split("=")[0]);
  });
});

describe("a cancel", () => {
  it("stops a running job and says so", async () => {
    const gate = program.site.hold("/sample/c");
    const { id } = await program.start(await program.project({ urls: ["/sample/a", "/sample/c"] }));
    await eventuallyAt(id, "tgt_2");
    const cancelled = await program.ask(schemas.cancelledSchema, path(id, "/cancel"), { method: "POST" });
    expect(cancelled).toMatchObject({ id, status: "cancelled", progress: { total_targets: 2, completed_targets: 1 } });
    expect(cancelled).toHaveProperty("cancelled_at");
    gate.release();
    const job = await program.job(id);
    expect(job).toMatchObject({ status: "cancelled", cancelled_at: cancelled.cancelled_at });
    expect(job.target_status.map(({ status }) => status)).toEqual(["completed", "cancelled"]);
    expect(job).not.toHaveProperty("completed_at");
    const documented = table("Cancel Job").find(([status = ""]) => /^\d+$/.test(status));
    const refusal = await program.refused(path(id, "/cancel"), { method: "POST", json: {} });
    expect([String(refusal.status), refusal.code]).toEqual(documented?.slice(0, 2));
  });

  it("of a job that waits is done at once; its targets were not come to", async () => {
    const gate = program.site.hold("/sample/c");
    const project = await program.project({ urls: ["/sample/c"] });
    const first = await program.start(project);
    await program.reaches(first.id, "running");
    const agent = await server().app.services.agents.find(await principal(), project);
    const { id } = await server().app.services.agents.start(await principal(), agent.id);
    expect(await program.job(id)).toMatchObject({ status: "pending", target_status: [{ status: "pending" }] });
    await program.ask(schemas.cancelledSchema, path(id, "/cancel"), { method: "POST" });
    const job = await program.job(id);
    expect(job).toMatchObject({ status: "cancelled", target_status: [{ status: "cancelled", results_count: 0 }] });
    expect(job).not.toHaveProperty("started_at");
    gate.release();
    await program.reaches(first.id, "completed");
  });

  it("says that a job still runs when it does not stop in time", async () => {
    // No worker has it, so nobody stops it.
    const { id } = await storeJob(server().app.store, "Executing", { agentId: "a", percent: 12.7 });
    const answer = await program.ask(schemas.cancelledSchema, path(id, "/cancel"), { method: "POST" });
    expect(answer).toMatchObject({ id, status: "running", progress: { percentage: 12 } });
    expect(answer).not.toHaveProperty("cancelled_at");
  });
});

it("retries nothing that has not ended or is being retried", async () => {
  const gate = program.site.hold("/sample/c");
  const { id } = await program.start(await program.project({ urls: ["/sample/c"] }));
  const retry = { method: "POST" };
  expect(await program.refused(path(id, "/retry"), retry)).toMatchObject({ status: 400, code: "CANNOT_RETRY" });
  await program.ask(schemas.cancelledSchema, path(id, "/cancel"), { method: "POST" });
  const again = await program.ask(schemas.jobSchema, path(id, "/retry"), { ...retry, status: 201 });
  expect(await program.refused(path(id, "/retry"), retry)).toMatchObject({ status: 400, code: "CANNOT_RETRY" });
  gate.release();
  await program.reaches(again.id, "completed");
});

describe("large jobs", () => {
  it("tell of their first thousand targets, and the newest lines of their logs", async () => {
    const { store } = server().app;
    const counts = { tasksExpected: 1200, tasksTotal: 1200, tasksCompleted: 0, cluesTotal: 0, percent: 0 };
    const job = await storeJob(store, "Executing", { agentId: "a", ...counts });
    await store.write(async (tx) => {
      const run = await insertRun(tx, "default", {
        source: "local",
        jobId: job.id,
        attempt: 1,
        agentState: "Executing",
      });
      const owner = { org: "default", source: "local", id: job.id, runId: run.id };
      const targets = Array.from({ length: 1200 }, (_, place) => ({ target: `/${place}`, depth: 0 }));
      await insertTasks(tx, owner, targets);
      const levels = ["debug", "info", "warning", "error"] as const;
      const lines = Array.from({ length: 1200 }, (_, place) => ({
        ...{ seq: place + 1, at: new Date().toISOString(), message: `line ${place + 1}`, task: null },
        level: levels[place % 4] ?? "info",
      }));
      await appendLogLines(tx, owner, lines);
    });
    const detail = await program.job(job.id);
    expect(detail.target_status).toHaveLength(1000);
    expect(detail).toMatchObject({ target_status_truncated: true, progress: { total_targets: 1200 } });
    expect(detail.config.targets).toHaveLength(1000);
    const lines = async (query: string) =>
      (await program.ask(schemas.logsSchema, path(job.id, `/logs${query}`))).logs.map(({ message }) => message);
    const last = (count: number) => Array.from({ length: count }, (_, place) => `line ${1201 - count + place}`);
    expect(await lines("")).toEqual(last(100));
    expect(await lines("?limit=1000")).toEqual(last(1000));
    expect(await lines("?level=warning&limit=2")).toEqual(["line 1195", "line 1199"]);
    // The document has no word for our finest level.
    expect(await lines("?level=Info&limit=2")).toEqual(["line 1197", "line 1198"]);
    for (const query of ["?limit=0", "?limit=1001", "?level=debug", "?level="]) {
      expect(await program.refused(path(job.id, `/logs${query}`))).toMatchObject({
        status: 400,
        code: "VALIDATION_ERROR",
      });
    }
  });
});

describe("who may", () => {
  const calls: [string, string][] = [
    ["GET", "/api/v1/projects/PROJECT/jobs"],
    ["POST", "/api/v1/projects/PROJECT/jobs"],
    ["GET", "/api/v1/jobs/JOB"],
    ["POST", "/api/v1/jobs/JOB/cancel"],
    ["POST", "/api/v1/jobs/JOB/retry"],
    ["GET", "/api/v1/jobs/JOB/logs"],
  ];
  let project: string;
  let job: string;
  let acme: string;
  let reader: string;
  beforeAll(async () => {
    const { store } = server().app;
    project = await program.project();
    const agent = await server().app.services.agents.find(await principal(), project);
    job = (await storeJob(store, "Failed", { agentId: agent.id, error: "Timed out" })).id;
    acme = await makeToken(store, { org: "acme" });
    reader = await makeToken(store, { scopes: ["services:read"] });
  });
  const at = (address: string, projectId = project, jobId = job) =>
    address.replace("PROJECT", encodeURIComponent(projectId)).replace("JOB", encodeURIComponent(jobId));

  it.each(calls)("%s %s", async (method, address) => {
    for (const token of [null, "wf_wrong", "x y"]) {
      const refusal = await program.refused(at(address), { method, token });
      expect(refusal).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
      expect(refusal.headers.get("www-authenticate")).toBe("Bearer");
    }
    // A browser's session is nobody here.
    expect((await server().call<unknown>(at(address), { method, as: "person" })).status).toBe(401);
    const others = await program.refused(at(address), { method, token: acme });
    const absent = await program.refused(at(address, "no-such", "987654321"), { method });
    expect([others.status, others.code]).toEqual([404, "NOT_FOUND"]);
    const shape = ({ detail }: { detail: string }) => detail.replace(/\S+ does/, "… does");
    expect(shape(absent)).toBe(shape(others));
    if (method === "POST") {
      expect(await program.refused(at(address), { method, token: reader })).toMatchObject({
        status: 403,
        code: "FORBIDDEN",
      });
    }
    for (const id of ["'; drop table job; --", "x".repeat(300), "\u0001", "..%2f", "💥"]) {
      expect((await program.refused(at(address, id, id), { method })).status).toBe(404);
    }
  });

  it("says at a WebSocket's address that it is one", async () => {
    const refusal = await program.refused(path(job, "/ws"));
    expect(refusal).toMatchObject({ status: 426, code: "UPGRADE_REQUIRED" });
  });

  it("lets pages of any site call with a token", async () => {
    const { headers } = await program.refused(path("1"), { token: null });
    expect(headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("the document's programs", () => {
  it("run as they are with curl", async () => {
    const project = await program.project();
    const [script = ""] = code("cURL", "bash");
    const commands = script.split(/^# .*$/m).filter((command) => command.trim() !== "");
    expect(commands).toHaveLength(4);
    let id = "";
    const answers: { status: number; body: Record<string, unknown> }[] = [];
    for (const command of commands) {
      const mine = command.replace("TOKEN", program.token).replace("proj_xyz789", project).replace("job_abc123", id);
      const response = await fetch(callOf(mine, server().origin));
      const body = (await response.json()) as Record<string, unknown>;
      answers.push({ status: response.status, body });
      if (id === "") id = String(body.id);
    }
    const [started, status, cancel, list] = answers;
    expect(schemas.jobSchema.parse(started?.body)).toMatchObject({ id, config: { max_results_per_target: 100 } });
    expect(schemas.jobDetailSchema.parse(status?.body).id).toBe(id);
    // It may have ended before it was cancelled.
    expect([200, 400]).toContain(cancel?.status);
    expect(schemas.jobPageSchema.parse(list?.body).page).toBe(1);
    expect(answers.map(({ status }) => status)).toMatchObject([201, 200, expect.anything(), 200]);
  });

  it("poll until the end, as the one in Python does", async () => {
    const project = await program.project({ urls: ["/sample/a", "/sample/b"] });
    const headers = { authorization: `Bearer ${program.token}`, "content-type": "application/json" };
    const ask = async (address: string, init: RequestInit = {}) =>
      (await (await fetch(`${server().origin}${address}`, { headers, ...init })).json()) as Record<string, never>;
    const body = JSON.stringify({ max_results_per_target: 100 });
    const started = await ask(`/api/v1/projects/${project}/jobs`, { method: "POST", body });
    const percentages: number[] = [];
    for (;;) {
      const status = schemas.jobDetailSchema.parse(await ask(`/api/v1/jobs/${started.id}`));
      percentages.push(status.progress.percentage ?? -1);
      if (["completed", "failed", "cancelled"].includes(status.status)) {
        expect(status).toMatchObject({ status: "completed", progress: { total_results: 4 } });
        break;
      }
    }
    expect(percentages).toEqual(percentages.toSorted((one, other) => one - other));
    expect(percentages.at(-1)).toBe(100);
  });
});

async function principal() {
  const found = await server().app.auth.authenticateToken(program.token);
  return found ?? expect.fail("the token is not valid");
}

/** Reads the job until it is at a target. */
async function eventuallyAt(id: string, target: string) {
  for (;;) {
    const job = await program.job(id);
    if (job.progress.current_target === target) return job;
    expect(["pending", "running"]).toContain(job.status);
  }
}
