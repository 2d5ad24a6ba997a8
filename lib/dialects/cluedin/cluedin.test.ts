import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobRow, JobRun } from "../../jobs/model.ts";
import { cluedInName, RUN_COLUMN_NAMES, RUN_COLUMNS, type RunColumn } from "../../jobs/run-columns.ts";
import { JOB_STATES } from "../../jobs/state.ts";
import { readSpan } from "../time-span.ts";
import { DOCUMENTED_COLUMNS } from "./columns.ts";
import { readCounts, readJob, readJobs, readRun } from "./from-wire.ts";
import { fromGuid, isGuid, toGuid } from "./guid.ts";
import { readState } from "./status.ts";
import { countsToWire, jobToWire, runToWire } from "./to-wire.ts";
import { countsSchema, jobSchema, runSchema } from "./wire.ts";

const DOCUMENT = readFileSync(new URL("document.txt", import.meta.url), "utf8");

const instant = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const state = fc.constantFrom(...JOB_STATES);
const count = fc.nat({ max: 2_147_483_647 });
const jobId = fc.nat({ max: 10_000_000 }).map(String);

const jobs: fc.Arbitrary<JobRow> = fc.record({
  source: fc.constant("local"),
  id: jobId,
  agentId: maybe(fc.uuid()),
  agentName: maybe(fc.string()),
  name: fc.string(),
  type: fc.constant("scraping"),
  state,
  rawStatus: fc.string(),
  trigger: fc.constant("api"),
  priority: fc.nat(100),
  percent: maybe(fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10)),
  activity: maybe(fc.string()),
  ...{ tasksExpected: maybe(count), tasksTotal: maybe(count), tasksCompleted: maybe(count), tasksFailed: maybe(count) },
  ...{ cluesTotal: maybe(count), resultsTotal: maybe(count) },
  ...{ createdAt: instant, queuedAt: maybe(instant), scheduledAt: maybe(instant), startedAt: maybe(instant) },
  ...{ endedAt: maybe(instant), updatedAt: instant, expectedEndAt: maybe(instant) },
  ...{ error: maybe(fc.string()), errorFingerprint: maybe(fc.string()), warning: maybe(fc.string()) },
  ...{
    retryOf: maybe(jobId),
    scheduleId: maybe(fc.uuid()),
    startedBy: maybe(fc.string()),
    startedById: maybe(fc.uuid()),
  },
  ...{ tags: fc.array(fc.string()), attempt: fc.nat(10), maxAttempts: fc.nat(10), version: count },
});

const VALUES = {
  count,
  time: instant,
  span: fc.nat({ max: 1_000_000_000 }),
  state,
  text: fc.string(),
  "yes-no": fc.boolean(),
  percent: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
};
const IDS: Partial<Record<RunColumn, fc.Arbitrary<unknown>>> = { id: count, jobId, agentId: maybe(fc.uuid()) };
const runs = fc.record(
  Object.fromEntries(
    RUN_COLUMN_NAMES.map((column) => [column, IDS[column] ?? maybe<unknown>(VALUES[RUN_COLUMNS[column].kind])]),
  ),
) as fc.Arbitrary<JobRun>;

describe("CluedIn's document", () => {
  it("lists the columns that are served, in their order", () => {
    const [, list = ""] = /```\n(\[Id\][\s\S]*?)```/.exec(DOCUMENT) ?? [];
    const listed = [...list.matchAll(/\[([A-Za-z]+)\]/g)].map(([, name]) => name);
    expect(listed).toHaveLength(42);
    expect(DOCUMENTED_COLUMNS.map(cluedInName)).toEqual(listed);
    expect(Object.keys(runSchema.shape)).toEqual(listed);
  });

  it("lists the states that are ours, in their order", () => {
    const [, code = ""] = /```csharp\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
    const listed = code.split("\n").flatMap((line) => /^\s*([A-Z]\w+)\s*,?\s*$/.exec(line)?.[1] ?? []);
    expect(listed).toEqual([...JOB_STATES]);
    for (const [place, name] of listed.entries()) {
      expect(readState(name)).toBe(name);
      expect(readState(name.toUpperCase())).toBe(name);
      expect(readState(place * 10)).toBe(name);
      expect(readState(String(place * 10))).toBe(name);
    }
  });

  it("names the five counts", () => {
    const [, sentence = ""] = /5 counts for the dashboard including ([^.]*)\./.exec(DOCUMENT) ?? [];
    expect(Object.keys(countsSchema.shape)).toEqual(sentence.split(", "));
  });
});

describe("a state that CluedIn does not have", () => {
  it.each(["Running", "", " ", "5", "90", "-10", 5, 90, Number.NaN, null, undefined, {}, ["Failed"], true])(
    "is none: %j",
    (given) => {
      expect(readState(given)).toBeNull();
    },
  );

  it("is kept word for word, as unknown", () => {
    expect(readJob({ Id: "a", State: "Paused" })).toMatchObject({ state: "Unknown", rawStatus: "Paused" });
    expect(readJob({ Id: "a" })).toMatchObject({ state: "Unknown", rawStatus: "" });
  });
});

describe("GUIDs", () => {
  it("hold a number and give it back", () => {
    expect(toGuid("1001")).toBe("00000000-0000-0000-0000-000000001001");
    fc.assert(
      fc.property(
        fc.maxSafeNat().filter((number) => number < 1e16),
        (number) => {
          expect(isGuid(toGuid(number))).toBe(true);
          expect(fromGuid(toGuid(number))).toBe(String(number));
        },
      ),
    );
  });

  it("and other ids stay themselves", () => {
    const guid = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
    for (const id of [guid, "seed-books", "", "1".repeat(17)]) expect(fromGuid(toGuid(id))).toBe(id);
    expect(fromGuid("1001")).toBe("1001");
  });
});

describe("mapping out and in again", () => {
  it("keeps what a list tells of a job", () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const wire = jobSchema.parse(jobToWire(job));
        const read = readJob(JSON.parse(JSON.stringify(wire)));
        const { id, agentId, name, state, percent, createdAt, queuedAt, startedAt, updatedAt } = job;
        const ended = ["Completed", "Cancelled", "Failed"].includes(state);
        expect(read).toMatchObject({ id, agentId, name, state, percent, createdAt, queuedAt, startedAt, updatedAt });
        expect(read?.endedAt).toBe(ended ? job.endedAt : null);
        expect(read?.error).toBe(state === "Failed" ? job.error : null);
      }),
    );
  });

  it("keeps every column of a run", () => {
    fc.assert(
      fc.property(jobs, runs, (job, run) => {
        const wire = runSchema.parse(runToWire(job, run));
        expect(readRun(JSON.parse(JSON.stringify(wire)))).toEqual(run);
        const camelCase = Object.entries(wire).map(([name, value]) => [
          name.charAt(0).toLowerCase() + name.slice(1),
          value,
        ]);
        expect(readRun(Object.fromEntries(camelCase))).toEqual(run);
      }),
    );
  });

  it("keeps the counts, but for the unknown ones, which CluedIn has not", () => {
    const counts = { queued: 1, executing: 2, completed: 3, failed: 4, cancelled: 5, unknown: 6 };
    expect(readCounts(countsSchema.parse(countsToWire(counts)))).toEqual({ ...counts, unknown: null });
  });
});

describe("a run before its first attempt", () => {
  it("tells what the job tells, and null for the rest", () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const wire = runSchema.parse(runToWire(job, null));
        expect(wire).toMatchObject({ Id: null, JobId: toGuid(job.id), AgentState: job.state, AgentTasksCount: null });
      }),
    );
  });
});

describe("a list from a CluedIn server", () => {
  const job = { Id: "3f2504e0-4f89-11d3-9a0c-0305e82c3301", State: "Failed" };
  it.each([
    ["an array", [job], null],
    ["items with total", { items: [job], total: 5 }, 5],
    ["data with count", { data: [job], count: 5 }, 5],
    ["jobs with totalCount", { jobs: [job], totalCount: 5 }, 5],
    ["Results, in capitals", { Results: [job], TotalCount: 5 }, 5],
    ["a total that is no number", { items: [job], total: "five" }, null],
  ])("may be %s", (_, body, total) => {
    const read = readJobs(body);
    expect(read?.jobs).toMatchObject([{ id: job.Id, state: "Failed" }]);
    expect(read?.total).toBe(total);
  });

  it("leaves out what has no id, and is none where there is no list", () => {
    expect(readJobs([{ State: "Failed" }, null, 7, "x", job])?.jobs).toHaveLength(1);
    for (const body of [null, undefined, 7, "x", {}, { items: 7 }]) expect(readJobs(body)).toBeNull();
    for (const body of [null, undefined, 7, "x", []]) expect(readRun(body)).toBeNull();
  });

  it("reads whatever it is given without throwing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        readJobs(body);
        readRun(body);
        readCounts(body);
        readJob(body);
      }),
    );
  });
});

describe("spans", () => {
  it.each([
    ["00:00:01", 1000],
    ["1.02:03:04.5000000", 93_784_500],
    ["-00:00:02", -2000],
    ["26:00:00", 93_600_000],
    ["00:00", null],
    ["1", null],
    [null, null],
  ])("reads %j as %j", (text, ms) => {
    expect(readSpan(text)).toBe(ms);
  });
});
