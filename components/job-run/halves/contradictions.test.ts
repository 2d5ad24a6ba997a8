import { describe, expect, it } from "vitest";
import { RUN_COLUMN_NAMES } from "../../../lib/jobs/run-columns.ts";
import { run } from "../testing/makers.ts";
import { contradictionsOf } from "./contradictions.ts";
import { unknownReason } from "./unknown-reason.ts";

describe("figures that contradict each other", () => {
  it("are none in a run that adds up", () => {
    const fine = run({
      agentState: "Completed",
      agentResultIsSuccess: true,
      agentExpectedTasksCount: 3,
      agentTasksCount: 5,
      agentTasksCompletedCount: 4,
      agentTasksFailedCount: 1,
      agentPercentCompleted: 100,
      agentElapsedQueuedTime: 0,
      agentQueuedDate: "2026-11-22T13:00:00.000Z",
      agentStartTime: "2026-11-22T13:00:00.000Z",
      agentEndTime: "2026-11-22T13:01:00.000Z",
    });
    expect(contradictionsOf(fine)).toEqual({});
    expect(contradictionsOf(run({}))).toEqual({});
  });

  it("are parts beyond their total, said at the total", () => {
    expect(
      contradictionsOf(
        run({ processingTasksCount: 10, processingTasksCompletedCount: 9, processingTasksFailedCount: 4 }),
      ),
    ).toEqual({
      processingTasksCount: "The parts add up to 13, which is more than 10",
    });
    // Without a total there is nothing to contradict, and what is below zero does not make up for what is over.
    expect(contradictionsOf(run({ agentTasksCompletedCount: 9 }))).toEqual({});
    expect(
      Object.keys(
        contradictionsOf(run({ agentTasksCount: 5, agentTasksCompletedCount: 8, agentTasksFailedCount: -4 })),
      ),
    ).toEqual(["agentTasksCount", "agentTasksFailedCount"]);
  });

  it("are counts, spans and shares that cannot be", () => {
    expect(
      contradictionsOf(run({ agentCluesCount: -1, agentElapsedQueuedTime: -5, agentPercentCompleted: 250 })),
    ).toEqual({
      agentCluesCount: "The source reports -1, which no count can be",
      agentElapsedQueuedTime: "The source reports a time below zero",
      agentPercentCompleted: "The source reports 250%",
    });
  });

  it("are times that go backwards", () => {
    const times = {
      agentQueuedDate: "2026-11-22T13:02:00.000Z",
      agentStartTime: "2026-11-22T13:01:00.000Z",
      agentEndTime: "2026-11-22T13:03:00.000Z",
    };
    expect(contradictionsOf(run(times))).toEqual({ agentStartTime: "The source reports a time before “queued”" });
    expect(contradictionsOf(run({ ...times, agentEndTime: "2026-11-22T12:00:00.000Z" }))).toHaveProperty(
      "agentEndTime",
    );
  });

  it("are a success that failed", () => {
    expect(contradictionsOf(run({ agentState: "Failed", agentResultIsSuccess: true }))).toHaveProperty(
      "agentResultIsSuccess",
    );
  });
});

describe("why a figure is unknown", () => {
  it("is said of each of the 42 columns", () => {
    expect(RUN_COLUMN_NAMES).toHaveLength(42);
    for (const column of RUN_COLUMN_NAMES) expect(unknownReason(run({}), column)).not.toBe("");
  });

  it("tells not yet from not told", () => {
    expect(unknownReason(run({}), "agentEndTime")).toBe("The agent has not ended");
    expect(unknownReason(run({}), "processingTasksCount")).toBe("Processing has not begun");
    expect(unknownReason(run({ agentState: "Completed" }), "processingTasksCount")).toBe(
      "The source does not report this",
    );
  });
});
