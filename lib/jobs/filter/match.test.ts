import { describe, expect, it } from "vitest";
import type { JobRow } from "../model.ts";
import { matchesFilter } from "./match.ts";
import { parseFilter } from "./parse.ts";
import { resolveFilter } from "./resolve.ts";

const NOW = Date.parse("2026-11-20T10:10:00.000Z");

const FAILED: JobRow = {
  source: "local",
  id: "1001",
  agentId: "7hy654rfgt",
  agentName: "Books",
  name: "books catalogue",
  type: "scraping",
  state: "Failed",
  rawStatus: "Failed",
  trigger: "manual",
  priority: 5,
  percent: 61.5,
  activity: null,
  tasksExpected: null,
  tasksTotal: null,
  tasksCompleted: null,
  tasksFailed: null,
  cluesTotal: null,
  resultsTotal: 12,
  createdAt: "2026-11-20T10:00:00.000Z",
  queuedAt: "2026-11-20T10:00:00.000Z",
  scheduledAt: null,
  startedAt: "2026-11-20T10:00:30.000Z",
  endedAt: "2026-11-20T10:05:30.000Z",
  updatedAt: "2026-11-20T10:05:30.000Z",
  expectedEndAt: null,
  error: "timed out after 30 ms (50% done)",
  errorFingerprint: "timed out after <n> ms (<n>% done)",
  warning: null,
  retryOf: null,
  scheduleId: null,
  startedBy: "Ann Lee",
  startedById: "p1",
  tags: ["Nightly", "eu"],
  attempt: 2,
  maxAttempts: 3,
  version: 1,
};

const QUEUED: JobRow = {
  ...FAILED,
  id: "1002",
  agentId: null,
  agentName: null,
  state: "Queued",
  percent: null,
  resultsTotal: null,
  startedAt: null,
  endedAt: null,
  error: null,
  errorFingerprint: null,
  retryOf: "1001",
  startedBy: null,
  startedById: null,
  tags: [],
  attempt: 0,
};

/** Which of the two jobs a filter text matches. */
function matching(text: string): string {
  const { filter, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  const resolved = resolveFilter(filter, { now: NOW, me: { id: "p1", name: "Ann Lee" } });
  return [FAILED, QUEUED]
    .filter((job) => matchesFilter(resolved, job))
    .map((job) => job.state.toLowerCase())
    .join(" ");
}

describe("matchesFilter", () => {
  it.each([
    ["", "failed queued"],
    ["state:failed,cancelled", "failed"],
    ["-state:failed", "queued"],
    ["state:failed,queued -state:queued", "failed"],
    ["agent:books", "failed"],
    ["agent:7hy654rfgt", "failed"],
    ["agent:book", ""],
    ["-agent:books", "queued"],
    ["id:1001,1002 trigger:manual source:local", "failed queued"],
    ["tag:NIGHTLY tag:eu", "failed"],
    ["tag:eu,us", "failed"],
    ["-tag:eu", "queued"],
    ["type:Scraping", "failed queued"],
    ["by:me", "failed"],
    ["-by:me", "queued"],
    ['by:"ann lee"', "failed"],
    ["retry-of:1001", "queued"],
    ['fingerprint:"timed out after <n> ms (<n>% done)"', "failed"],
    ["name:CATALOGUE", "failed queued"],
    ['error:refused,"TIMED OUT"', "failed"],
    ["-error:timed", "queued"],
    ["TIMED out", "failed"],
    ["1002", "queued"],
    ["50%", "failed"],
    ["t_med", ""],
    ["-timed", "queued"],
    ["created:2026-11-20", "failed queued"],
    ["ended:>-5m", "failed"],
    ["ended:<-5m", ""],
    ["ended:>=2026-11-20T10:05:30Z", "failed"],
    ["started:..now", "failed"],
    ["duration:5m..5m", "failed"],
    ["duration:>5m", ""],
    ["queued:30s..30s", "failed"],
    ["queued:>9m", "queued"],
    ["percent:>61", "failed"],
    ["percent:<100", "failed"],
    ["priority:5 attempt:<1", "queued"],
    ["results:>=12", "failed"],
  ])("%s: %s", (text, expected) => {
    expect(matching(text)).toBe(expected);
  });

  it("measures a job that is at it up to now, and not one that ended without saying when", () => {
    const filter = resolveFilter(parseFilter("duration:>9m").filter, { now: NOW });
    expect(matchesFilter(filter, { ...FAILED, state: "Executing", endedAt: null })).toBe(true);
    expect(matchesFilter(filter, { ...FAILED, state: "Completed", endedAt: null })).toBe(false);
  });
});
