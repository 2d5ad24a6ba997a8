import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import type { Agent } from "../../../lib/api/types.ts";
import { readDocument } from "../../../lib/dialects/agenty/documented.ts";
import type { AgentyJob } from "../../../lib/dialects/agenty/types.ts";
import { exportSchema, filesSchema, jobSchema, jobsSchema, resultSchema } from "../../../lib/dialects/agenty/wire.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { JOB_STATES } from "../../../lib/jobs/state.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeToken } from "../../testing/make-token.ts";
import { startApiServer } from "../api-server.ts";
import { someAgent, storeJob, storeRun } from "../seed.ts";
import { type AgentyCall, callAgenty } from "./agenty-calls.ts";

const calls = readDocument(readFileSync(new URL("../../../lib/dialects/agenty/document.txt", import.meta.url), "utf8"));
const server = startApiServer();
let key: string;
/** The site answers `/sample/held` only once this has resolved. */
let held: PromiseWithResolvers<void>;

beforeAll(async () => {
  key = await makeToken(server().app.store);
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

const ask = (path: string, call: AgentyCall = {}) => callAgenty(server(), path, { key, ...call });
const askJob = async (path: string, call?: AgentyCall) => {
  const { status, text } = await ask(path, call);
  expect(status).toBe(200);
  return jobSchema.parse(JSON.parse(text));
};
const start = (agentId: string) => askJob("/v2/jobs/start", { json: { agent_id: agentId } });
const reaches = (id: number, status: string) =>
  eventually(`job ${id} to be ${status}`, async () => {
    const job = await askJob(`/v2/jobs/${id}`);
    return job.status === status && job;
  });
const fieldsAndTypes = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value ?? {}).map(([name, field]) => [name, Array.isArray(field) ? "array" : typeof field]),
  );

describe("the document's own calls, made here", () => {
  it("are answered field for field and type for type as it shows", async () => {
    const agent = await createAgent({ slug: "45l0wewqzk" });
    const ids: number[] = [];
    for (const { method, path, params, body, answer } of calls) {
      if (path.endsWith("/stop")) continue;
      const query = new URLSearchParams(
        params.flatMap((name) => {
          const values: Record<string, string> = {
            ...{ offset: "0", limit: "2500", collection: "1", modified: "1", type: "result", filename: "output" },
            ...{ agent_id: "45l0wewqzk" },
          };
          return values[name] === undefined ? [] : [[name, values[name]]];
        }),
      );
      const { status, headers, text } = await ask(path.replace("{{JOB_ID}}", String(ids[0])), {
        method,
        query: String(query),
        ...(body === null ? {} : { body: body.replace("{{AGENT_ID}}", "45l0wewqzk") }),
        headers: { "content-type": "application/json" },
      });
      expect(status, `${method} ${path}`).toBe(200);
      if (path.endsWith("/logs")) {
        expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
        const line = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO|WARNING|ERROR|DEBUG) .+$/;
        for (const text of answer.split("\n")) expect(text).toMatch(line);
        for (const own of text.trimEnd().split("\n")) expect(own).toMatch(line);
        continue;
      }
      const shown = JSON.parse(answer);
      const ours = JSON.parse(text);
      expect(Object.keys(ours)).toEqual(Object.keys(shown));
      const nullable = ["started_at", "completed_at", "stopped_at", "queue_time", "run_duration", "error"];
      const both = (value: unknown) => {
        const types = fieldsAndTypes(value);
        for (const name of [...nullable, "ping_at", "assigned_worker_id", "running_worker_id"]) delete types[name];
        return types;
      };
      expect(both(ours)).toEqual(both(shown));
      if (path.endsWith("/jobs")) expect(both(ours.result[0])).toEqual(both(shown.result[0]));
      if (path.endsWith("/start")) {
        ids.push(ours.job_id);
        await reaches(ours.job_id, "completed");
      }
    }
    expect(agent.definition).toMatchObject({ slug: "45l0wewqzk" });
  });

  it("and its Python loop's shape: start, poll, read all results page by page", async () => {
    const agent = await createAgent();
    const { job_id } = await start(agent.id);
    await reaches(job_id, "completed");
    const rows: unknown[] = [];
    for (let offset = 0; ; offset += 1) {
      const { text } = await ask(`/v2/jobs/${job_id}/result`, { query: { offset, limit: 1 } });
      const page = resultSchema.parse(JSON.parse(text));
      rows.push(...page.result);
      if (page.offset + page.returned >= page.total) break;
    }
    expect(rows).toEqual([{ title: "Harbour Books" }]);
  });
});

describe("POST /v2/jobs/start", () => {
  it("makes a job of the built-in engine, found by the agent's slug or its id", async () => {
    const agent = await createAgent({ slug: "shop", priority: 5 });
    const job = await start("shop");
    const account = await server().app.services.programJobs.accountNumber({
      ...{ kind: "token", id: "t", name: "t", org: "default", scopes: [] },
    });
    expect(job).toMatchObject({
      agent_id: "shop",
      account_id: account,
      status: "submitted",
      priority: 5,
      is_scheduled: false,
    });
    const { body } = await server().call<JobDetail>(`/api/jobs/local/${job.job_id}`);
    expect(body.job).toMatchObject({ agentId: agent.id, trigger: "api", startedBy: "Test" });
    const again = await start(agent.id);
    expect(again.agent_id).toBe("shop");
    const ended = await reaches(again.job_id, "completed");
    expect(ended).toMatchObject({
      ...{ pages_total: 1, pages_processed: 1, pages_succeeded: 1 },
      pages_failed: 0,
      pages_credit: 1,
    });
    expect(ended.queue_time).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(ended.run_duration).toMatch(/^\d\d:\d\d:\d\d$/);
  });

  it("says when an agent cannot be started", async () => {
    const disabled = await createAgent({ enabled: false });
    const limited = await createAgent({ jobsPerDay: 1 });
    expect(JSON.parse((await ask("/v2/jobs/start", { json: { agent_id: disabled.id } })).text)).toEqual({
      ...{ status: 409, code: "CONFLICT", name: "Conflict" },
      message: `Agent ${disabled.name} is disabled. Enable it first.`,
    });
    await start(limited.id);
    const { status, headers, text } = await ask("/v2/jobs/start", { json: { agent_id: limited.id } });
    expect(status).toBe(429);
    expect(JSON.parse(text)).toMatchObject({ status: 429, code: "RATE_LIMITED", name: "Too Many Requests" });
    const seconds = Number(headers.get("retry-after"));
    expect(new Date(Date.now() + seconds * 1000).toISOString()).toMatch(/T(00:0|23:59)/);
  });
});

describe("GET /v2/jobs/{id}/stop", () => {
  it("stops a job that runs: stopping at once, stopped in the end", async () => {
    const agent = await createAgent({ startUrl: "/sample/held" });
    const { job_id } = await start(agent.id);
    await reaches(job_id, "started");
    const stopping = await askJob(`/v2/jobs/${job_id}/stop`);
    expect(["stopping", "stopped"]).toContain(stopping.status);
    expect(["stopping", "stopped"]).toContain((await askJob(`/v2/jobs/${job_id}/stop`)).status);
    held.resolve();
    const stopped = await reaches(job_id, "stopped");
    expect(stopped.stopped_at).toBe(stopped.completed_at);
    expect(stopped.stopped_at).not.toBeNull();
    const { body } = await server().call<JobDetail>(`/api/jobs/local/${job_id}`);
    expect(body.commands.map(({ action, actor }) => [action, actor])).toEqual([
      ["cancel", "Test"],
      ["start", "Test"],
    ]);
  });

  it("stops a job that waits at once", async () => {
    const job = await storeJob(server().app.store, "Queued");
    const stopped = await askJob(`/v2/jobs/${job.id}/stop`);
    expect(stopped).toMatchObject({ status: "stopped", started_at: null, queue_time: null, run_duration: null });
  });

  it.each(["Completed", "Failed", "Cancelled"] as const)("answers a job that is %s as it is", async (state) => {
    const job = await storeJob(server().app.store, state);
    expect(await askJob(`/v2/jobs/${job.id}/stop`)).toEqual(await askJob(`/v2/jobs/${job.id}`));
  });

  it("is nothing that a HEAD does", async () => {
    const job = await storeJob(server().app.store, "Queued");
    expect((await ask(`/v2/jobs/${job.id}/stop`, { method: "HEAD" })).status).toBe(200);
    expect((await askJob(`/v2/jobs/${job.id}`)).status).toBe("submitted");
  });
});

describe("GET /v2/jobs", () => {
  let jobs: JobRow[];
  beforeAll(async () => {
    const { store } = server().app;
    const agent = await createAgent({ slug: "many" });
    jobs = [];
    for (const [place, state] of JOB_STATES.entries()) {
      const createdAt = new Date(Date.UTC(2026, 0, 1 + place)).toISOString();
      jobs.push(await storeJob(store, state, { agentId: agent.id, createdAt, priority: place % 3 }));
    }
  });
  const list = async (query: AgentyCall["query"] = {}) => {
    const { status, text } = await ask("/v2/jobs", { query });
    expect(status).toBe(200);
    return jobsSchema.parse(JSON.parse(text));
  };
  const idsOf = (result: AgentyJob[]) => result.map(({ job_id }) => String(job_id));

  it("pages through an agent's jobs, the newest first", async () => {
    const all = await list({ agent_id: "many" });
    expect(all).toMatchObject({ total: jobs.length, limit: 1000, offset: 0, returned: jobs.length });
    expect(idsOf(all.result)).toEqual(jobs.map(({ id }) => id).reverse());
    const paged: string[] = [];
    for (let offset = 0; offset < jobs.length; offset += 4) {
      const page = await list({ agent_id: "many", offset, limit: 4 });
      expect(page).toMatchObject({ total: jobs.length, limit: 4, offset });
      paged.push(...idsOf(page.result));
    }
    expect(paged).toEqual(idsOf(all.result));
    expect(await list({ agent_id: "many", offset: 1000 })).toMatchObject({
      total: jobs.length,
      returned: 0,
      result: [],
    });
  });

  it("knows each state's word", async () => {
    const { result } = await list({ agent_id: "many", order: "asc" });
    expect(result.map(({ status }) => status)).toEqual([
      ...["unknown", "submitted", "started", "completing", "stopping", "completing", "completed", "stopped", "aborted"],
    ]);
  });

  it("sorts either way", async () => {
    const by = async (sort: string, order: string) => (await list({ agent_id: "many", sort, order })).result;
    expect(idsOf(await by("job_id", "asc"))).toEqual(jobs.map(({ id }) => id));
    const priorities = (await by("priority", "desc")).map(({ priority }) => priority);
    expect(priorities).toEqual([...priorities].sort((one, other) => other - one));
  });

  it("is empty for an agent that there is not", async () => {
    expect(await list({ agent_id: "nobody" })).toMatchObject({ total: 0, returned: 0, result: [] });
  });

  it("still finds the jobs of an agent that was deleted, by what it was called", async () => {
    const agent = await createAgent({ slug: "gone" });
    const job = await storeJob(server().app.store, "Completed", { agentId: agent.id });
    await server().call(`/api/agents/${agent.id}`, { method: "DELETE" });
    expect(idsOf((await list({ agent_id: "gone" })).result)).toEqual([job.id]);
  });

  it("can be had as CSV", async () => {
    const { status, headers, text } = await ask("/v2/jobs/download", { query: { agent_id: "many" } });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/csv/);
    expect(headers.get("content-disposition")).toBe('attachment; filename="jobs.csv"');
    const [head = "", ...lines] = text.trimEnd().split("\r\n");
    expect(head.split(",")).toEqual(Object.keys(jobSchema.shape));
    expect(lines.map((line) => line.split(",")[0])).toEqual(jobs.map(({ id }) => id).reverse());
    const everything = (await ask("/v2/jobs/download")).text.trimEnd().split("\r\n");
    expect(everything).toHaveLength((await list()).total + 1);
  });
});

describe("the files of a job", () => {
  it("are listed with links that need no key", async () => {
    const job = await storeJob(server().app.store, "Completed");
    await storeRun(server().app.store, job, { lines: 2, results: 2 });
    const { text } = await ask(`/v2/jobs/${job.id}/files`);
    const { result } = filesSchema.parse(JSON.parse(text));
    expect(result.map(({ name, type, collection }) => [name, type, collection])).toEqual([
      ["collection1.csv", "result", 1],
      ["collection1.json", "result", 1],
      ["collection1.tsv", "result", 1],
      ["logs.csv", "logs", null],
    ]);
    const contents = await Promise.all(result.map(async ({ downloadlink }) => (await fetch(downloadlink)).text()));
    expect(contents[0]).toBe("price\r\n12345678901234567890.1\r\n12345678901234567890.2\r\n");
    expect(contents[1]).toBe('[\n{"price": 12345678901234567890.1},\n{"price": 12345678901234567890.2}\n]\n');
    expect(contents[2]).toBe(contents[0]);
    expect(contents[3]).toMatch(/^time,level,message\r\n\S+,debug,line 1\r\n\S+,info,line 2\r\n$/);
    exportSchema.parse(JSON.parse((await ask(`/v2/jobs/${job.id}/export`)).text));
  });
});
