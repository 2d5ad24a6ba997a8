import { describe, expect, it } from "vitest";
import { BULK_STATES, type BulkAction } from "../../lib/jobs/bulk.ts";
import {
  outcomeInWords,
  presentationOf,
  progressInWords,
  runningInWords,
  sharesOf,
  timeLeft,
  titleOf,
} from "./action-words.ts";

const action = (over: Partial<BulkAction>): BulkAction => ({
  id: "a",
  verb: "retry",
  state: "running",
  actor: "Operator",
  reason: null,
  query: "state:failed",
  chosen: null,
  matched: 1320,
  eligible: 1204,
  done: 420,
  failed: 0,
  skipped: 0,
  failures: [],
  createdAt: "2026-11-22T10:00:00.000Z",
  startsAt: "2026-11-22T10:00:00.000Z",
  startedAt: "2026-11-22T10:00:00.000Z",
  finishedAt: null,
  abortedBy: null,
  version: 3,
  ...over,
});

describe("a bulk action in words", () => {
  it("says what it is and how far", () => {
    expect(titleOf(action({}))).toBe("Retry 1,204 jobs");
    expect(titleOf(action({ verb: "cancel", eligible: 1 }))).toBe("Cancel 1 job");
    expect(progressInWords(action({ failed: 3, skipped: 2 }))).toBe("420 of 1,204 done, 3 failed, 2 passed over");
    expect(progressInWords(action({ done: 1204 }))).toBe("All 1,204 done");
    expect(progressInWords(action({ state: "undone", done: 0 }))).toBe("No job was touched");
    expect(progressInWords(action({ state: "waiting", done: 0 }))).toBe("1,204 jobs");
  });

  it("is not all green when some failed", () => {
    expect(presentationOf(action({ state: "finished" }))).toMatchObject({ word: "Finished", tone: "completed" });
    expect(presentationOf(action({ state: "finished", failed: 3 }))).toMatchObject({
      word: "Finished, 3 failed",
      tone: "failed",
    });
  });

  it("tells what came of it", () => {
    expect(outcomeInWords(action({ state: "finished", done: 1204 }))).toEqual({
      title: "Retried 1,204 jobs",
      detail: null,
    });
    expect(outcomeInWords(action({ state: "undone", verb: "cancel" })).title).toBe("Undone: no job was cancelled");
    expect(outcomeInWords(action({ state: "aborted" })).title).toBe("Retry stopped: 420 of 1,204 jobs done");
    const failures = [{ reason: "No such agent.", count: 4, example: { source: "local", id: "1" } }];
    expect(outcomeInWords(action({ state: "finished", done: 1200, failed: 4, failures }))).toEqual({
      title: "Retried 1,200 of 1,204 jobs",
      detail: "4 could not be: No such agent.",
    });
  });

  it("has one line for what is running", () => {
    expect(runningInWords([action({ state: "finished" })])).toBeNull();
    expect(runningInWords([action({}), action({ state: "undone" })])).toEqual({
      short: "420/1,204",
      long: "Retrying 1,204: 420 done",
    });
    expect(runningInWords([action({}), action({ id: "b" })])?.short).toBe("2 running");
  });
});

describe("its figures", () => {
  it("share the bar, whatever they are", () => {
    expect(sharesOf({ eligible: 0, done: 0, failed: 0, skipped: 0 }).all).toBe(0);
    expect(sharesOf({ eligible: 4, done: 2, failed: 1, skipped: 1 })).toEqual({
      done: 50,
      failed: 25,
      skipped: 25,
      all: 100,
    });
    expect(sharesOf({ eligible: 2, done: 3, failed: 1, skipped: 0 }).all).toBe(100);
  });

  it("tell how long it still takes, once there is a pace", () => {
    const start = Date.parse("2026-11-22T10:00:00.000Z");
    expect(timeLeft(action({ eligible: 1000, done: 250 }), start + 10_000)).toBe(30_000);
    expect(timeLeft(action({ done: 0 }), start + 10_000)).toBeNull();
    for (const state of BULK_STATES.filter((each) => each !== "running")) {
      expect(timeLeft(action({ state }), start + 10_000)).toBeNull();
    }
  });
});
