import { describe, expect, it } from "vitest";
import { useScript } from "../testing/scripted-source.ts";

const signal = new AbortController().signal;
const GUID = "6f1c2f9e-3f6b-4d5e-9a51-0a8f5c0d2b11";
const FIRST = { partition: "", offset: 0, limit: 20 };
const JOBS = "GET /base/api/v1/jobs";
const RUN = "GET /base/api/v1/jobrun";

describe("CluedIn, as it really is", () => {
  const scripted = useScript("cluedin");

  it.each([
    ["an array", (jobs: unknown) => jobs, null],
    ["items", (items: unknown) => ({ items, total: 2 }), 2],
    ["data", (data: unknown) => ({ data, count: 2 }), 2],
    ["jobs", (Jobs: unknown) => ({ Jobs, TotalCount: 2 }), 2],
    ["results", (results: unknown) => ({ results, totalCount: 2 }), 2],
  ])("lists jobs as %s, with names in either case and states by name or number", async (_, wrap, count) => {
    const { source, script, asked } = scripted();
    script[JOBS] = () => ({
      json: wrap([
        { Id: GUID, State: "Executing", PercentCompleted: 40, ConfigurationId: GUID },
        { id: 12, state: 80, message: "No answer", startTime: "0001-01-01T00:00:00", name: "crawl" },
      ]),
    });
    const { jobs, total, returned } = await source.list(FIRST, signal);
    expect({ total, returned }).toEqual({ total: count, returned: 2 });
    expect(jobs).toMatchObject([
      { id: GUID, state: "Executing", rawStatus: "Executing", percent: 40, agentId: GUID },
      { id: "12", state: "Failed", rawStatus: "80", error: "No answer", startedAt: null, name: "crawl" },
    ]);
    expect(asked()).toEqual([`${JOBS}?page=0&take=20`]);
  });

  it("loses no job where it gives fewer on a page than it was asked for", async () => {
    const { source, script } = scripted();
    const all = Array.from({ length: 50 }, (_, place) => ({ Id: `j-${place}`, State: "Completed" }));
    script[JOBS] = ({ query }) => {
      const take = Math.min(15, Number(query.get("take")));
      const from = Number(query.get("page")) * take;
      return { json: { items: all.slice(from, from + take), total: all.length } };
    };
    const ids: string[] = [];
    for (let offset = 0; offset < all.length; ) {
      const page = await source.list({ ...FIRST, offset, limit: 100 }, signal);
      ids.push(...page.jobs.map(({ id }) => id));
      offset += page.returned;
    }
    expect(ids).toEqual(all.map(({ Id }) => Id));
  });

  it("is asked for smaller pages while its answer is too large", async () => {
    const { source, script } = scripted();
    const all = Array.from({ length: 70 }, (_, place) => ({
      Id: `j-${place}`,
      State: 60,
      Message: "x".repeat(600_000),
    }));
    script[JOBS] = ({ query }) => {
      const [page, take] = [Number(query.get("page")), Number(query.get("take"))];
      return { json: all.slice(page * take, (page + 1) * take) };
    };
    const ids: string[] = [];
    for (let offset = 0; ; ) {
      const page = await source.list({ ...FIRST, offset, limit: 60 }, signal);
      if (page.returned === 0) break;
      ids.push(...page.jobs.map(({ id }) => id));
      offset += page.returned;
    }
    expect(ids).toEqual(all.map(({ Id }) => Id));
  });

  it("lists what executes all at once", async () => {
    const { source, script, asked } = scripted();
    const all = Array.from({ length: 70 }, (_, place) => ({ Id: place, State: 20 }));
    script["GET /base/api/v1/jobs/executing"] = () => ({ json: all });
    const { jobs, returned, total } = await source.list({ ...FIRST, activeOnly: true }, signal);
    expect([jobs.length, returned, total]).toEqual([70, 70, null]);
    expect(asked()).toEqual(["GET /base/api/v1/jobs/executing"]);
  });

  it("tells of a job by its run, the latest of several, and reads columns in either case", async () => {
    const { source, script, asked } = scripted();
    const run = {
      ...{
        id: "f4b5b6a0-1f0e-4d55-8a7c-6b3f0f3e9d10",
        jobId: GUID,
        agentState: "Completed",
        processingState: "Executing",
      },
      ...{
        agentQueuedDate: "2024-01-15T10:30:00",
        agentTasksCount: 9,
        agentElapsedExecutionTime: "1.00:00:01.5000000",
      },
    };
    script[RUN] = () => ({ json: [{ ...run, agentState: "Failed", agentQueuedDate: "2024-01-14T10:30:00" }, run] });
    expect(await source.get(GUID, signal)).toMatchObject({
      job: { id: GUID, state: "Submitting", rawStatus: "Completed", tasksTotal: 9, endedAt: null, createdAt: null },
      run: { jobId: GUID, id: null, agentTasksCount: 9, agentElapsedExecutionTime: 86_401_500, agentCluesCount: null },
    });
    expect(asked()).toEqual([`${RUN}?id=${GUID}`]);
    await source.get("12", signal);
    expect(asked()[1]).toBe(`${RUN}?id=00000000-0000-0000-0000-000000000012`);
  });

  it.each([
    ["Executing", null, "Executing"],
    ["ExecutionCompleted", "Queued", "ExecutionCompleted"],
    ["Completed", "Completed", "Completed"],
    ["Completed", null, "Completed"],
    ["Completed", "Executing", "Submitting"],
    ["ExecutionCompleted", "Cancelled", "Cancelled"],
    ["Completed", "Failed", "Failed"],
    ["Cancelled", "Executing", "Cancelled"],
    ["Failed", "Completed", "Failed"],
    ["Resting", "Completed", "Unknown"],
  ])("is, when its agent is %s and processing %s, %s", async (AgentState, ProcessingState, state) => {
    const { source, script } = scripted();
    script[RUN] = () => ({ json: { Id: 1, AgentState, ProcessingState } });
    expect((await source.get("1", signal))?.job).toMatchObject({ state, rawStatus: AgentState });
  });

  it.each([
    ["null", { json: null }],
    ["no content", { status: 204, text: "" }],
    ["404", { status: 404, json: { Message: "Gone" } }],
  ])("has no such job when it answers %s", async (_, answer) => {
    const { source, script } = scripted();
    script[RUN] = () => answer;
    expect(await source.get(GUID, signal)).toBeNull();
  });

  it("counts without what it has no count for", async () => {
    const { source, script, asked } = scripted();
    script[JOBS] = () => ({ json: { Completed: 5, Executing: 1, FailedCount: 2, queued: 0 } });
    expect(await source.counts?.(signal)).toEqual({
      completed: 5,
      executing: 1,
      failed: 2,
      queued: 0,
      cancelled: null,
      unknown: null,
    });
    expect(asked()).toEqual([JOBS]);
  });

  it("can only be read", () => {
    const { start, cancel, retry, logs, results, subscribe } = scripted().source;
    expect([start, cancel, retry, logs, results, subscribe]).toEqual(Array(6).fill(undefined));
  });
});
