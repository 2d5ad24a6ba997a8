import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobRow, Task } from "../../jobs/model.ts";
import { JOB_STATES, type JobState } from "../../jobs/state.ts";
import { readInstant } from "../read-instant.ts";
import { readAnswer, readDetail, readJob, readJobs } from "./from-wire.ts";
import { DOCUMENTED_STATUSES, readState, readStatus, STATES_OF_STATUS, writeStatus } from "./status.ts";
import { type JobParts, jobToWire } from "./to-wire.ts";
import { jobSchema } from "./wire.ts";

const DOCUMENT = readFileSync(new URL("document.txt", import.meta.url), "utf8");
const NOW = Date.UTC(2026, 10, 28, 12);

const instant = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const jobs: fc.Arbitrary<JobRow> = fc.record({
  ...{
    source: fc.constant("local"),
    id: fc.nat().map(String),
    agentId: maybe(fc.uuid()),
    agentName: maybe(fc.string()),
  },
  ...{
    name: fc.string(),
    type: fc.constant("scraping"),
    state: fc.constantFrom(...JOB_STATES),
    rawStatus: fc.string(),
  },
  ...{
    trigger: fc.constant("api" as const),
    priority: fc.nat(100),
    percent: maybe(fc.nat(100)),
    activity: maybe(fc.string()),
  },
  ...{ tasksExpected: maybe(fc.nat()), tasksTotal: maybe(fc.nat()), tasksCompleted: maybe(fc.nat()) },
  ...{ tasksFailed: maybe(fc.nat()), cluesTotal: maybe(fc.nat()), resultsTotal: maybe(fc.nat()) },
  ...{ createdAt: instant, queuedAt: maybe(instant), scheduledAt: maybe(instant), startedAt: maybe(instant) },
  ...{ endedAt: maybe(instant), updatedAt: instant, expectedEndAt: maybe(instant) },
  ...{ error: maybe(fc.string()), errorFingerprint: maybe(fc.string()), warning: maybe(fc.string()) },
  ...{ retryOf: maybe(fc.string()), scheduleId: maybe(fc.uuid()), startedBy: maybe(fc.string()) },
  ...{ startedById: maybe(fc.uuid()), tags: fc.array(fc.string()), attempt: fc.nat(10), maxAttempts: fc.nat(10) },
  version: fc.nat(),
});
const params = fc.dictionary(fc.constantFrom("report", "depth", "flags", "größe"), fc.jsonValue());
const parts: fc.Arbitrary<JobParts> = fc.record({
  org: fc.string({ minLength: 1 }),
  agentRef: maybe(fc.string({ minLength: 1 })),
  asked: maybe(
    fc.record({
      channelCode: fc.string({ minLength: 1 }),
      scheduledAt: maybe(instant),
      body: params.map((config) => JSON.stringify({ target_channel: { code: "C1" }, config })),
    }),
  ),
  config: fc.constantFrom(null, '{"taskRetries":2,"taskRetryDelaySeconds":90,"timeLimitSeconds":3600}'),
  params: maybe(params.map((value) => JSON.stringify(value))),
  message: maybe(fc.string()),
});

const task = (some: Partial<Task>): Task => ({
  ...{ seq: 1, target: "/", state: "Completed", depth: 0, resultsCount: 3, httpStatus: 200, queuedAt: null },
  ...{ startedAt: null, endedAt: null, error: null, attempt: 1, maxAttempts: 1, dueAt: null, earlierError: null },
  ...some,
});
const job = (some: Partial<JobRow>): JobRow => ({
  ...(fc.sample(jobs, { numRuns: 1, seed: 1 })[0] as JobRow),
  ...some,
});
const bare: JobParts = { org: "o", agentRef: "books", asked: null, config: null, params: null, message: null };

describe("statuses", () => {
  it("are those of the document", () => {
    const [, list = ""] = /## Job Status Values\n([\s\S]*?)\n## /.exec(DOCUMENT) ?? [];
    expect([...list.matchAll(/^- `(\w+)`/gm)].map(([, name]) => name)).toEqual([...DOCUMENTED_STATUSES]);
  });

  it.each(DOCUMENTED_STATUSES)("%s is read in any case, and stands for states that are written so", (status) => {
    expect(readStatus(status.toLowerCase())).toBe(status);
    expect(readStatus(` ${status} `)).toBe(status);
    const { states, isScheduled = false } = STATES_OF_STATUS[status];
    const dueAt = isScheduled ? new Date(NOW + 1).toISOString() : null;
    for (const state of states) expect(writeStatus(state, dueAt, NOW)).toBe(status);
    expect(states).toContain(readState(status));
  });

  it("cover every state", () => {
    const covered = Object.values(STATES_OF_STATUS).flatMap(({ states }) => states);
    expect(new Set(covered)).toEqual(new Set(JOB_STATES.filter((state) => state !== "Unknown")));
    expect(writeStatus("Unknown", null, NOW)).toBe("UNKNOWN");
  });

  it("say that a queued job is scheduled until its time has come", () => {
    expect(writeStatus("Queued", new Date(NOW + 1).toISOString(), NOW)).toBe("SCHEDULED");
    expect(writeStatus("Queued", new Date(NOW).toISOString(), NOW)).toBe("WAITING");
    expect(writeStatus("Executing", new Date(NOW + 1).toISOString(), NOW)).toBe("RUNNING");
  });

  it.each<[unknown, JobState | null]>([
    ["cancelled", "Cancelled"],
    ["Canceled", "Cancelled"],
    ["done", null],
    ["", null],
    [null, null],
    [7, null],
  ])("%j means %j", (given, state) => {
    expect(readState(given)).toBe(state);
  });
});

describe("mapping out and in again", () => {
  it("keeps what this API tells of a job", () => {
    fc.assert(
      fc.property(jobs, parts, (job, parts) => {
        const wire = JSON.parse(JSON.stringify(jobToWire(job, parts, NOW)));
        expect(jobSchema.parse(wire)).toEqual(wire);
        const read = readJob(wire);
        expect(read).toMatchObject({ id: job.id, agentId: parts.agentRef, createdAt: job.createdAt });
        expect(read?.updatedAt).toBe(job.updatedAt);
        if (job.state !== "Unknown") {
          const { states } = STATES_OF_STATUS[wire.job_status as (typeof DOCUMENTED_STATUSES)[number]];
          expect(states).toContain(job.state);
          expect(states).toContain(read?.state);
        }
        if (parts.asked !== null) {
          expect(read?.scheduledAt).toBe(parts.asked.scheduledAt ?? (job.state === "Queued" ? job.scheduledAt : null));
          const { config } = readDetail({ data: wire }, JSON.stringify({ data: wire })) ?? {};
          expect(JSON.parse(config ?? "null")).toEqual(JSON.parse(parts.asked.body).config);
        }
        if (parts.params !== null) expect(wire.params).toEqual(JSON.parse(parts.params));
      }),
    );
  });
});

describe("a job", () => {
  it("has what was sent letter by letter, but for secrets", () => {
    const body = '{"target_channel":{"code":"C","data":{"big":12345678901234567890}},"config":{"max_follow_ups":1.50}}';
    const asked = { channelCode: "C", scheduledAt: null, body };
    const text = JSON.stringify(
      jobToWire(job({}), { ...bare, asked, params: '{"n":1e400,"password":"hunter22"}' }, NOW),
    );
    expect(text).toContain('"data":{"big":12345678901234567890}');
    expect(text).toContain('"config":{"max_follow_ups":1.50}');
    expect(text).toContain('"params":{"n":1e400,"password":"[redacted password]"}');
  });

  it("that was made otherwise has a channel, and what it has a name for of the agent's settings", () => {
    const config = '{"taskRetries":2,"taskRetryDelaySeconds":90,"timeLimitSeconds":3600}';
    expect(jobToWire(job({ state: "Executing" }), { ...bare, config }, NOW)).toMatchObject({
      ...{ channel_code: "console", scheduled_at: null, target_channel: null, params: {}, job_type_id: "books" },
      config: { max_task_retries: 2, task_retry_interval: 1.5, max_time_to_complete: 60 },
    });
    expect(jobToWire(job({}), bare, NOW).config).toEqual({});
  });

  it("tells nothing of a configuration and parameters that are no JSON", () => {
    for (const text of ["not JSON </script>", "[1]", "7", ""]) {
      const parts = { ...bare, config: text, params: text };
      expect(jobToWire(job({}), parts, NOW)).toMatchObject({ config: {}, params: {} });
    }
  });

  it("has a result once it has ended: its error, or what its run says", () => {
    const message = "3 pages, 6 items found";
    const resultOf = (some: Partial<JobRow>) => jobToWire(job(some), { ...bare, message }, NOW).result;
    expect(resultOf({ state: "Executing", error: null })).toBeNull();
    expect(resultOf({ state: "Completed", error: null })).toBe(message);
    expect(resultOf({ state: "Failed", error: "timed out" })).toBe("timed out");
  });

  it("has its tasks with their results as text", () => {
    const queuedAt = "2026-11-28T11:00:00.000Z";
    const tasks = [
      task({ queuedAt }),
      task({ seq: 2, state: "Failed", error: "404 Not Found", resultsCount: null }),
      task({ seq: 3, state: "Queued", resultsCount: null, dueAt: new Date(NOW + 60_000).toISOString() }),
      task({ seq: 4, state: "Executing", resultsCount: null }),
      task({ seq: 5, resultsCount: 1 }),
    ];
    const wire = jobToWire(job({ id: "7" }), { ...bare, tasks }, NOW);
    expect(wire.tasks[0]).toEqual({ task_id: "7-1", created_at: queuedAt, status: "COMPLETED", result: "3 items" });
    expect(wire.tasks.slice(1).map(({ task_id, status, result }) => [task_id, status, result])).toEqual([
      ["7-2", "FAILED", "404 Not Found"],
      ["7-3", "SCHEDULED", ""],
      ["7-4", "RUNNING", ""],
      ["7-5", "COMPLETED", "1 item"],
    ]);
    expect(readAnswer({ data: wire })).toMatchObject({ tasksTotal: 5, tasksCompleted: 2, tasksFailed: 1 });
  });
});

describe("answers of an AI Connect server", () => {
  it("may have statuses in lower case, an id by another name, and times in other forms", () => {
    const read = readJob({ id: 7, status: "Running", created_at: "2026-11-28T11:00:00", job_type_id: "x" });
    expect(read).toMatchObject({ id: "7", state: "Executing", rawStatus: "Running", agentId: "x" });
    expect(read?.createdAt).toBe("2026-11-28T11:00:00.000Z");
  });

  it("may have a status that nobody knows: it is kept word for word", () => {
    expect(readJob({ job_id: "a", job_status: "Paused" })).toMatchObject({ state: "Unknown", rawStatus: "Paused" });
  });

  it("keep when a job is scheduled, and why one failed", () => {
    const scheduled = { job_id: "a", job_status: "SCHEDULED", scheduled_at: "2026-12-31T09:00:00Z" };
    expect(readJob(scheduled)).toMatchObject({ state: "Queued", scheduledAt: "2026-12-31T09:00:00.000Z" });
    expect(readJob({ job_id: "a", job_status: "FAILED", result: "no" })?.error).toBe("no");
    expect(readJob({ job_id: "a", job_status: "COMPLETED", result: "yes" })?.error).toBeNull();
  });

  it("may call the configuration job_config", () => {
    const configOf = (job: string) => readDetail(JSON.parse(`{"data": ${job}}`), `{"data": ${job}}`)?.config;
    expect(configOf('{"id": 1, "job_config": {"a": 1.50}}')).toBe('{"a": 1.50}');
    expect(configOf('{"id": 1, "config": {"b": 1}, "job_config": {"a": 1}}')).toBe('{"b": 1}');
    expect(configOf('{"id": 1, "config": null}')).toBeNull();
  });

  it("may have a log in them, of texts or of objects with names of their own", () => {
    const log = [
      "begun",
      { timestamp: "2026-11-28T11:00:00Z", level: "WARN", message: "slow", task_id: "t-1" },
      { time: "2026-11-28T11:00:01Z", event: "follow-up", level: "loud" },
      { a: 1 },
      7,
    ];
    const body = { data: { job_id: "a", execution_log: log } };
    expect(readDetail(body, JSON.stringify(body))?.log).toEqual([
      { at: null, level: null, message: "begun", target: null },
      { at: "2026-11-28T11:00:00.000Z", level: "warning", message: "slow", target: "t-1" },
      { at: "2026-11-28T11:00:01.000Z", level: null, message: "follow-up", target: null },
      { at: null, level: null, message: '{"a":1}', target: null },
    ]);
    expect(readDetail({ data: { job_id: "a" } }, "{}")?.log).toBeNull();
  });

  it("tell of tasks, of which failed ones say why", () => {
    const tasks = [
      { task_id: "a-1", created_at: "2026-11-28T11:00:00Z", status: "completed", result: "12 items" },
      { task_id: 2, status: "FAILED", result: "No answer" },
      { status: "odd" },
    ];
    expect(readDetail({ data: { job_id: "a", tasks } }, "")?.tasks).toMatchObject([
      { target: "a-1", state: "Completed", queuedAt: "2026-11-28T11:00:00.000Z", error: null },
      { target: "2", state: "Failed", error: "No answer" },
      { target: "Task 3", state: "Unknown" },
    ]);
  });

  it("hold jobs with a total and counts by status", () => {
    const stats = { status: { waiting: 1, Running: 2, odd: "x" } };
    const read = readJobs({ data: [{ job_id: "a" }, {}, null, 7], meta: { total: 9, stats } });
    expect(read).toMatchObject({ total: 9, stats: { waiting: 1, running: 2 } });
    expect(read?.jobs).toHaveLength(1);
    expect(readJobs({ data: [] })).toEqual({ jobs: [], total: null, returned: 0, stats: null });
    for (const body of [null, undefined, 7, "x", [], {}, { data: {} }]) expect(readJobs(body)).toBeNull();
  });

  it("are read whatever they are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        for (const read of [readJobs, readAnswer, readJob]) read(body);
        readDetail(body, JSON.stringify(body));
      }),
    );
  });
});

describe("times", () => {
  it.each([
    ["2026-02-30T00:00:00Z", null],
    ["2026-02-28T23:30:00-01:00", "2026-03-01T00:30:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ])("%s is %j", (text, read) => {
    expect(readInstant(text)).toBe(read);
  });
});
