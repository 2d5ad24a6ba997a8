import { describe, expect, it } from "vitest";
import type { Command, JobRow, JobRun, LogLine } from "../jobs/model.ts";
import { noCounts } from "../jobs/state.ts";
import type { JobDetail } from "./job-types.ts";
import {
  joinPatches,
  newerDetail,
  newerPage,
  newerSummary,
  patchPage,
  patchRow,
  withCommand,
  withLines,
  withRun,
} from "./merge.ts";
import type { JobPage } from "./types.ts";

const row = (id: string, version: number, percent = 0) => ({ source: "local", id, version, percent }) as JobRow;
const page = (...items: JobRow[]): JobPage => ({
  items,
  nextCursor: null,
  previousCursor: null,
  stopped: null,
  revision: 1,
});
const patch = (id: string, version: number, percent: number) => ({ source: "local", id, version, percent });

describe("pushed patches", () => {
  it("apply only when newer, and only to their own job", () => {
    const held = row("1", 5, 40);
    expect(patchRow(held, patch("1", 6, 50))).toMatchObject({ version: 6, percent: 50 });
    expect(patchRow(held, patch("1", 5, 50))).toBe(held);
    expect(patchRow(held, patch("2", 9, 50))).toBe(held);
    expect(patchRow(held, { ...patch("1", 9, 50), source: "agenty" })).toBe(held);
  });

  it("change rows where they stand, and nothing else", () => {
    const held = page(row("1", 1), row("2", 1));
    const patched = patchPage(held, new Map([["local/2", patch("2", 2, 10)]]));
    expect(patched.items.map(({ id, percent }) => [id, percent])).toEqual([
      ["1", 0],
      ["2", 10],
    ]);
    expect(patched.items[0]).toBe(held.items[0]);
    expect(patchPage(held, new Map([["local/9", patch("9", 2, 10)]]))).toBe(held);
  });

  it("join in any order to the same patch", () => {
    const one = { source: "local", id: "1", version: 2, percent: 10, activity: "page 1" };
    const other = { source: "local", id: "1", version: 3, percent: 20 };
    const joined = { source: "local", id: "1", version: 3, percent: 20, activity: "page 1" };
    expect(joinPatches(one, other)).toEqual(joined);
    expect(joinPatches(other, one)).toEqual(joined);
  });
});

describe("answers that cross a push on their way", () => {
  it("keep the newer version of each row, in the order of the answer", () => {
    const held = page(row("1", 7, 70), row("2", 1, 10));
    const fetched = page(row("2", 2, 20), row("1", 6, 60), row("3", 1, 0));
    expect(newerPage(held, fetched).items.map(({ id, percent }) => [id, percent])).toEqual([
      ["2", 20],
      ["1", 70],
      ["3", 0],
    ]);
  });

  it("are the very page that they equal, so that asking again and again changes nothing", () => {
    const held = page(row("1", 7), row("2", 2));
    expect(newerPage(held, held)).toBe(held);
    expect(newerPage(held, page(row("1", 7), row("2", 1)))).toBe(held);
    const fetched = page(row("3", 1), row("4", 1));
    expect(newerPage(held, fetched)).toBe(fetched);
    const mixed = newerPage(held, page(row("1", 6), row("5", 1)));
    expect(newerPage(mixed, page(row("1", 6), row("5", 1)))).toBe(mixed);
  });

  it("do not set the counts back", () => {
    const summary = (revision: number) => ({ revision, asOf: "", counts: noCounts() });
    expect(newerSummary(summary(5), summary(4)).revision).toBe(5);
    expect(newerSummary(summary(5), summary(6)).revision).toBe(6);
    expect(newerSummary(undefined, summary(1)).revision).toBe(1);
  });

  it("do not set a job's page back", () => {
    const held = detail({ job: row("1", 9, 90), runs: [run(1, 1, 4)], commands: [command(1, "acknowledged")] });
    const fetched = detail({ job: row("1", 8, 80), runs: [run(1, 1, 3)], commands: [command(1, "requested")] });
    const merged = newerDetail(held, fetched);
    expect(merged.job.percent).toBe(90);
    expect(merged.run?.version).toBe(4);
    expect(merged.commands[0]?.acknowledgedAt).not.toBeNull();
  });
});

describe("a job's page", () => {
  it("takes a new attempt as the latest, and an older version not at all", () => {
    const held = detail({ runs: [run(1, 1, 3)] });
    const next = withRun(held, run(2, 2, 1));
    expect(next.runs.map(({ attempt }) => attempt)).toEqual([2, 1]);
    expect(next.run?.attempt).toBe(2);
    expect(withRun(held, run(1, 1, 3))).toBe(held);
  });

  it("never takes a command back", () => {
    const commands = [command(1, "finished")];
    expect(withCommand(commands, command(1, "requested"))).toBe(commands);
    expect(withCommand(commands, command(2, "requested")).map(({ id }) => id)).toEqual([2, 1]);
  });

  it("appends each log line once", () => {
    const line = (seq: number): LogLine => ({ seq, at: "", level: "info", message: "", task: null });
    const lines = [line(1), line(2)];
    expect(withLines(lines, [line(2), line(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(withLines(lines, [line(1)])).toBe(lines);
  });
});

function detail(some: Partial<JobDetail>): JobDetail {
  return {
    job: row("1", 1),
    run: some.runs?.[0] ?? null,
    runs: [],
    commands: [],
    capabilities: {
      start: true,
      cancel: true,
      retry: true,
      retryWithEdits: true,
      logs: true,
      tasks: true,
      results: true,
    },
    params: null,
    config: null,
    result: null,
    cut: { params: null, config: null, result: null },
    agentChanged: null,
    retriedAs: null,
    retryEdits: null,
    schedule: null,
    expected: null,
    backendUrl: null,
    read: null,
    revision: 1,
    ...some,
  };
}

const run = (id: number, attempt: number, version: number) => ({ source: "local", id, attempt, version }) as JobRun;

function command(id: number, progress: "requested" | "acknowledged" | "finished"): Command {
  return {
    id,
    action: "cancel",
    actor: "Operator",
    reason: null,
    requestedAt: "2026-11-22T13:00:00.000Z",
    acknowledgedAt: progress === "requested" ? null : "2026-11-22T13:00:01.000Z",
    finishedAt: progress === "finished" ? "2026-11-22T13:00:02.000Z" : null,
    outcome: progress === "finished" ? "done" : null,
    resultJobId: null,
    bulkId: null,
    edited: null,
  };
}
