import { describe, expect, it } from "vitest";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { run } from "../testing/makers.ts";
import { agentBars, processingBars, ratePerMinute } from "./run-figures.ts";

const FIGURES: Pick<
  JobRun,
  | "agentTasksCount"
  | "agentExpectedTasksCount"
  | "agentTasksCompletedCount"
  | "agentTasksFailedCount"
  | "agentTasksQueuedCount"
> = {
  agentTasksCount: 40,
  agentExpectedTasksCount: 56,
  agentTasksCompletedCount: 30,
  agentTasksFailedCount: 2,
  agentTasksQueuedCount: 5,
};

describe("the counters of a run", () => {
  it("adds up: what no part claims is under way", () => {
    const [tasks] = agentBars(run(FIGURES));
    expect(tasks).toMatchObject({ total: 40, expected: 56, scale: 56 });
    expect(tasks?.segments.map(({ label, count }) => [label, count])).toEqual([
      ["completed", 30],
      ["failed", 2],
      ["queued", 5],
      ["under way", 3],
    ]);
  });

  it("calls what an ended half did not get to left, not under way", () => {
    const [tasks] = agentBars(run({ ...FIGURES, agentState: "Cancelled" }));
    expect(tasks?.segments.at(-1)).toMatchObject({ label: "left", count: 3 });
  });

  it("does not say what became of what the source does not tell", () => {
    const [tasks] = agentBars(run({ agentState: "Failed", agentTasksCount: 9, agentTasksFailedCount: 2 }));
    expect(tasks?.segments.at(-1)).toMatchObject({ label: "not told", count: 7 });
  });

  it("keeps unknown apart from zero", () => {
    const [, clues] = agentBars(run({ agentCluesFailedCount: 0 }));
    expect(clues?.total).toBeNull();
    expect(clues?.segments.map(({ count }) => count)).toEqual([null, 0, null]);
    expect(clues?.segments.map(({ column }) => column)).toEqual([
      "agentCluesCompletedCount",
      "agentCluesFailedCount",
      "agentCluesQueuedCount",
    ]);
  });

  it("widens the bar when a source reports parts beyond its total", () => {
    const [bar] = processingBars(run({ processingTasksCount: 10, processingTasksCompletedCount: 12 }));
    expect(bar?.scale).toBe(12);
    expect(bar?.segments.some(({ label }) => label === "under way")).toBe(false);
  });

  it("tells a rate only when there is something to tell", () => {
    expect(ratePerMinute(30, 60_000)).toBe(30);
    expect(ratePerMinute(0, 60_000)).toBeNull();
    expect(ratePerMinute(null, 60_000)).toBeNull();
    expect(ratePerMinute(3, 10)).toBeNull();
  });
});
