import { describe, expect, it } from "vitest";
import type { ComparedRun } from "../../../lib/api/job-types.ts";
import type { JobRow, JobRun } from "../../../lib/jobs/model.ts";
import { job, run } from "../testing/makers.ts";
import { compareRuns, countDifference, durationDifference, headline } from "./compare-runs.ts";

function side(ofJob: Partial<JobRow>, ofRun: Partial<JobRun> | null, some: Partial<ComparedRun> = {}): ComparedRun {
  return {
    job: job({ state: "Completed", ...ofJob }),
    run: ofRun === null ? null : run({ agentState: "Completed", ...ofRun }),
    ...{ params: null, config: null, cut: { params: null, config: null }, results: [], ...some },
  };
}

const timed = (ms: number) => ({
  agentStartTime: "2026-11-22T13:00:00.000Z",
  agentEndTime: new Date(Date.parse("2026-11-22T13:00:00.000Z") + ms).toISOString(),
});

function figure(one: ComparedRun, other: ComparedRun, title: string, name: string) {
  return compareRuns(one, other)
    .find((section) => section.title === title)
    ?.figures.find((each) => each.name === name);
}

describe("how two figures differ, in words", () => {
  it.each([
    [26_800, 38_800, "faster by 12 s (−31 %)"],
    [38_800, 26_800, "slower by 12 s (+45 %)"],
    [10_000, 10_050, null],
    [10_000, 0, "slower by 10 s"],
    [100_000, 100_500, "faster by 0.5 s (under −1 %)"],
    [100_000, 1000, "slower by 1m 39s (×100)"],
    [null, 1000, null],
  ])("durations: %s against %s", (one, other, words) => {
    expect(durationDifference(one, other, ["faster", "slower"])).toBe(words);
  });

  it.each([
    [40, 30, "10 more (+33 %)"],
    [0, 30, "30 fewer (−100 %)"],
    [1200, 0, "1,200 more"],
    [7, 7, null],
    [null, 7, null],
  ])("counts: %s against %s", (one, other, words) => {
    expect(countDifference(one, other)).toBe(words);
  });
});

describe("two runs side by side", () => {
  it("differ where their figures do", () => {
    const one = side({}, { ...timed(20_000), agentTasksCompletedCount: 12, agentTasksFailedCount: 0 });
    const other = side({}, { ...timed(30_000), agentTasksCompletedCount: 10, agentTasksFailedCount: 0 });
    expect(figure(one, other, "Durations", "Attempt in all")).toMatchObject({ words: "faster by 10 s (−33 %)" });
    expect(figure(one, other, "Agent", "Tasks completed")).toMatchObject({ words: "2 more (+20 %)", same: false });
    expect(figure(one, other, "Agent", "Tasks failed")).toMatchObject({ same: true, words: null });
    expect(headline(one, other)).toBe("Faster by 10 s (−33 %)");
  });

  it("keep unknown apart from zero", () => {
    const one = side({}, { agentTasksFailedCount: 0 });
    const other = side({}, {});
    expect(figure(one, other, "Agent", "Tasks failed")).toMatchObject({
      one: 0,
      other: null,
      same: false,
      words: null,
    });
    expect(figure(one, other, "Agent", "Clues")).toMatchObject({ one: null, other: null, same: true });
    expect(figure(one, side({}, null), "Agent", "Clues")).toMatchObject({ same: true });
    expect(headline(one, other)).toBe("The durations are not known");
  });

  it("are as their attempts ended, not as the job did", () => {
    const of = { attempt: 2, maxAttempts: 3, state: "Completed" as const };
    const first = side(of, { attempt: 1, agentState: "Failed", agentResultMessage: "HTTP 500" });
    const second = side(of, { attempt: 2, agentResultMessage: "4 pages" });
    expect(figure(second, first, "How it ended", "State")).toMatchObject({ one: "Completed", other: "Failed" });
    expect(figure(second, first, "How it ended", "What it said")).toMatchObject({ one: "4 pages", other: "HTTP 500" });
    expect(figure(second, first, "How it ended", "Attempt")).toMatchObject({ one: "2 of 3", other: "1 of 3" });
    expect(headline(second, first)).toBe("Completed, where the other failed");
  });

  it("have the same kind of failure where their fingerprints say so", () => {
    const failed = (error: string) =>
      side({ state: "Failed", error, errorFingerprint: "HTTP <n>" }, { agentState: "Failed" });
    expect(figure(failed("HTTP 500"), failed("HTTP 503"), "How it ended", "What it said")).toMatchObject({
      words: "the same kind of failure",
      same: false,
    });
  });

  it("count results by collection, and say where counting stopped", () => {
    const counted = (...counts: [number, number, boolean?][]) =>
      side({}, {}, { results: counts.map(([collection, count, capped = false]) => ({ collection, count, capped })) });
    expect(figure(counted([1, 40]), counted([1, 30]), "Results", "Rows")).toMatchObject({ words: "10 more (+33 %)" });
    expect(figure(counted([1, 4], [2, 7]), counted([1, 4]), "Results", "Rows of collection 2")).toMatchObject({
      ...{ one: 7, other: 0, words: "7 more" },
    });
    expect(figure(counted([1, 10_000, true]), counted([1, 30]), "Results", "Rows")).toMatchObject({
      ...{ one: "over 10,000", other: "30", same: false },
    });
    expect(compareRuns(counted(), counted()).some(({ title }) => title === "Results")).toBe(false);
  });

  it("is not thrown off by times that go backwards", () => {
    expect(figure(side({}, timed(-5000)), side({}, timed(1000)), "Durations", "Attempt in all")).toMatchObject({
      ...{ one: 0, words: "faster by 1.0 s (−100 %)" },
    });
    const backwards = side({}, { agentElapsedExecutionTime: -620_000, agentElapsedQueuedTime: -1 });
    expect(figure(backwards, side({}, timed(1000)), "Durations", "Agent half")).toMatchObject({ one: 0, other: 1000 });
  });
});
