import { beforeAll, describe, expect, it } from "vitest";
import type { JobDetail } from "../../lib/api/job-types.ts";
import type { BulkActionDetail, BulkActionPage, BulkItem, Page } from "../../lib/api/types.ts";
import type { BulkAction, BulkPreview } from "../../lib/jobs/bulk.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { eventually } from "../testing/eventually.ts";
import { type CallOptions, startApiServer } from "./api-server.ts";
import { someAgent, storeJob } from "./seed.ts";

const server = startApiServer();
const path = "/api/bulk-actions";

let made = 0;
/** An agent of its own for each test, whose jobs fail: its page does not exist. */
async function makeAgent(): Promise<{ agentId: string; config: string }> {
  const json = someAgent({ name: `bulk ${++made}`, startUrl: "/sample/none", maxAttempts: 1 });
  const { body } = await server().call<{ agent: { id: string; definition: unknown } }>("/api/agents", { json });
  return { agentId: body.agent.id, config: JSON.stringify(body.agent.definition) };
}

async function makeJobs(states: JobState[]): Promise<{ q: string; jobs: JobRow[] }> {
  const agent = await makeAgent();
  const jobs: JobRow[] = [];
  for (const state of states) jobs.push(await storeJob(server().app.store, state, agent));
  return { q: `agent:${agent.agentId}`, jobs };
}

const keysOf = (jobs: JobRow[]) => jobs.map(({ source, id }) => ({ source, id }));
const preview = (json: unknown) => server().call<BulkPreview>(`${path}/preview`, { json });
const start = (json: unknown, options: CallOptions = {}) =>
  server().call<{ action: BulkAction }>(path, { json, ...options });
const refused = (json: unknown, end = "") => server().call(`${path}${end}`, { json });
const read = async (id: string) => (await server().call<BulkActionDetail>(`${path}/${id}`)).body.action;
const ends = (id: string) =>
  eventually("the action to end", async () => read(id).then((action) => action.finishedAt !== null && action));
const abort = (id: string) => server().call<{ action: BulkAction }>(`${path}/${id}/abort`, { method: "POST" });

describe("POST /api/bulk-actions/preview", () => {
  beforeAll(async () => {
    const { db } = server().app.store;
    await db
      .insertInto("source")
      .values({ id: "elsewhere", org: "default", kind: "agenty", name: "Elsewhere" })
      .execute();
    await db.insertInto("org").values({ id: "other", name: "Other" }).execute();
  });

  it("counts what could be cancelled, and says why the rest could not", async () => {
    const { q, jobs } = await makeJobs([
      ...(["Queued", "Queued", "Executing", "ExecutionCompleted", "Submitting"] as const),
      ...(["Cancelling", "Completed", "Failed", "Failed", "Cancelled", "Unknown"] as const),
    ]);
    const agentId = jobs[0]?.agentId ?? null;
    await storeJob(server().app.store, "Executing", { agentId, source: "elsewhere", id: "x1" });
    await storeJob(server().app.store, "Executing", { agentId, source: "elsewhere", id: "x2", org: "other" });
    const { status, body } = await preview({ verb: "cancel", q });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ verb: "cancel", matched: 12, eligible: 5, tooMany: false, asOf: expect.any(String) },
      refused: [
        { why: "ended", count: 4, states: ["Completed", "Cancelled", "Failed"] },
        { why: "cancelling", count: 1, states: ["Cancelling"] },
        { why: "unknown", count: 1, states: ["Unknown"] },
        { why: "unsupported", count: 1, states: ["Executing"] },
      ],
    });
    const keys = [...keysOf(jobs.slice(0, 2)), { source: "local", id: "none" }, { source: "elsewhere", id: "x2" }];
    expect((await preview({ verb: "cancel", jobs: keys })).body).toMatchObject({
      matched: 2,
      eligible: 2,
      refused: [],
    });
  });

  it("counts what could be retried, and says why the rest could not", async () => {
    const { q, jobs } = await makeJobs([
      "Failed",
      "Cancelled",
      "Failed",
      "Completed",
      "Queued",
      "Executing",
      "Unknown",
    ]);
    const agentId = jobs[0]?.agentId ?? null;
    await storeJob(server().app.store, "Completed", { agentId, retryOf: jobs[2]?.id ?? null });
    await storeJob(server().app.store, "Failed", { agentId, source: "elsewhere", id: "x3" });
    const { body } = await preview({ verb: "retry", q });
    expect(body).toMatchObject({
      ...{ matched: 9, eligible: 2 },
      refused: [
        { why: "not-ended", count: 2, states: ["Queued", "Executing"] },
        { why: "completed", count: 2, states: ["Completed"] },
        { why: "already-retried", count: 1, states: ["Failed"] },
        { why: "unknown", count: 1 },
        { why: "unsupported", count: 1, states: ["Failed"] },
      ],
    });
    const nothing = await preview({ verb: "retry", q: `${q} name:"no job is called so"` });
    expect(nothing.body).toMatchObject({ matched: 0, eligible: 0, refused: [] });
  });
});

describe("a bulk action", () => {
  it("retries jobs in the background, and says what became of each", async () => {
    const { q, jobs } = await makeJobs(["Failed", "Cancelled", "Completed"]);
    const { status, body } = await start({ verb: "retry", q, reason: "  new season ", expected: 2 }, { as: "person" });
    expect(status).toBe(201);
    expect(body.action).toMatchObject({
      ...{ verb: "retry", state: "waiting", actor: "Operator", reason: "new season", query: q, chosen: null },
      ...{ matched: 3, eligible: 2, done: 0, failed: 0, skipped: 0, failures: [], version: 1 },
    });
    expect(Object.keys(body.action).sort()).toEqual(Object.keys(await ends(body.action.id)).sort());
    expect(await read(body.action.id)).toMatchObject({ state: "finished", done: 2, startedAt: expect.any(String) });
    const { body: items } = await server().call<Page<BulkItem>>(`${path}/${body.action.id}/items`);
    expect(items).toMatchObject({ nextCursor: null, revision: expect.any(Number) });
    expect(items.items.map((item) => item.jobId)).toEqual(jobs.slice(0, 2).map((job) => job.id));
    for (const { source, jobId, resultJobId } of items.items) {
      const { body: detail } = await server().call<JobDetail>(`/api/jobs/${source}/${jobId}`);
      expect(detail.retriedAs).toBe(resultJobId);
      expect(detail.commands).toMatchObject([
        { action: "retry", actor: "Operator", reason: "new season", bulkId: body.action.id, resultJobId },
      ]);
    }
  });

  it("reads its items page by page, the failed ones apart", async () => {
    const agent = await makeAgent();
    const jobs: JobRow[] = [];
    for (const config of [agent.config, agent.config, agent.config, "null", "{}"]) {
      jobs.push(await storeJob(server().app.store, "Failed", { ...agent, config }));
    }
    const { body } = await start({ verb: "retry", jobs: keysOf(jobs), expected: 5 });
    const ended = await ends(body.action.id);
    expect(ended).toMatchObject({ chosen: 5, query: null, done: 3, failed: 2, failures: [{ count: 2 }] });
    const items = `${path}/${body.action.id}/items`;
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const at: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await server().call<Page<BulkItem>>(`${items}?limit=2${at}`)).body;
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.jobId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(jobs.slice(0, 3).map((job) => job.id));
    const { body: failed } = await server().call<Page<BulkItem>>(`${items}?outcome=failed`);
    expect(failed.items.map(({ jobId, outcome }) => [jobId, outcome])).toEqual(
      jobs.slice(3).map((job) => [job.id, "failed"]),
    );
    expect(failed.items[0]?.reason).toBe(ended.failures[0]?.reason);
  });

  it("that cancels can be undone, once, before it begins", async () => {
    const { q, jobs } = await makeJobs(["Queued", "Queued"]);
    const { body } = await start({ verb: "cancel", q, expected: 2 });
    expect(body.action).toMatchObject({ state: "waiting", reason: null });
    expect(Date.parse(body.action.startsAt)).toBe(Date.parse(body.action.createdAt) + 5000);
    const undone = await abort(body.action.id);
    expect(undone.status).toBe(200);
    expect(undone.body.action).toMatchObject({ state: "undone", abortedBy: "API token", done: 0 });
    const again = await server().call(`${path}/${body.action.id}/abort`, { json: {} });
    expect(again.status).toBe(409);
    expect(again.body.error).toMatchObject({ code: "CONFLICT", message: expect.stringContaining("undone") });
    for (const { source, id } of jobs) {
      expect((await server().call<JobDetail>(`/api/jobs/${source}/${id}`)).body.job.state).toBe("Queued");
    }
  });

  it("is refused when more jobs match than were confirmed, and when none do", async () => {
    const { q, jobs } = await makeJobs(Array.from({ length: 12 }, () => "Failed" as const));
    const more = await refused({ verb: "retry", q, expected: 10 });
    expect(more.status).toBe(409);
    expect(more.body.error.message).toContain("Now 12 jobs can be retried; you confirmed 10.");
    const none = await refused({ verb: "cancel", jobs: keysOf(jobs), expected: 12 });
    expect(none.status).toBe(409);
    expect(none.body.error.message).toContain("None of these jobs can be cancelled");
    const { body } = await server().call<BulkActionPage>(`${path}?limit=200`);
    expect(body.items.some((action) => action.query === q)).toBe(false);
  });

  it("is listed, the newest first, page by page", async () => {
    const ids: string[] = [];
    for (let place = 0; place < 5; place++) {
      const { q } = await makeJobs(["Failed"]);
      ids.unshift((await start({ verb: "retry", q, expected: 1 })).body.action.id);
    }
    const first = (await server().call<BulkActionPage>(`${path}?limit=2`)).body;
    expect(first.items.map((action) => action.id)).toEqual(ids.slice(0, 2));
    const second = (await server().call<BulkActionPage>(`${path}?limit=3&cursor=${first.nextCursor}`)).body;
    expect(second.items.map((action) => action.id)).toEqual(ids.slice(2));
    const whole = (await server().call<BulkActionPage>(`${path}?limit=200`)).body;
    expect(whole.nextCursor).toBeNull();
    for (const id of ids) await ends(id);
  });
});

describe("bad input for bulk actions", () => {
  const key = { source: "local", id: "1" };
  const whole = { verb: "retry", q: "", expected: 1 };

  it.each([
    [{}, "verb"],
    [{ ...whole, verb: "delete" }, "verb"],
    [{ verb: "retry", expected: 1 }, "q"],
    [{ ...whole, jobs: [key] }, "jobs"],
    [{ verb: "retry", jobs: [], expected: 1 }, "jobs"],
    [{ verb: "retry", jobs: Array.from({ length: 1001 }, () => key), expected: 1 }, "jobs"],
    [{ verb: "retry", jobs: [{ id: "1" }], expected: 1 }, "jobs.0.source"],
    [{ verb: "retry", jobs: [{ ...key, id: "x".repeat(201) }], expected: 1 }, "jobs.0.id"],
    [{ verb: "retry", jobs: [{ ...key, name: "x" }], expected: 1 }, "jobs.0.name"],
    [{ ...whole, q: 5 }, "q"],
    [{ ...whole, q: "state:nonsense" }, "q"],
    [{ ...whole, q: "created:2026-02-30" }, "q"],
    [{ ...whole, q: 'name:"open' }, "q"],
    [{ ...whole, q: "x".repeat(10_000) }, "q"],
    [{ ...whole, q: "a\0b" }, "q"],
    [{ ...whole, expected: undefined }, "expected"],
    [{ ...whole, expected: -1 }, "expected"],
    [{ ...whole, expected: 1.5 }, "expected"],
    [{ ...whole, expected: 1e9 }, "expected"],
    [{ ...whole, reason: "x".repeat(501) }, "reason"],
    [{ ...whole, force: true }, "force"],
  ])("is refused: %o", async (json, field) => {
    const answer = await refused(json);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
    const { expected: _, reason: __, ...dry } = { reason: undefined, ...json } as Record<string, unknown>;
    if (field !== "expected" && field !== "reason")
      expect((await refused(dry, "/preview")).body.error.field).toBe(field);
  });

  it("takes what looks like SQL or a pattern literally", async () => {
    const { q } = await makeJobs(["Failed"]);
    for (const text of ["'; drop table job; --", "100%", "a_b", ".*", "🔥", "\\"]) {
      const { status, body } = await preview({ verb: "retry", q: `${q} ${JSON.stringify(text)}` });
      expect(status, text).toBe(200);
      expect(body.matched, text).toBe(0);
    }
    expect((await preview({ verb: "retry", q })).body.matched).toBe(1);
  });

  it("is refused in the addresses", async () => {
    for (const [end, field] of [
      ["?limit=0", "limit"],
      ["?limit=201", "limit"],
      ["?cursor=nonsense", "cursor"],
      [`?cursor=${Buffer.from('["2026-01-01","x"]').toString("base64url")}`, "cursor"],
      ["?q=x", "q"],
    ]) {
      const answer = await server().call(`${path}${end}`);
      expect(answer.status, end).toBe(400);
      expect(answer.body.error.field).toBe(field);
    }
    const { q } = await makeJobs(["Failed"]);
    const { id } = (await start({ verb: "retry", q, expected: 1 })).body.action;
    for (const [end, field] of [
      ["?outcome=skipped", "outcome"],
      ["?cursor=x", "cursor"],
      ["?limit=x", "limit"],
    ]) {
      const answer = await server().call(`${path}/${id}/items${end}`);
      expect(answer.status, end).toBe(400);
      expect(answer.body.error.field).toBe(field);
    }
    for (const unknown of ["none", "x".repeat(300), "%0a"]) {
      expect((await server().call(`${path}/${unknown}`)).status).toBe(404);
      expect((await server().call(`${path}/${unknown}/items`)).status).toBe(404);
      expect((await server().call(`${path}/${unknown}/abort`, { method: "POST" })).status).toBe(404);
    }
  });
});
