import { describe, expect, it } from "vitest";
import type { Command, JobRow, JobRun } from "../../lib/jobs/model.ts";
import { agentBars, processingBars, ratePerMinute } from "./run-figures.ts";
import { runTimeline } from "./run-timeline.ts";

const NOW = Date.parse("2026-11-22T13:02:00.000Z");
const at = (clock: string) => `2026-11-22T13:${clock}.000Z`;

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

  it("keeps unknown apart from zero", () => {
    const [, clues] = agentBars(run({ agentCluesFailedCount: 0 }));
    expect(clues?.total).toBeNull();
    expect(clues?.segments.map(({ count }) => count)).toEqual([null, 0, null]);
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

describe("the timeline of a run", () => {
  const ended = run({
    agentQueuedDate: at("00:00"),
    agentStartTime: at("00:10"),
    agentEndTime: at("00:50"),
    processingStartTime: at("00:50"),
    processingEndTime: at("01:40"),
  });

  it("lays queue, agent and processing end to end", () => {
    const timeline = runTimeline(job({ endedAt: at("01:40") }), ended, [], NOW);
    expect(timeline?.stretches.map(({ label, left, width }) => [label, left, Math.round(width * 100) / 100])).toEqual([
      ["Queue", 0, 0.1],
      ["Agent", 0.1, 0.4],
      ["Processing", 0.5, 0.5],
    ]);
  });

  it("grows to now while it runs, and has no processing before there is one", () => {
    const running = run({ agentQueuedDate: at("00:00"), agentStartTime: at("01:00") });
    const timeline = runTimeline(job({}), running, [], NOW);
    expect(timeline?.to).toBeNull();
    expect(timeline?.stretches[1]).toMatchObject({ left: 0.5, width: 0.5, to: null });
    expect(timeline?.stretches[2]).toMatchObject({ from: null, width: 0 });
  });

  it("marks where a cancel was asked for and seen", () => {
    const cancel = command({ requestedAt: at("00:50"), acknowledgedAt: at("01:15") });
    const timeline = runTimeline(job({ endedAt: at("01:40") }), ended, [cancel], NOW);
    expect(timeline?.marks.map(({ label, left }) => [label, left])).toEqual([
      ["Cancel asked", 0.5],
      ["Cancel seen", 0.75],
    ]);
  });

  it("is nothing before the job was queued", () => {
    expect(runTimeline(job({ queuedAt: null }), null, [], NOW)).toBeNull();
  });
});

function job(some: Partial<JobRow>): JobRow {
  return {
    source: "local",
    id: "1001",
    agentId: null,
    agentName: null,
    name: "books",
    type: "scraping",
    state: "Executing",
    rawStatus: "Executing",
    trigger: "manual",
    priority: 0,
    percent: null,
    activity: null,
    tasksExpected: null,
    tasksTotal: null,
    tasksCompleted: null,
    tasksFailed: null,
    cluesTotal: null,
    resultsTotal: null,
    createdAt: at("00:00"),
    queuedAt: at("00:00"),
    scheduledAt: null,
    startedAt: null,
    endedAt: null,
    updatedAt: at("00:00"),
    expectedEndAt: null,
    error: null,
    errorFingerprint: null,
    warning: null,
    retryOf: null,
    scheduleId: null,
    startedBy: null,
    startedById: null,
    tags: [],
    attempt: 1,
    maxAttempts: 1,
    version: 1,
    ...some,
  };
}

function run(some: Partial<JobRun>): JobRun {
  return {
    source: "local",
    attempt: 1,
    version: 1,
    id: 1,
    jobId: "1001",
    agentId: null,
    agentKey: null,
    updateDate: at("00:00"),
    agentResultIsSuccess: null,
    agentResultIsCancellationRequested: null,
    agentResultMessage: null,
    agentState: "Executing",
    agentQueuedDate: null,
    agentStartTime: null,
    agentEndTime: null,
    agentElapsedQueuedTime: null,
    agentElapsedExecutionTime: null,
    agentPercentCompleted: null,
    agentLastSubmittedDate: null,
    agentExpectedTasksCount: null,
    agentTasksCount: null,
    agentTasksQueuedCount: null,
    agentTasksCompletedCount: null,
    agentTasksFailedCount: null,
    agentCluesCount: null,
    agentCluesQueuedCount: null,
    agentCluesCompletedCount: null,
    agentCluesFailedCount: null,
    processingState: null,
    processingQueuedDate: null,
    processingStartTime: null,
    processingEndTime: null,
    processingTasksCount: null,
    processingTasksQueuedCount: null,
    processingTasksCompletedCount: null,
    processingTasksFailedCount: null,
    processingTasksSkippedCount: null,
    processingTaskRetriesCount: null,
    processingTasksAlreadyExistsCount: null,
    processingTasksAlreadyUpToDateCount: null,
    processingTasksIgnoredCount: null,
    processingTasksReceivedPayloadsCount: null,
    processingTasksReceivedCluesCount: null,
    processingTasksReceivedLogLinesCount: null,
    processingUpdatedDate: null,
    ...some,
  };
}

function command(some: Partial<Command>): Command {
  return {
    id: 1,
    action: "cancel",
    actor: "Operator",
    reason: null,
    requestedAt: at("00:00"),
    acknowledgedAt: null,
    finishedAt: null,
    outcome: null,
    resultJobId: null,
    bulkId: null,
    ...some,
  };
}
