import { beforeAll, describe, expect, it } from "vitest";
import type { AgentHistory, DocumentLines, JobDetail, RunComparison } from "../../lib/api/job-types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob, storeRun } from "./seed.ts";

const server = startApiServer();
const SECRETS = { password: "hunter2", url: "https://ada:lovelace@example.test/", big: 1 };
const PARAMS = JSON.stringify(SECRETS).replace('"big":1', '"big":12345678901234567890');

let failed: JobRow;
let good: JobRow;
let foreign: JobRow;
beforeAll(async () => {
  const { store, database } = server().app;
  const agent = { agentId: "a1", agentName: "books" };
  failed = await storeJob(store, "Failed", {
    ...agent,
    params: PARAMS,
    config: "{}",
    createdAt: "2026-11-20T10:00:00.000Z",
  });
  await storeRun(store, failed, { attempt: 1 });
  await storeRun(store, failed, { attempt: 2, results: 3 });
  good = await storeJob(store, "Completed", { ...agent, params: PARAMS, createdAt: "2026-11-20T11:00:00.000Z" });
  await storeRun(store, good, { results: 5 });
  await database.db.insertInto("org").values({ id: "other", name: "Other" }).execute();
  foreign = await storeJob(store, "Completed", { ...agent, org: "other" });
});

/** A file's text; `call` takes every answer for JSON. */
async function text(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${server().origin}${path}`, { headers: server().credentials });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe("GET /api/jobs/{source}/{id}/history", () => {
  it("gives the agent's jobs of this organisation, the oldest first", async () => {
    const { status, body } = await server().call<AgentHistory>(`/api/jobs/local/${good.id}/history`);
    expect(status).toBe(200);
    expect(body.items.map(({ id }) => id)).toEqual([failed.id, good.id]);
    expect(body).toMatchObject({ moreBefore: false, moreAfter: false });
  });

  it("is empty where nobody says which agent it is", async () => {
    const job = await storeJob(server().app.store, "Completed");
    const { body } = await server().call<AgentHistory>(`/api/jobs/local/${job.id}/history`);
    expect(body).toMatchObject({ items: [], moreBefore: false });
  });
});

describe("GET /api/jobs/{source}/{id}/comparison", () => {
  const compare = (query: string, job = failed) =>
    server().call<RunComparison>(`/api/jobs/local/${job.id}/comparison?${query}`);

  it("gives two attempts of a job", async () => {
    const { status, body } = await compare(`run=1&with-id=${failed.id}&with-run=2`);
    expect(status).toBe(200);
    expect(body.one).toMatchObject({ job: { id: failed.id }, run: { attempt: 1 }, results: [] });
    expect(body.other).toMatchObject({ run: { attempt: 2 }, results: [{ collection: 1, count: 3, capped: false }] });
    expect(body.same).toEqual({ params: true, config: true });
  });

  it("gives another job's latest run, without secrets", async () => {
    const { status, body } = await compare(`with-source=local&with-id=${good.id}`);
    expect(status).toBe(200);
    expect(body.other).toMatchObject({ job: { id: good.id }, run: { attempt: 1 }, config: null });
    expect(body.same).toEqual({ params: true, config: null });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|lovelace/);
    expect(body.one.params).toContain('"big":12345678901234567890');
  });

  it.each([
    ["an unknown job", () => "with-id=999999", "Job local/999999 does not exist."],
    ["another organisation's", () => `with-id=${foreign.id}`, "does not exist."],
    ["an unknown source", () => `with-source=nowhere&with-id=${good.id}`, "Job nowhere/"],
    ["an unknown attempt", () => `with-id=${good.id}&with-run=7`, "Attempt 7 of job local/"],
    ["an attempt that none can be", () => `with-id=${good.id}&with-run=999999999999999`, "Attempt 999999999999999"],
    ["an unknown attempt of its own", () => `with-id=${good.id}&run=0`, "Attempt 0 of job local/"],
  ])("names what is not there: %s", async (_, query, message) => {
    const { status, body } = await server().call(`/api/jobs/local/${failed.id}/comparison?${query()}`);
    expect(status).toBe(404);
    expect(body.error.message).toContain(message);
  });

  it.each([
    ["with-id", ""],
    ["with-id", "with-id=1&with-id=2"],
    ["with-run", "with-id=1&with-run=last"],
    ["colour", "with-id=1&colour=red"],
  ])("refuses a wrong %s", async (field, query) => {
    const { status, body } = await server().call(`/api/jobs/local/${failed.id}/comparison?${query}`);
    expect(status).toBe(400);
    expect(body.error.field).toBe(field);
  });
});

describe("GET /api/jobs/{source}/{id}/documents/{name}", () => {
  it("gives texts whole, as JSON with line breaks, without secrets", async () => {
    const answer = await text(`/api/jobs/local/${failed.id}/documents/params`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="local-${failed.id}-params.json"`);
    expect(answer.text).toBe(
      '{\n  "password": "[redacted password]",\n  "url": "https://[redacted login]@example.test/",\n  "big": 12345678901234567890\n}',
    );
  });

  it("gives what the job answered, its beginning with the page", async () => {
    const result = JSON.stringify({ token: "t0k3n", big: "x".repeat(100_000) });
    const { id } = await storeJob(server().app.store, "Completed", { result });
    const { body } = await server().call<JobDetail>(`/api/jobs/local/${id}`);
    expect(body.cut).toEqual({ params: null, config: null, result: result.length });
    expect(body.result).toHaveLength(64 * 1024);
    expect(body.result).toContain("[redacted token]");
    const whole = await text(`/api/jobs/local/${id}/documents/result`);
    expect(JSON.parse(whole.text)).toEqual({ token: "[redacted token]", big: "x".repeat(100_000) });
  });

  it("gives the rows as they are held", async () => {
    expect(JSON.parse((await text(`/api/jobs/local/${failed.id}/documents/job`)).text)).toMatchObject({
      agent_id: "a1",
    });
    const run = await text(`/api/jobs/local/${failed.id}/documents/run?run=1`);
    expect(JSON.parse(run.text)).toMatchObject({ attempt: 1, job_id: failed.id });
  });

  it.each([
    ["documents/config", () => good.id],
    ["documents/agent", () => failed.id],
    ["documents/result", () => failed.id],
    ["documents/run?run=9", () => failed.id],
    ["documents/password", () => failed.id],
    ["documents/job", () => foreign.id],
  ])("has none at %s", async (path, id) => {
    expect((await server().call(`/api/jobs/local/${id()}/${path}`)).status).toBe(404);
  });

  it("carries 20 MB, of which the page itself gets only the beginning", async () => {
    const rows = Array.from(
      { length: 200_000 },
      (_, place) => `{"n":${place},"apiKey":"k${place}","pad":"${"x".repeat(60)}"}`,
    );
    const params = `[${rows.join(",")}]`;
    const { id } = await storeJob(server().app.store, "Completed", { params });
    const { body } = await server().call<JobDetail>(`/api/jobs/local/${id}`);
    expect(body.cut).toEqual({ params: params.length, config: null, result: null });
    expect(body.params).toHaveLength(64 * 1024);
    expect(body.params).not.toMatch(/"k\d/);
    const whole = await text(`/api/jobs/local/${id}/documents/params`);
    expect(whole.text).not.toMatch(/"k\d/);
    expect(JSON.parse(whole.text)).toHaveLength(200_000);

    const all = whole.text.split("\n");
    for (const from of [0, 500_000, all.length - 7, all.length]) {
      const { body: read } = await server().call<DocumentLines>(
        `/api/jobs/local/${id}/documents/params/lines?from=${from}`,
      );
      expect(read).toMatchObject({ from, total: all.length, bytes: Buffer.byteLength(whole.text) });
      expect(read.lines.map((line) => line.text)).toEqual(all.slice(from, from + 100));
    }
    // What is kept of a text is not what is read of the next one.
    const next = `[${"1,".repeat(200_000)}2]`;
    await server().app.store.db.updateTable("jobDetail").set({ params: next }).where("jobId", "=", id).execute();
    const { body: other } = await server().call<DocumentLines>(`/api/jobs/local/${id}/documents/params/lines`);
    expect(other).toMatchObject({ total: 200_003 });
  });

  it("gives of long lines the beginning, cut between characters", async () => {
    const { id } = await storeJob(server().app.store, "Completed", { result: `["${"💥".repeat(100_000)}"]` });
    const { body } = await server().call<DocumentLines>(`/api/jobs/local/${id}/documents/result/lines`);
    const [, line] = body.lines;
    expect(line?.text).toMatch(/^ {2}"(💥)+$/u);
    expect(Buffer.byteLength(line?.text ?? "")).toBeLessThanOrEqual(2000);
    expect((line?.text.length ?? 0) + (line?.more ?? 0)).toBe(2 + 200_000 + 2);
    expect((await server().call(`/api/jobs/local/${id}/documents/result/lines?limit=101`)).status).toBe(400);
    expect((await server().call(`/api/jobs/local/${id}/documents/params/lines`)).status).toBe(404);
  });
});
