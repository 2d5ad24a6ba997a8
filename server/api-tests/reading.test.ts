import { beforeAll, describe, expect, it } from "vitest";
import type { JobDetail, LogPage, ResultPage, TaskPage } from "../../lib/api/job-types.ts";
import type {
  ChangePage,
  FilterValues,
  JobFacets,
  JobPage,
  JobRows,
  Summary,
  Throughput,
} from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import { insertCommand } from "../store/commands.ts";
import { updateJob } from "../store/jobs.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob, storeRun } from "./seed.ts";

const server = startApiServer();
const ids = (page: JobPage) => page.items.map(({ id }) => id);
const seqs = (page: { items: { seq: number }[] }) => page.items.map(({ seq }) => seq);

/** One of each state, the oldest first. */
let jobs: JobRow[];
beforeAll(async () => {
  jobs = [];
  const before = Date.now() - 30_000;
  for (const [place, state] of JOB_STATES.entries()) {
    const createdAt = new Date(before + place * 1000).toISOString();
    const error = state === "Failed" ? "timed out after 30000 ms" : null;
    jobs.push(await storeJob(server().app.store, state, { createdAt, error, name: `job ${place}` }));
  }
});

describe("GET /api/summary", () => {
  it("gives the counts with the revision that they hold", async () => {
    const { status, body } = await server().call<Summary>("/api/summary");
    expect(status).toBe(200);
    expect(body).toEqual({
      revision: expect.any(Number),
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      counts: { queued: 1, executing: 4, completed: 1, failed: 1, cancelled: 1, unknown: 1 },
    });
    const { body: changes } = await server().call<ChangePage>("/api/changes");
    expect(body.revision).toBe(changes.revision);
  });
});

describe("GET /api/jobs/facets", () => {
  it("counts each facet without its own terms", async () => {
    const { status, body } = await server().call<JobFacets>("/api/jobs/facets?q=state:failed%20source:local");
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 1, sources: [{ value: "local", count: 1 }], counted: { capped: false } });
    expect(body.states).toEqual(JOB_STATES.map((value) => ({ value, count: 1 })));
    const buckets = body.histogram.buckets.map((bucket) => bucket.failed + bucket.completed + bucket.other);
    expect(buckets.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  it("takes times and words", async () => {
    const { body } = await server().call<JobFacets>("/api/jobs/facets?q=timed%20created:>-1h");
    expect(body).toMatchObject({ total: 1, counted: { capped: false, since: null } });
    expect(body.states.filter(({ count }) => count > 0)).toEqual([{ value: "Failed", count: 1 }]);
  });
});

describe("GET /api/jobs/values", () => {
  it("gives the values of a key with their counts", async () => {
    const { status, body } = await server().call<FilterValues>("/api/jobs/values?key=state");
    expect(status).toBe(200);
    expect(body.of).toBe(JOB_STATES.length);
    expect(body.values.map(({ value }) => value).toSorted()).toEqual([...JOB_STATES].toSorted());
  });
});

describe("POST /api/jobs/rows", () => {
  const rows = (json: unknown) => server().call<JobRows>("/api/jobs/rows", { json });

  it("gives the rows that exist", async () => {
    const [one, other] = jobs;
    const keys = [one, other].map((job) => ({ source: job?.source, id: job?.id }));
    const { status, body } = await rows({ jobs: [...keys, { source: "local", id: "gone" }, { source: "", id: "" }] });
    expect(status).toBe(200);
    expect(body.items.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([one, other]);
    expect((await rows({ jobs: [] })).body.items).toEqual([]);
  });

  it("takes no more than 200", async () => {
    const many = Array.from({ length: 201 }, (_, place) => ({ source: "local", id: String(place) }));
    expect((await rows({ jobs: many })).status).toBe(400);
    expect((await rows({})).status).toBe(400);
    expect((await rows({ jobs: [{ source: "local" }] })).status).toBe(400);
  });
});

describe("GET /api/jobs", () => {
  it("gives rows newest first, whole and without payloads", async () => {
    const { status, body } = await server().call<JobPage>("/api/jobs");
    expect(status).toBe(200);
    expect(body.items).toEqual(jobs.toReversed());
    expect(body).toMatchObject({ nextCursor: null, revision: expect.any(Number) });
    for (const row of body.items) {
      expect(row).toHaveProperty("rawStatus");
      for (const name of ["params", "config", "result", "org", "search"]) expect(row).not.toHaveProperty(name);
    }
  });

  it("pages without losing or doubling a job, also when new ones come meanwhile", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const search: URLSearchParams = new URLSearchParams({
        limit: "2",
        q: "job",
        ...(cursor === null ? {} : { cursor }),
      });
      const { body }: { body: JobPage } = await server().call<JobPage>(`/api/jobs?${search}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...ids(body));
      cursor = body.nextCursor;
      if (seen.length === 2) await storeJob(server().app.store, "Unknown", { name: "job that came late" });
    } while (cursor !== null);
    expect(seen).toEqual(jobs.map(({ id }) => id).toReversed());
  });

  it("filters by the text q", async () => {
    const { body } = await server().call<JobPage>(`/api/jobs?q=${encodeURIComponent("state:failed,cancelled")}`);
    expect(body.items.map(({ state }) => state)).toEqual(["Failed", "Cancelled"]);
    const { body: found } = await server().call<JobPage>(`/api/jobs?q=${encodeURIComponent('"TIMED out" 30000')}`);
    expect(found.items.map(({ state }) => state)).toEqual(["Failed"]);
    const { body: none } = await server().call<JobPage>("/api/jobs?q=source:elsewhere");
    expect(none).toMatchObject({ items: [], nextCursor: null });
  });
});

describe("GET /api/jobs/executing", () => {
  it("gives what is executing, the longest running first", async () => {
    const { body } = await server().call<JobPage>("/api/jobs/executing");
    expect(body.items.map(({ state }) => state)).toEqual([
      "Executing",
      "ExecutionCompleted",
      "Cancelling",
      "Submitting",
    ]);
    const { body: first } = await server().call<JobPage>("/api/jobs/executing?limit=1");
    expect(ids(first)).toEqual(ids(body).slice(0, 1));
  });
});

describe("GET /api/jobs/{source}/{id}", () => {
  it("gives the job with its runs, commands and capabilities, the latest first", async () => {
    const { store } = server().app;
    const job = await storeJob(store, "Failed", { params: '{"n": 12345678901234567890}', config: "{}" });
    await storeRun(store, job, { attempt: 1 });
    await storeRun(store, job, { attempt: 2 });
    const retry = await storeJob(store, "Queued", { retryOf: job.id, trigger: "retry" });
    const actor = { kind: "person", id: "p", name: "Pat" } as const;
    const about = { org: "default", source: job.source, jobId: job.id, agentId: null, actor, reason: null };
    await store.write(async (tx) => {
      await insertCommand(tx, { ...about, action: "start" });
      await insertCommand(tx, { ...about, action: "retry" });
    });
    const { status, body } = await server().call<JobDetail>(`/api/jobs/local/${job.id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      job,
      run: expect.objectContaining({ jobId: job.id, attempt: 2 }),
      runs: [expect.objectContaining({ attempt: 2 }), expect.objectContaining({ attempt: 1 })],
      commands: [
        expect.objectContaining({ action: "retry", actor: "Pat" }),
        expect.objectContaining({ action: "start" }),
      ],
      capabilities: {
        start: true,
        cancel: true,
        retry: true,
        retryWithEdits: true,
        logs: true,
        tasks: true,
        results: true,
      },
      params: '{"n": 12345678901234567890}',
      config: "{}",
      result: null,
      cut: { params: null, config: null, result: null },
      agentChanged: null,
      retriedAs: retry.id,
      retryEdits: null,
      schedule: null,
      expected: null,
      backendUrl: null,
      read: null,
      revision: expect.any(Number),
    });
  });

  it("has no run before the first attempt, and then no tasks, lines or results", async () => {
    const path = `/api/jobs/local/${(await storeJob(server().app.store, "Queued")).id}`;
    expect((await server().call<JobDetail>(path)).body).toMatchObject({ run: null, runs: [], params: null });
    expect((await server().call<TaskPage>(`${path}/tasks`)).body).toMatchObject({ items: [], nextCursor: null });
    expect((await server().call<LogPage>(`${path}/logs`)).body).toMatchObject({ items: [], runId: null, lastSeq: 0 });
    expect((await server().call<ResultPage>(`${path}/results`)).body).toMatchObject({
      items: [],
      runId: null,
      total: 0,
    });
  });
});

describe("the parts of a run", () => {
  let path: string;
  let runId: number;
  beforeAll(async () => {
    const { store } = server().app;
    const job = await storeJob(store, "Completed");
    await storeRun(store, job, { attempt: 1, tasks: 1, lines: 1, results: 1 });
    runId = (await storeRun(store, job, { attempt: 2, tasks: 7, lines: 12, results: 5 })).id;
    path = `/api/jobs/local/${job.id}`;
  });
  const get = async <Body>(rest: string) => (await server().call<Body>(`${path}${rest}`)).body;

  it("pages tasks by seq and filters them by state", async () => {
    const first = await get<TaskPage>("/tasks?limit=5");
    expect(seqs(first)).toEqual([1, 2, 3, 4, 5]);
    expect(first.nextCursor).toBe("5");
    const second = await get<TaskPage>(`/tasks?limit=5&after=${first.nextCursor}`);
    expect(seqs(second)).toEqual([6, 7]);
    expect(second.nextCursor).toBeNull();
    expect(seqs(await get<TaskPage>("/tasks?limit=7"))).toHaveLength(7);
    expect((await get<TaskPage>("/tasks?limit=7")).nextCursor).toBeNull();
    expect(seqs(await get<TaskPage>("/tasks?state=failed"))).toEqual([3, 6]);
    expect(seqs(await get<TaskPage>("/tasks?state=Failed,completed"))).toHaveLength(7);
    expect(first.items[2]).toMatchObject({ target: "https://example.com/3", state: "Failed", depth: 0 });
  });

  it("reads the log forward, backward from a line, and from its end", async () => {
    const first = await get<LogPage>("/logs?limit=10");
    expect(seqs(first)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(first).toMatchObject({ nextCursor: "10", lastSeq: 12, runId });
    expect(first.items[0]).toEqual({ seq: 1, at: expect.any(String), level: "debug", message: "line 1", task: 1 });
    expect(await get<LogPage>("/logs?after=10&limit=10")).toMatchObject({
      items: [{ seq: 11 }, { seq: 12 }],
      nextCursor: null,
    });
    expect(seqs(await get<LogPage>("/logs?tail=true&limit=3"))).toEqual([10, 11, 12]);
    const older = await get<LogPage>("/logs?before=10&limit=3");
    expect(seqs(older)).toEqual([7, 8, 9]);
    expect(older.nextCursor).toBe("9");
    expect(seqs(await get<LogPage>("/logs?before=1"))).toEqual([]);
  });

  it("filters the log by level and task", async () => {
    expect(seqs(await get<LogPage>("/logs?level=error"))).toEqual([4, 8, 12]);
    expect(seqs(await get<LogPage>("/logs?level=warning,error&limit=2"))).toEqual([3, 4]);
    expect(seqs(await get<LogPage>("/logs?level=error&tail=true&limit=2"))).toEqual([8, 12]);
    expect(seqs(await get<LogPage>("/logs?task=5"))).toEqual([5]);
  });

  it("pages results of a collection with their numbers exact", async () => {
    const first = await get<ResultPage>("/results?limit=3");
    expect(first).toMatchObject({ nextCursor: "3", runId, total: 5 });
    expect(first.items[0]).toEqual({
      collection: 1,
      seq: 1,
      task: null,
      verdict: "new",
      data: '{"price": 12345678901234567890.1}',
      bytes: 33,
      cut: [],
      partial: false,
    });
    expect(seqs(await get<ResultPage>("/results?limit=3&after=3&collection=1"))).toEqual([4, 5]);
    expect(await get<ResultPage>("/results?collection=2")).toMatchObject({ items: [], total: 0 });
  });

  it("reads an earlier attempt when asked", async () => {
    expect(seqs(await get<TaskPage>("/tasks?run=1"))).toEqual([1]);
    expect(seqs(await get<LogPage>("/logs?run=1"))).toEqual([1]);
    expect(seqs(await get<ResultPage>("/results?run=1"))).toEqual([1]);
    const missing = await server().call(`${path}/tasks?run=3`);
    expect(missing.status).toBe(404);
  });

  it("takes positions beyond every row for empty pages", async () => {
    for (const rest of ["/tasks?after=999999999999999", "/logs?after=999999999999999", "/results?after=2147483648"]) {
      expect(await get<TaskPage>(rest)).toMatchObject({ items: [], nextCursor: null });
    }
  });
});

describe("GET /api/throughput", () => {
  it("gives a row a minute, with the jobs that ended in it", async () => {
    const { body } = await server().call<Throughput>("/api/throughput?minutes=5");
    expect(body.minutes).toHaveLength(5);
    const { body: all } = await server().call<JobPage>("/api/jobs?limit=200");
    const ended = body.minutes.reduce((sum, minute) => sum + minute.completed + minute.failed + minute.cancelled, 0);
    expect(ended).toBe(all.items.filter(({ state }) => hasEnded(state)).length);
    expect((await server().call<Throughput>("/api/throughput")).body.minutes).toHaveLength(60);
  });
});

describe("GET /api/changes", () => {
  it("gives what changed since a revision, page by page, without gaps", async () => {
    const { store } = server().app;
    const { body: start } = await server().call<Summary>("/api/summary");
    const job = await storeJob(store, "Queued");
    await store.write((tx) => updateJob(tx, job, { state: "Executing", rawStatus: "Executing" }));
    await store.write((tx) => updateJob(tx, job, { percent: 10 }));
    const { body: first } = await server().call<ChangePage>(`/api/changes?since=${start.revision}&limit=2`);
    expect(first).toMatchObject({
      changes: [
        {
          revision: start.revision + 1,
          kind: "job-created",
          source: "local",
          jobId: job.id,
          data: { state: "Queued" },
        },
        { revision: start.revision + 2, kind: "job", data: { state: "Executing", version: 2 } },
      ],
      revision: start.revision + 2,
      complete: true,
    });
    const { body: second } = await server().call<ChangePage>(`/api/changes?since=${first.revision}`);
    expect(second).toMatchObject({
      changes: [{ data: { percent: 10 } }],
      revision: start.revision + 3,
      complete: true,
    });
    const { body: rest } = await server().call<ChangePage>(`/api/changes?since=${second.revision}`);
    expect(rest).toEqual({ changes: [], revision: second.revision, complete: true });
  });

  it("says so when changes are no longer kept, or the revision is of another database", async () => {
    const { db } = server().app.store;
    const { body: now } = await server().call<Summary>("/api/summary");
    const { body: ahead } = await server().call<ChangePage>(`/api/changes?since=${now.revision + 1}`);
    expect(ahead).toMatchObject({ changes: [], complete: false, revision: now.revision });
    await db
      .deleteFrom("change")
      .where("revision", "<=", now.revision - 1)
      .execute();
    const { body: old } = await server().call<ChangePage>(`/api/changes?since=${now.revision - 2}`);
    expect(old).toMatchObject({ complete: false, revision: now.revision });
    const { body: just } = await server().call<ChangePage>(`/api/changes?since=${now.revision - 1}`);
    expect(just).toMatchObject({ complete: true, changes: [{ revision: now.revision }] });
    await db.deleteFrom("change").execute();
    const { body: none } = await server().call<ChangePage>(`/api/changes?since=${now.revision - 1}`);
    expect(none).toMatchObject({ complete: false, changes: [] });
    const { body: current } = await server().call<ChangePage>(`/api/changes?since=${now.revision}`);
    expect(current).toMatchObject({ complete: true, changes: [] });
  });
});
