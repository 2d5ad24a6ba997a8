import { describe, expect, it } from "vitest";
import { readError, readJob, readJobPage, readLogs } from "./from-wire.ts";
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
    expect(readJob({ id: "a", status: "running", progress: 140 }).percent).toBe(100);
  });

  it("gives times without a zone, which are UTC", () => {
    const job = readJob({
      id: "a",
      status: "completed",
      created_at: "2024-01-15T10:30:00.123456",
      completed_at: "soon",
    });
    expect(job).toMatchObject({ createdAt: "2024-01-15T10:30:00.123Z", endedAt: null });
    expect(readJob({ id: "a", status: "running", started_at: "2024-01-15T10:30:00+02:00" }).startedAt).toBe(
      "2024-01-15T08:30:00.000Z",
    );
  });

  it("says page_size for per_page", () => {
    expect(readJobPage({ items: [], total: 0, page: 2, page_size: 50 })).toEqual({
      ...{ jobs: [], total: 0, page: 2, perPage: 50 },
    });
  });

  it("completes a job in part", () => {
    const job = readJob({ id: "a", status: "partial" });
    expect(job).toMatchObject({ state: "Completed", rawStatus: "partial" });
    expect(job.warning).toContain("in part");
  });

  it("gives errors in two forms, of answers and of jobs", () => {
    expect(readError({ detail: "No targets", code: "NO_TARGETS" })).toEqual({
      message: "No targets",
      code: "NO_TARGETS",
    });
    expect(readError({ error: { code: "NOT_FOUND", message: "No such job" } })).toEqual({
      ...{ message: "No such job", code: "NOT_FOUND" },
    });
    for (const other of [null, "no", {}, { error: "no" }, { detail: [{ msg: "no" }] }])
      expect(readError(other)).toBeNull();
    const errorOf = (error: unknown) => readJob({ id: "a", status: "failed", error }).error;
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
  expect(job.createdAt).toBeNull();
});

it.each([null, "job", {}, { id: "a" }, { status: "running" }, { id: "", status: "running" }])(
  "refuses %j, which is no job",
  (wire) => {
    expect(() => readJob(wire)).toThrow();
  },
);

it("reads levels in any case", () => {
  const lines = [
    { timestamp: "2024-01-15T10:30:00Z", level: "WARNING", message: "slow", target_id: null },
    { timestamp: null, level: "critical", message: "dead" },
    { timestamp: null, level: "loud", message: "heard" },
  ];
  expect(readLogs({ logs: lines })).toEqual([
    { at: "2024-01-15T10:30:00.000Z", level: "warning", message: "slow" },
    { at: null, level: "error", message: "dead" },
    { at: null, level: "info", message: "heard" },
  ]);
});

it("knows statuses in any case, and no others", () => {
  for (const status of STATUSES) {
    expect(statesOfStatus(status)).toContain(stateOfStatus(` ${status.toUpperCase()} `));
  }
  for (const other of ["", "constructor", "canceled?", "done"]) expect(stateOfStatus(other)).toBe("Unknown");
});
