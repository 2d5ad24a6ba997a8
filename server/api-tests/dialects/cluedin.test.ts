import { beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../../lib/dialects/cluedin/from-wire.ts";
import { toGuid } from "../../../lib/dialects/cluedin/guid.ts";
import type { CluedInJobs } from "../../../lib/dialects/cluedin/wire.ts";
import { countsSchema, errorSchema, jobsSchema, runSchema } from "../../../lib/dialects/cluedin/wire.ts";
import type { JobRow, JobRun } from "../../../lib/jobs/model.ts";
import { JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";
import { insertJob } from "../../store/jobs.ts";
import { insertRun } from "../../store/runs.ts";
import { makeToken } from "../../testing/make-token.ts";
import { startApiServer } from "../api-server.ts";
import { storeJob } from "../seed.ts";

const server = startApiServer();
const AGENT = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

describe("CluedIn's jobs API", () => {
  let bearer: Record<string, string>;
  const jobs = new Map<JobState, JobRow>();
  let run: JobRun;
  const get = <Body>(path: string, headers = bearer) => server().call<Body>(path, { as: "nobody", headers });
  const problem = async (path: string, headers = bearer) => {
    const { status, body } = await get<unknown>(path, headers);
    return { status, message: errorSchema.parse(body).Message };
  };

  beforeAll(async () => {
    const { store } = server().app;
    bearer = { authorization: `Bearer ${await makeToken(store, { scopes: ["services:read"] })}` };
    for (const [place, state] of JOB_STATES.entries()) {
      const createdAt = new Date(Date.UTC(2026, 10, 20, 12, place)).toISOString();
      const agentId = state === "Failed" ? AGENT : null;
      jobs.set(state, await storeJob(store, state, { createdAt, agentId, percent: place * 10 }));
    }
    const failed = job("Failed");
    run = await store.write((tx) =>
      insertRun(tx, "default", {
        ...{
          source: "local",
          jobId: failed.id,
          attempt: 1,
          agentId: AGENT,
          agentKey: `${AGENT}/1`,
          agentState: "Failed",
        },
        ...{ agentResultIsSuccess: false, agentResultMessage: "timed out", agentElapsedQueuedTime: 1500 },
        ...{ agentElapsedExecutionTime: 93_784_005, agentPercentCompleted: 112.5, agentTasksCount: 3 },
        ...{ processingState: "Completed", processingTasksReceivedLogLinesCount: 12 },
      }),
    );
    await store.write(async (tx) => {
      await tx.db.insertInto("org").values({ id: "acme", name: "Acme" }).execute();
      await insertJob(tx, { ...failed, org: "acme", id: "1", agentId: null });
    });
  });
  const job = (state: JobState) => jobs.get(state) ?? expect.fail(`no job is ${state}`);

  it("gives the five counts without parameters", async () => {
    const { status, body } = await get<unknown>("/api/v1/jobs");
    expect(status).toBe(200);
    const counts = { completed: 1, executing: 4, failed: 1, queued: 1, cancelled: 1 };
    expect(countsSchema.parse(body)).toEqual(counts);
    // Another vendor's key in the query is no parameter of this API.
    expect((await get("/api/v1/jobs?apikey=x")).body).toEqual(counts);
  });

  it("pages through all jobs from page zero, twenty at a time unless told otherwise", async () => {
    const newestFirst = [...JOB_STATES].reverse().map((state) => toGuid(job(state).id));
    const { body } = await get<CluedInJobs>("/api/v1/jobs?page=0");
    expect(jobsSchema.parse(body)).toMatchObject({ total: 9, page: 0, take: 20 });
    expect(body.items.map(({ Id }) => Id)).toEqual(newestFirst);
    const second = await get<CluedInJobs>("/api/v1/jobs?Page=1&Take=4");
    expect(second.body).toMatchObject({ total: 9, page: 1, take: 4 });
    expect(second.body.items.map(({ Id }) => Id)).toEqual(newestFirst.slice(4, 8));
    expect((await get<CluedInJobs>("/api/v1/jobs?page=999999999999999")).body.items).toEqual([]);
  });

  it.each(JOB_STATES)("filters by the state %s, by name in any case and by number", async (state) => {
    for (const written of [state, state.toUpperCase(), String(JOB_STATES.indexOf(state) * 10)]) {
      const { body } = await get<CluedInJobs>(`/api/v1/jobs?state=${written}`);
      expect(jobsSchema.parse(body).total).toBe(1);
      expect(body.items).toMatchObject([{ Id: toGuid(job(state).id), State: state }]);
    }
  });

  it("filters by configuration", async () => {
    const found = await get<CluedInJobs>(`/api/v1/jobs?configurationId=${AGENT.toUpperCase()}`);
    expect(found.body).toMatchObject({ total: 1, items: [{ ConfigurationId: AGENT, State: "Failed" }] });
    const both = await get<CluedInJobs>(`/api/v1/jobs?configurationId=${AGENT}&state=Completed`);
    expect(both.body).toMatchObject({ total: 0, items: [] });
    const none = await get<CluedInJobs>("/api/v1/jobs?configurationId=00000000-0000-0000-0000-000000000000");
    expect(none.body).toMatchObject({ total: 0, items: [] });
  });

  it("gives just the executing jobs", async () => {
    const { body } = await get<CluedInJobs>("/api/v1/jobs/executing");
    const states = jobsSchema.parse(body).items.map(({ State }) => State);
    expect(states.toSorted()).toEqual(["Cancelling", "Executing", "ExecutionCompleted", "Submitting"]);
  });

  it("gives all 42 columns of a job's run, by the job's id in either form", async () => {
    const { id } = job("Failed");
    const { body } = await get<unknown>(`/api/v1/jobrun?id=${toGuid(id)}`);
    expect((await get(`/api/v1/jobrun?Id=${id}`)).body).toEqual(body);
    const wire = runSchema.parse(body);
    expect(wire).toMatchObject({
      ...{ Id: toGuid(run.id), JobId: toGuid(id), AgentId: AGENT, AgentState: "Failed", AgentResultIsSuccess: false },
      ...{ AgentElapsedQueuedTime: "00:00:01.5000000", AgentElapsedExecutionTime: "1.02:03:04.0050000" },
      ...{ AgentPercentCompleted: 100, AgentTasksCount: 3, ProcessingTasksReceivedLogLinesCount: 12 },
      ...{ AgentCluesCount: null, UpdateDate: run.updateDate },
    });
    expect(readRun(body)).toMatchObject({ id: run.id, jobId: id, agentElapsedExecutionTime: 93_784_005 });
  });

  it("gives what the job tells where it has no run yet", async () => {
    const { id, queuedAt } = job("Queued");
    const { body } = await get<unknown>(`/api/v1/jobrun?id=${id}`);
    expect(runSchema.parse(body)).toMatchObject({ Id: null, AgentState: "Queued", AgentQueuedDate: queuedAt });
  });

  it.each([
    ["/api/v1/jobs?page=-1", "page"],
    ["/api/v1/jobs?page=1.5", "page"],
    ["/api/v1/jobs?page=", "page"],
    ["/api/v1/jobs?page=1&page=2", "page"],
    ["/api/v1/jobs?take=0", "take"],
    ["/api/v1/jobs?take=1001", "take"],
    ["/api/v1/jobs?take=ten", "take"],
    ["/api/v1/jobs?state=Running", "state"],
    ["/api/v1/jobs?state=5", "state"],
    ["/api/v1/jobs?state=Failed&state=Queued", "state"],
    [`/api/v1/jobs?state=${"x".repeat(5000)}`, "state"],
    ["/api/v1/jobs?state=%00", "state"],
    ["/api/v1/jobs?configurationId=books", "configurationid"],
    ["/api/v1/jobs/executing?take=0", "take"],
    ["/api/v1/jobrun", "id"],
    ["/api/v1/jobrun?id=", "id"],
    ["/api/v1/jobrun?id=1&id=2", "id"],
    [`/api/v1/jobrun?id=${"9".repeat(300)}`, "id"],
  ])("refuses %.80s and names what is wrong", async (path, field) => {
    const { status, message } = await problem(path);
    expect(status).toBe(400);
    expect(message).toContain(`${field}: `);
  });

  it("tells nothing of jobs that there are not, or that are another organisation's", async () => {
    for (const id of ["1", "999999", "none", toGuid(1), "%EF%BF%BD", "'; drop table job; --"]) {
      expect((await problem(`/api/v1/jobrun?id=${encodeURIComponent(id)}`)).status).toBe(404);
    }
    const others = { authorization: `Bearer ${await makeToken(server().app.store, { org: "acme" })}` };
    expect((await get<CluedInJobs>("/api/v1/jobs?page=0", others)).body).toMatchObject({ total: 1 });
    expect((await problem(`/api/v1/jobrun?id=${job("Failed").id}`, others)).status).toBe(404);
  });

  it("lets in tokens that may read, as a bearer and nowhere else, and no session", async () => {
    const { store } = server().app;
    const expired = await makeToken(store, { expiresAt: "2020-01-01T00:00:00.000Z" });
    const revoked = await makeToken(store, { revoked: true });
    for (const path of ["/api/v1/jobs", "/api/v1/jobs/executing", "/api/v1/jobrun?id=1"]) {
      for (const token of [expired, revoked, "none"]) {
        expect(await problem(path, { authorization: `Bearer ${token}` })).toMatchObject({ status: 401 });
      }
      expect(await problem(path, {})).toMatchObject({ status: 401 });
      expect((await server().call(path, { as: "person" })).status).toBe(401);
    }
    expect((await problem("/api/v1/jobs?apikey=x", {})).status).toBe(401);
  });

  it("answers other methods by what is allowed, and lets pages of other sites ask", async () => {
    const refused = await server().call("/api/v1/jobs", { method: "DELETE", as: "nobody", headers: bearer });
    expect(refused.status).toBe(405);
    expect(errorSchema.parse(refused.body).Message).toContain("GET, HEAD");
    expect(refused.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    const preflight = await server().call("/api/v1/jobs", { method: "OPTIONS", as: "nobody" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
  });
});
