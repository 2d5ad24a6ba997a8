import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJob, readJobs, readLogs } from "../../../lib/dialects/sentimatrix/from-wire.ts";
import { STATUS_OF_STATE, STATUSES, stateOfStatus } from "../../../lib/dialects/sentimatrix/status.ts";
import {
  type ToldJob,
  toCancelled,
  toJob,
  toJobDetail,
  toJobMessage,
  toLogLine,
} from "../../../lib/dialects/sentimatrix/to-wire.ts";
import {
  cancelledSchema,
  jobDetailSchema,
  jobPageSchema,
  jobSchema,
  logsSchema,
  messageSchema,
  startBody,
} from "../../../lib/dialects/sentimatrix/wire.ts";
import { type JobRow, type Task, TRIGGERS } from "../../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../../lib/jobs/state.ts";
import { examples, section, table } from "./documented.ts";
import { listQuery, logsQuery } from "./queries.ts";

const [listed] = examples("List Jobs");
const [body, created] = examples("Create Job (Start Scrape)");
const [detail] = examples("Get Job");
const [cancelled] = examples("Cancel Job");
const [retried] = examples("Retry Job");
const [logs] = examples("Get Job Logs");
const [message] = examples("WebSocket Updates");

const at = (time: string) => `2024-01-15T${time}.123Z`;
const QUEUED: JobRow = {
  ...{ source: "local", id: "job_abc123def456", agentId: "agent", agentName: "Reviews", name: "Reviews" },
  ...{ type: "scraping", state: "Queued", rawStatus: "Queued", trigger: "manual", priority: 0, percent: null },
  ...{ activity: null, tasksExpected: null, tasksTotal: null, tasksCompleted: null, tasksFailed: null },
  ...{ cluesTotal: null, resultsTotal: null, createdAt: at("10:30:00"), queuedAt: at("10:30:00"), scheduledAt: null },
  ...{ startedAt: null, endedAt: null, updatedAt: at("10:30:00"), expectedEndAt: null, error: null },
  ...{ errorFingerprint: null, warning: null, retryOf: null, scheduleId: null, startedBy: null, startedById: null },
  ...{ tags: [], attempt: 0, maxAttempts: 1, version: 1 },
};
const RUNNING: JobRow = {
  ...QUEUED,
  ...{ state: "Executing", trigger: "scheduled", scheduleId: "sch_xyz123", percent: 45.9, startedAt: at("10:30:00") },
  ...{ tasksExpected: 3, tasksTotal: 3, tasksCompleted: 1, tasksFailed: 0, cluesTotal: 85, resultsTotal: 0 },
};
const told = (job: JobRow, count: number): ToldJob => ({
  ...{ job, projectId: "proj_xyz789", targets: { count, asked: null }, maxResults: 100 },
});
const task = (seq: number, state: Task["state"], given: Partial<Task> = {}) => ({
  ...{ seq, state, resultsCount: null, startedAt: null, endedAt: null, ...given },
});

describe("what we send is what the document shows", () => {
  it("lists jobs", () => {
    const job: JobRow = {
      ...RUNNING,
      ...{ state: "Completed", trigger: "manual", scheduleId: null, percent: 100, endedAt: at("10:35:00") },
      ...{ tasksExpected: 2, tasksTotal: 2, tasksCompleted: 2, resultsTotal: 180 },
    };
    const page = { items: [toJob(told(job, 2))], total: 12, page: 1, per_page: 20, pages: 1 };
    expect(page).toEqual(listed);
  });

  it("tells of a new job", () => {
    expect(toJob(told(QUEUED, 2))).toEqual(created);
  });

  it("tells of a running job with its targets", () => {
    const tasks = [
      task(1, "Completed", { resultsCount: 85, startedAt: at("10:30:00"), endedAt: at("10:30:45") }),
      task(2, "Executing", { resultsCount: 42, startedAt: at("10:30:45") }),
      task(3, "Queued"),
    ];
    expect(toJobDetail(told(RUNNING, 3), { items: tasks, more: false, current: 2 })).toEqual(detail);
  });

  it("tells of a cancelled job", () => {
    const end = { percent: 33.3, endedAt: at("10:32:00"), resultsTotal: 85 };
    expect(toCancelled(told({ ...RUNNING, ...end, state: "Cancelled" }, 3))).toEqual(cancelled);
  });

  it("tells of a retry", () => {
    const job: JobRow = { ...QUEUED, id: "job_new123456", trigger: "retry", retryOf: "job_abc123def456" };
    expect(toJob(told(job, 2))).toMatchObject(retried as object);
  });

  it("tells the log", () => {
    const lines = logsSchema.parse(logs).logs.map(({ timestamp, level, message, target_id }, place) => ({
      ...{ seq: place + 1, at: timestamp.replace("Z", ".999Z"), level, message },
      task: target_id === null ? null : Number(target_id.slice("tgt_".length)),
    }));
    expect({ logs: lines.map((line) => toLogLine({ count: 2, asked: null }, line)) }).toEqual(logs);
  });

  it("tells of progress", () => {
    const job = { ...RUNNING, id: "job_abc123", cluesTotal: 127 };
    expect(toJobMessage(job, { count: 3, asked: null }, 2)).toEqual(message);
  });
});

describe("what the document shows is understood", () => {
  it.each([
    ["a list", jobPageSchema, listed],
    ["a start", startBody, body],
    ["a new job", jobSchema, created],
    ["a job", jobDetailSchema, detail],
    ["a cancel", cancelledSchema, cancelled],
    ["a log", logsSchema, logs],
    ["a message", messageSchema, message],
  ])("%s has no field that we do not know", (_, schema, example) => {
    expect(example).toBeDefined();
    expect(schema.parse(example)).toEqual(example);
  });

  it("reads a page of jobs", () => {
    const { jobs, ...page } = readJobs(listed) ?? {};
    expect(page).toEqual({ total: 12, returned: 1, perPage: 20 });
    expect(jobs).toMatchObject([
      {
        ...{ id: "job_abc123def456", agentId: "proj_xyz789", state: "Completed", rawStatus: "completed" },
        ...{ trigger: "manual", percent: 100, tasksTotal: 2, tasksCompleted: 2, resultsTotal: 180 },
        ...{ createdAt: "2024-01-15T10:30:00.000Z", startedAt: "2024-01-15T10:30:00.000Z" },
        ...{ endedAt: "2024-01-15T10:35:00.000Z", error: null, retryOf: null, scheduleId: null },
      },
    ]);
  });

  it("reads jobs of each kind", () => {
    expect(readJob(created)).toMatchObject({ state: "Queued", percent: 0, tasksTotal: 2, startedAt: null });
    expect(readJob(detail)).toMatchObject({ state: "Executing", trigger: "scheduled", scheduleId: "sch_xyz123" });
    expect(readJob(retried)).toMatchObject({ trigger: "retry", retryOf: "job_abc123def456", percent: null });
    expect(readJob(cancelled)).toMatchObject({ state: "Cancelled", endedAt: "2024-01-15T10:32:00.000Z" });
    expect(readLogs(logs)).toHaveLength(4);
  });
});

describe("the document's tables", () => {
  const names = (heading: string) => table(heading).map(([name]) => name);

  it("name every field of a job", () => {
    const [, ...fields] = names("Fields");
    expect(fields.length).toBe(15);
    expect(
      Object.keys(jobDetailSchema.shape)
        .filter((name) => name !== "target_status_truncated")
        .sort(),
    ).toEqual(fields.sort());
  });

  it("name every status, source and message", () => {
    expect(names("Status Values").slice(1)).toEqual([...STATUSES]);
    expect(names("Source Values").slice(1)).toEqual([...TRIGGERS]);
    const types = messageSchema.options.map(({ shape }) => shape.type.value);
    // The document has no word for the end of a cancelled job.
    expect(types.filter((type) => type !== "cancelled").sort()).toEqual(names("WebSocket Updates").slice(1).sort());
  });

  it.each([
    ["List Jobs", listQuery],
    ["Get Job Logs", logsQuery],
  ] as const)("name every parameter of %s with its default", (heading, schema) => {
    const [, ...rows] = table(heading);
    expect(Object.keys(schema.shape)).toEqual(rows.map(([name]) => name));
    const defaults = rows.flatMap(([name = "", , value = "-"]) => (value === "-" ? [] : [[name, Number(value)]]));
    expect(schema.parse({})).toEqual(Object.fromEntries(defaults));
    for (const [name = "", , , description = ""] of rows) {
      for (const word of /^Filter: (.*)$/.exec(description)?.[1]?.split(", ") ?? []) {
        expect(schema.parse({ [name]: word.toUpperCase() })).toMatchObject({ [name]: word });
      }
    }
  });

  it("name the body's fields, none of them required", () => {
    expect(section("Create Job (Start Scrape)")).toContain("| `target_ids` | array | No |");
    expect(startBody.parse({})).toEqual({});
    expect(startBody.parse(undefined)).toBeUndefined();
  });
});

it("keeps what is meant on the way out and in again", () => {
  const time = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
  const instant = time.map((date) => date.toISOString());
  const amount = fc.option(fc.nat(100_000));
  const job = fc.record({
    ...{ state: fc.constantFrom(...JOB_STATES), trigger: fc.constantFrom(...TRIGGERS), id: fc.uuid() },
    ...{ percent: fc.option(fc.double({ min: 0, max: 100, noNaN: true })), createdAt: instant },
    ...{ startedAt: fc.option(instant), endedAt: fc.option(instant), retryOf: fc.option(fc.uuid()) },
    ...{ scheduleId: fc.option(fc.uuid()), error: fc.option(fc.string({ minLength: 1 })), tasksTotal: amount },
    ...{ tasksCompleted: amount, cluesTotal: amount, resultsTotal: amount },
  });
  const cut = (text: string | null) => text && `${text.slice(0, 19)}.000Z`;
  fc.assert(
    fc.property(job, fc.nat(2000), (given, count) => {
      const made: JobRow = { ...QUEUED, ...given, endedAt: hasEnded(given.state) ? given.endedAt : null };
      const wire = toJob(told(made, count));
      expect(jobSchema.parse(wire)).toEqual(wire);
      const back = readJob(JSON.parse(JSON.stringify(wire)));
      expect(back).toMatchObject({
        ...{ id: made.id, trigger: made.trigger, retryOf: made.retryOf, scheduleId: made.scheduleId },
        ...{ createdAt: cut(made.createdAt), startedAt: cut(made.startedAt), endedAt: cut(made.endedAt) },
        ...{ rawStatus: STATUS_OF_STATE[made.state], error: made.state === "Failed" ? (made.error ?? "Failed") : null },
      });
      expect(STATUS_OF_STATE[back?.state ?? "Unknown"]).toBe(STATUS_OF_STATE[made.state]);
      expect(back?.state).toBe(stateOfStatus(STATUS_OF_STATE[made.state]));
      const hasBegun = made.state !== "Queued" && !(made.startedAt === null && hasEnded(made.state));
      expect(back?.tasksCompleted).toBe(hasBegun ? made.tasksCompleted : 0);
      expect(back?.percent).toBe(hasBegun ? made.percent && Math.floor(made.percent) : 0);
    }),
  );
});
