import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJob } from "../../jobs/filter/arbitraries.ts";
import { LOG_LEVELS } from "../../jobs/model.ts";
import { hasEnded } from "../../jobs/state.ts";
import { readDocument, readSdkPage } from "./documented.ts";
import { countLines, readDetail, readJob, readJobs, readLog, readRows } from "./from-wire.ts";
import { lineToText } from "./log-text.ts";
import { AGENTY_STATUSES, isStopped, stateOf } from "./status.ts";
import { jobToWire } from "./to-wire.ts";
import { exportSchema, jobSchema, jobsSchema, resultSchema, startSchema } from "./wire.ts";

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const calls = readDocument(read("document.txt"));
const sdk = readSdkPage(read("sdk.txt"));
const answerOf = (title: string): unknown => JSON.parse(calls.find((call) => call.title === title)?.answer ?? "");

const count = fc.option(fc.nat({ max: 1_000_000 }), { nil: null });
/** A job as the engine has it: numbered, its times in order. */
const engineJob = fc
  .record({ job: anyJob, id: fc.nat(10_000_000), total: count, done: count, failed: count })
  .map(({ job, id, total, done, failed }) => {
    const ended = hasEnded(job.state);
    return {
      ...job,
      ...{ id: String(id), tasksTotal: total, tasksCompleted: done, tasksFailed: failed },
      startedAt: job.state === "Queued" ? null : job.startedAt,
      endedAt: ended ? (job.endedAt ?? job.updatedAt) : null,
    };
  });

describe("Agenty's document", () => {
  it("shows eight calls, whose answers fit the schemas, field for field and in order", () => {
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v2/jobs/start",
      "GET /v2/jobs/{{JOB_ID}}/stop",
      "GET /v2/jobs/{{JOB_ID}}",
      "GET /v2/jobs/{{JOB_ID}}/result",
      "GET /v2/jobs/{{JOB_ID}}/logs",
      "GET /v2/jobs/{{JOB_ID}}/export",
      "GET /v2/jobs",
      "GET /v2/jobs",
    ]);
    const fields = Object.keys(jobSchema.shape);
    for (const title of ["Start a job", "Stop a running job", "Get job status by job id"]) {
      expect(Object.keys(jobSchema.parse(answerOf(title)))).toEqual(fields);
    }
    for (const title of ["Get all jobs", "Get jobs by agent id"]) {
      const { result } = jobsSchema.parse(answerOf(title));
      expect(result.length).toBeGreaterThan(0);
      for (const job of result) expect(Object.keys(job)).toEqual(fields);
    }
    resultSchema.parse(answerOf("Get job result by job id"));
    exportSchema.parse(answerOf("Export job result by job id"));
    startSchema.parse(JSON.parse(calls[0]?.body ?? ""));
  });

  it("is read into our words", () => {
    expect(readJob(answerOf("Start a job"))).toMatchObject({
      ...{
        id: "3689994",
        state: "Queued",
        rawStatus: "submitted",
        agentId: "45l0wewqzk",
        type: "scraping",
        priority: 5,
      },
      ...{ createdAt: "2022-01-10T11:32:18.236Z", startedAt: null, endedAt: null, tasksTotal: null, percent: null },
    });
    expect(readJob(answerOf("Stop a running job"))).toMatchObject({
      ...{ state: "Cancelled", rawStatus: "stopped", startedAt: null, endedAt: "2022-01-10T09:49:16.823Z" },
    });
    expect(readJob(answerOf("Get job status by job id"))).toMatchObject({
      ...{ state: "Completed", percent: 100, tasksTotal: 1, tasksCompleted: 1, tasksFailed: 0, trigger: null },
    });
    const list = readJobs(answerOf("Get all jobs"));
    expect(list?.total).toBe(5);
    expect(list?.jobs.map(({ id, state }) => [id, state])).toEqual([
      ["3689527", "Completed"],
      ["3689448", "Completed"],
      ["3689064", "Cancelled"],
    ]);
  });

  it("counts the waiting and the running as we do", () => {
    const jobs = ["Get all jobs", "Get jobs by agent id"].flatMap((title) => jobsSchema.parse(answerOf(title)).result);
    fc.sample(engineJob, jobs.length).forEach((job, place) => {
      const wire = jobs[place];
      const told = readJob(wire);
      if (wire === undefined || told === null || told.createdAt === null) throw new Error("There is no such job.");
      const { state, createdAt, queuedAt, startedAt, endedAt } = told;
      const ours = jobToWire({ ...job, state, createdAt, queuedAt, startedAt, endedAt }, { agentRef: "", account: 1 });
      expect([ours.status, ours.queue_time, ours.run_duration]).toEqual([
        wire.status,
        wire.queue_time,
        wire.run_duration,
      ]);
    });
  });

  it("has a log that is read line by line and written the same", () => {
    const log = calls.find(({ path }) => path.endsWith("/logs"))?.answer ?? "";
    const lines = readLog(log);
    expect(lines).toHaveLength(24);
    expect(lines[0]).toEqual({ at: "2022-01-10T07:46:08.145Z", level: "info", message: "Worker id: 2", target: null });
    expect(lines.map((line) => lineToText({ ...line, at: line.at ?? "", level: line.level ?? "info" })).join("")).toBe(
      `${log}\n`,
    );
  });
});

describe("the page of Agenty's SDK", () => {
  it("shows answers that can be read although they are no JSON", () => {
    expect(sdk.map(({ call }) => call)).toEqual(["start", "stop", "list", "get", "result"]);
    const [start, stop, list, get, result] = sdk.map(({ answer }) => answer);
    expect(readJob(start)).toMatchObject({
      id: "19558",
      state: "Queued",
      rawStatus: "started",
      priority: 3,
      percent: null,
    });
    expect(readJob(stop)).toMatchObject({
      id: "19541",
      state: "Completed",
      tasksTotal: 1,
      tasksCompleted: 4,
      percent: 100,
    });
    expect(readJobs(list)).toMatchObject({ total: 229, jobs: [{ id: "19418", trigger: null }] });
    expect(readJob(get)).toEqual(readJob(stop));
    expect(result).toMatchObject({ total: 10, result: [{ price: "£51.77" }, {}] });
  });
});

describe("what real servers send", () => {
  const job = (given: Record<string, unknown>) => readJob({ job_id: 7, status: "running", ...given });

  it.each([
    ["submitted", "Queued"],
    ["Starting", "Queued"],
    ["QUEUED", "Queued"],
    [" running ", "Executing"],
    ["completing", "ExecutionCompleted"],
    ["stopping", "Cancelling"],
    ["completed", "Completed"],
    ["stopped", "Cancelled"],
    ["aborted", "Failed"],
    ["failed", "Failed"],
    ["error", "Failed"],
    ["paused", "Unknown"],
    ["constructor", "Unknown"],
    [7, "Unknown"],
    [undefined, "Unknown"],
  ])("reads the status %j as %s, and keeps it", (status, state) => {
    expect(job({ status })).toMatchObject({ state, rawStatus: String(status ?? "") });
  });

  it("takes a started job without a time of start as one that waits", () => {
    expect(job({ status: "started" })?.state).toBe("Queued");
    expect(job({ status: "started", started_at: "2022-01-10T11:10:56" })).toMatchObject({
      ...{ state: "Executing", startedAt: "2022-01-10T11:10:56.000Z" },
    });
  });

  it("takes ids as numbers or texts, and what is scheduled as a boolean or a number", () => {
    expect(job({ job_id: "7" })?.id).toBe("7");
    for (const body of [null, 7, "x", [], {}, { job_id: null }, { job_id: "" }]) expect(readJob(body)).toBeNull();
    expect([true, 1, false, 0, null, "1"].map((is_scheduled) => job({ is_scheduled })?.trigger)).toEqual([
      ...["scheduled", "scheduled", null, null, null, null],
    ]);
  });

  it("never says more than all of the pages", () => {
    expect(job({ pages_total: 1, pages_processed: 4 })?.percent).toBe(100);
    expect(job({ pages_total: 3, pages_processed: 1 })?.percent).toBe(33.3);
    expect(job({ pages_total: 0, pages_processed: 0 })?.percent).toBeNull();
    expect(job({ pages_total: "3", pages_processed: -1 })).toMatchObject({ tasksTotal: null, percent: null });
  });

  it("does not take an end for a success, nor a time of a job that goes on for its end", () => {
    expect(job({ status: "aborted", completed_at: "2022-01-10T11:10:58Z" })?.state).toBe("Failed");
    expect(job({ status: "running", completed_at: "2022-01-10T11:10:58Z" })?.endedAt).toBeNull();
  });

  it("takes an answer to a stop by what it says", () => {
    expect(isStopped(answerOf("Stop a running job"))).toBe(true);
    expect(isStopped({ job_id: 1, status: "Stopping" })).toBe(true);
    expect(isStopped({ job_id: 1, status: "completed" })).toBe(false);
    expect(isStopped({ status: 400, message: "no" })).toBe(false);
  });

  it("reads whatever it is given without throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (body, text) => {
        readJob(body);
        readJobs(body);
        readDetail(body, text);
        readRows(body, text);
        readLog(text);
      }),
    );
  });

  it("keeps rows as they are written, and puts what is no object under a name", () => {
    const raw = '{"total": 4, "result": [ {"id": 12345678901234567890, "n": 1.50}, 7 ,"a]", {"b": {"c": []}} ]}';
    expect(readRows(JSON.parse(raw), raw)).toEqual({
      rows: ['{"id": 12345678901234567890, "n": 1.50}', '{"value":7}', '{"value":"a]"}', '{"b": {"c": []}}'],
      total: 4,
    });
    expect(readRows({ result: [] }, '{"result": []}')).toEqual({ rows: [], total: null });
    for (const other of [null, {}, { result: {} }]) expect(readRows(other, JSON.stringify(other))).toBeNull();
  });

  it("goes on with a message whose line was broken, and keeps words that are no level", () => {
    const log =
      "stray\n2022-01-10T07:46:08Z WARN one\ntwo\n\n2022-01-10T07:46:08.1234567Z HTTP 200\r\n2022-01-10T07:46:09Z\n";
    expect(readLog(log)).toMatchObject([
      { at: null, level: null, message: "stray" },
      { at: "2022-01-10T07:46:08.000Z", level: "warning", message: "one\ntwo" },
      { at: "2022-01-10T07:46:08.123Z", level: null, message: "HTTP 200\n2022-01-10T07:46:09Z" },
    ]);
    expect(countLines(log)).toBe(6);
  });
});

/** What Python's splitlines() takes for the end of a line. */
const LINE_ENDS = ["\n", "\v", "\f", "\r", "\u001c", "\u001d", "\u001e", "\u0085", "\u2028", "\u2029"];
/** What does not come back as it was: pictures of control characters, and the ends of lines that have none. */
const UNREADABLE = ["\u0000", "\u0085", "\u2028", "\u2029", ..."␀␁␂␃␄␅␆␇␈␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡"];

describe("mapping out and in again", () => {
  it("keeps what is told of a job", () => {
    fc.assert(
      fc.property(engineJob, fc.option(fc.string({ minLength: 1 })), (job, agentRef) => {
        const wire = jobSchema.parse(jobToWire(job, { agentRef, account: 3 }));
        expect([...AGENTY_STATUSES, "unknown"]).toContain(wire.status);
        const told = readJob(JSON.parse(JSON.stringify(wire)));
        const state = job.state === "Submitting" ? "ExecutionCompleted" : job.state;
        const { id, type, priority, createdAt, startedAt, endedAt } = job;
        expect(told).toMatchObject({ id, state, type, priority, createdAt, startedAt, endedAt, agentId: agentRef });
        expect(told?.trigger).toBe(job.trigger === "scheduled" ? "scheduled" : null);
        expect(told?.error).toBe(job.error === "" ? null : job.error);
        if (state !== "Queued") {
          expect(told?.tasksTotal).toBe(job.tasksTotal ?? 0);
          expect(wire.pages_processed).toBe((told?.tasksCompleted ?? 0) + (told?.tasksFailed ?? 0));
        }
      }),
    );
  });

  it("reads every status that is written as what it was", () => {
    for (const status of AGENTY_STATUSES) expect(stateOf(status, { hasBegun: true })).not.toBe("Unknown");
  });

  it("keeps a log, one line a line, whatever its messages hold", () => {
    const message = fc
      .string({ unit: "binary" })
      .filter((text) => text.isWellFormed() && !UNREADABLE.some((sign) => text.includes(sign)));
    const line = fc.record({
      at: fc
        .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString()),
      level: fc.constantFrom(...LOG_LEVELS),
      message,
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map(lineToText).join("");
        expect(LINE_ENDS.reduce((all, end) => all + text.split(end).length - 1, 0)).toBe(lines.length);
        expect(readLog(text)).toEqual(lines.map((line) => ({ ...line, target: null })));
        expect(countLines(text)).toBe(lines.length);
      }),
    );
  });
});
