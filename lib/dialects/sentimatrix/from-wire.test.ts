import { describe, expect, it } from "vitest";
import { readError } from "../read-error.ts";
import { readDetail, readJob, readJobs, readLogs, readMessage } from "./from-wire.ts";
import { STATUSES, stateOfStatus, statesOfStatus } from "./status.ts";

describe("what the service's code sends, other than its document", () => {
  it("says queued for pending, and _id for id", () => {
    expect(readJob({ _id: "65a1", status: "queued" })).toMatchObject({
      id: "65a1",
      state: "Queued",
      rawStatus: "queued",
    });
    expect(readJob({ id: 17, status: "PENDING" })).toMatchObject({ id: "17", state: "Queued", rawStatus: "PENDING" });
  });

  it("gives progress as a number", () => {
    expect(readJob({ id: "a", status: "running", progress: 45 })).toMatchObject({ percent: 45, tasksTotal: null });
    expect(readJob({ id: "a", status: "running", progress: 140 })?.percent).toBe(100);
  });

  it("gives times without a zone, which are UTC", () => {
    const job = readJob({
      id: "a",
      status: "completed",
      created_at: "2024-01-15T10:30:00.123456",
      completed_at: "soon",
    });
    expect(job).toMatchObject({ createdAt: "2024-01-15T10:30:00.123Z", endedAt: null });
    expect(readJob({ id: "a", status: "running", started_at: "2024-01-15T10:30:00+02:00" })?.startedAt).toBe(
      "2024-01-15T08:30:00.000Z",
    );
  });

  it("says page_size for per_page", () => {
    expect(readJobs({ items: [], total: 0, page: 2, page_size: 50 })).toEqual({
      ...{ jobs: [], total: 0, returned: 0, perPage: 50 },
    });
  });

  it("completes a job in part", () => {
    const job = readJob({ id: "a", status: "partial" });
    expect(job).toMatchObject({ state: "Completed", rawStatus: "partial" });
    expect(job?.warning).toContain("in part");
  });

  it("gives errors in two forms, of answers and of jobs", () => {
    expect(readError({ detail: "No targets", code: "NO_TARGETS" })).toMatchObject({
      message: "No targets",
      code: "NO_TARGETS",
    });
    expect(readError({ error: { code: "NOT_FOUND", message: "No such job" } })).toMatchObject({
      ...{ message: "No such job", code: "NOT_FOUND" },
    });
    const errorOf = (error: unknown) => readJob({ id: "a", status: "failed", error })?.error;
    expect(["Timed out", { message: "Timed out" }, { detail: "Timed out", code: "X" }].map(errorOf)).toEqual(
      Array(3).fill("Timed out"),
    );
    expect([null, undefined, {}, 7].map(errorOf)).toEqual([null, null, null, null]);
  });
});

it("does not know what makes no sense, and keeps the rest", () => {
  const job = readJob({
    ...{ id: "a", status: "paused", source: 3, progress: "half", retry_of: [], schedule_id: "", project_id: {} },
  });
  expect(job).toMatchObject({ state: "Unknown", rawStatus: "paused", trigger: null, percent: null, retryOf: null });
  expect(job?.createdAt).toBeNull();
});

it.each([null, "job", {}, { status: "running" }, { id: "", status: "running" }])("%j is no job", (wire) => {
  expect(readJob(wire)).toBeNull();
});

it("takes a job without a status for one in an unknown state", () => {
  expect(readJob({ id: "a" })).toMatchObject({ state: "Unknown", rawStatus: "" });
});

it("counts items of a list that are no jobs, and keeps the others", () => {
  expect(readJobs({ items: [{ id: "a" }, null, {}], total: 3 })).toMatchObject({ jobs: [{ id: "a" }], returned: 3 });
  for (const other of [null, [], {}, { items: {} }]) expect(readJobs(other)).toBeNull();
});

it("does not take the end of an earlier life for that of a job that came back to it", () => {
  const times = { started_at: "2024-01-15T10:30:00Z", completed_at: "2024-01-15T10:35:00Z" };
  expect(readJob({ id: "a", status: "running", ...times })?.endedAt).toBeNull();
});

it("reads a job with its targets and what it was made with, letter by letter", () => {
  const raw = `{"id": "a", "status": "running", "config": {"n": 12345678901234567890}, "target_status": [
    {"target_id": "tgt_1", "status": "completed", "results_count": 85}, {"target_id": 2, "status": "lost"}, null]}`;
  expect(readDetail(JSON.parse(raw), raw)).toMatchObject({
    config: '{"n": 12345678901234567890}',
    tasks: [
      { target: "tgt_1", state: "Completed", resultsCount: 85, error: null },
      { target: "2", state: "Unknown", resultsCount: null },
      { target: "Target 3", state: "Unknown" },
    ],
    ...{ log: null, run: null, raw },
  });
  expect(readDetail({ id: "a" }, "{}")).toMatchObject({ tasks: null, config: null });
});

it("reads levels in any case, and none from a word that is no level", () => {
  const lines = [
    { timestamp: "2024-01-15T10:30:00Z", level: "WARNING", message: "slow", target_id: "tgt_1" },
    { timestamp: null, level: "critical", message: "dead" },
    { timestamp: null, level: "loud", message: "heard" },
  ];
  expect(readLogs({ logs: lines })).toEqual([
    { at: "2024-01-15T10:30:00.000Z", level: "warning", message: "slow", target: "tgt_1" },
    { at: null, level: "error", message: "dead", target: null },
    { at: null, level: null, message: "heard", target: null },
  ]);
  for (const other of [null, {}, { logs: {} }]) expect(readLogs(other)).toBeNull();
});

it("takes from the WebSocket's messages what they tell of the job, not of a target", () => {
  const about = { job_id: "a", status: "running", percentage: 45, current_target: "tgt_2", results_count: 127 };
  expect(readMessage({ type: "progress", data: about })).toEqual({
    ...{ state: "Executing", rawStatus: "running", percent: 45, activity: "tgt_2", resultsTotal: 127 },
  });
  expect(readMessage({ type: "failed", data: { status: "failed", error: "Timed out" } })).toEqual({
    ...{ state: "Failed", rawStatus: "failed", activity: null, error: "Timed out" },
  });
  expect(readMessage({ type: "target_completed", data: { status: "completed" } })).toEqual({});
  for (const other of [null, "progress", {}, []]) expect(readMessage(other)).toBeNull();
});

it("knows statuses in any case, and no others", () => {
  for (const status of STATUSES) {
    expect(statesOfStatus(status)).toContain(stateOfStatus(` ${status.toUpperCase()} `));
  }
  for (const other of ["", "constructor", "canceled?", "done"]) expect(stateOfStatus(other)).toBe("Unknown");
});
