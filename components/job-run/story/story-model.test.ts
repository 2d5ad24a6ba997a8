import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { command, job, run } from "../testing/makers.ts";
import { type Story, storyOf } from "./story-model.ts";

const at = (clock: string) => `2026-11-22T13:${clock}.000Z`;
const NOW = Date.parse(at("02:00"));
const round = (value: number) => Math.round(value * 100) / 100;
const lines = (story: Story) =>
  story.phases.map(({ kind, attempt, left, width }) => [kind, attempt, round(left), round(width)]);

const COMPLETED = run({
  agentState: "Completed",
  agentQueuedDate: at("00:00"),
  agentStartTime: at("00:10"),
  agentEndTime: at("00:50"),
  processingState: "Completed",
  processingStartTime: at("00:50"),
  processingEndTime: at("01:40"),
});

describe("the story of a job", () => {
  it("lays queue, agent and processing end to end", () => {
    const story = storyOf(
      { job: job({ state: "Completed", endedAt: at("01:40") }), runs: [COMPLETED], commands: [] },
      NOW,
    );
    expect(lines(story)).toEqual([
      ["queue", 1, 0, 0.1],
      ["agent", 1, 0.1, 0.4],
      ["processing", 1, 0.5, 0.5],
    ]);
    expect(story.phases.map(({ endedAs, lane }) => [endedAs, lane])).toEqual([
      [null, "whole"],
      [null, "whole"],
      ["Completed", "whole"],
    ]);
    expect(story).toMatchObject({ going: false, backwards: false, breaks: [] });
  });

  it("grows to now while it runs", () => {
    const running = run({ agentQueuedDate: at("00:00"), agentStartTime: at("01:00") });
    const story = storyOf({ job: job({}), runs: [running], commands: [] }, NOW);
    expect(lines(story)).toEqual([
      ["queue", 1, 0, 0.5],
      ["agent", 1, 0.5, 0.5],
    ]);
    expect(story.phases[1]).toMatchObject({ to: null, endedAs: null });
    expect(storyOf({ job: job({}), runs: [running], commands: [] }, NOW + 60_000).to).toBe(NOW + 60_000);
  });

  it("is a wait before the first attempt, whether that goes on or was cancelled", () => {
    const waiting = storyOf({ job: job({ state: "Queued" }), runs: [], commands: [] }, NOW);
    expect(waiting.phases).toMatchObject([{ kind: "queue", to: null, left: 0, width: 1 }]);
    const gone = job({ state: "Cancelled", endedAt: at("00:30") });
    expect(storyOf({ job: gone, runs: [], commands: [] }, NOW).to).toBe(Date.parse(at("00:30")));
  });

  it("shows the wait before each attempt and how each ended", () => {
    const first = run({
      agentState: "Failed",
      agentQueuedDate: at("00:00"),
      agentStartTime: at("00:00"),
      agentEndTime: at("00:20"),
    });
    const second = run({
      ...first,
      attempt: 2,
      agentQueuedDate: at("00:20"),
      agentStartTime: at("00:50"),
      agentEndTime: at("01:20"),
    });
    const failed = job({ state: "Failed", endedAt: at("01:20") });
    const story = storyOf({ job: failed, runs: [second, first], commands: [] }, NOW);
    expect(story.phases.map(({ kind, attempt, endedAs }) => [kind, attempt, endedAs])).toEqual([
      ["queue", 1, null],
      ["agent", 1, "Failed"],
      ["retry-wait", 2, null],
      ["agent", 2, "Failed"],
    ]);
    const again = storyOf({ job: job({ state: "Queued" }), runs: [first], commands: [] }, NOW);
    expect(again.phases.at(-1)).toMatchObject({ kind: "retry-wait", attempt: 2, to: null });
  });

  it("puts halves that overlap above each other", () => {
    const both = run({ ...COMPLETED, processingStartTime: at("00:20") });
    const story = storyOf({ job: job({ state: "Completed", endedAt: at("01:40") }), runs: [both], commands: [] }, NOW);
    expect(story.phases.map(({ lane }) => lane)).toEqual(["whole", "upper", "lower"]);
    expect(story.backwards).toBe(false);
  });

  it("marks a cancel's way", () => {
    const cancel = command({
      requestedAt: at("00:50"),
      acknowledgedAt: at("01:15"),
      finishedAt: at("01:20"),
      outcome: "done",
    });
    const cancelled = job({ state: "Cancelled", endedAt: at("01:40") });
    const story = storyOf({ job: cancelled, runs: [COMPLETED], commands: [cancel] }, NOW);
    expect(story.marks.map(({ label, left, after }) => [label, left, after?.ms])).toEqual([
      ["Cancel requested", 0.5, undefined],
      ["Acknowledged", 0.75, 25_000],
      ["Stopped", 0.8, 30_000],
    ]);
  });

  it("folds five hours of waiting before ten seconds of work, and unfolds them", () => {
    const late = run({
      agentState: "Completed",
      agentQueuedDate: "2026-11-22T08:00:00.000Z",
      agentStartTime: at("00:00"),
      agentEndTime: at("00:10"),
    });
    const of = { job: job({ state: "Completed", endedAt: at("00:10") }), runs: [late], commands: [] };
    expect(storyOf(of, NOW).breaks).toHaveLength(1);
    expect(storyOf(of, NOW).phases[1]?.width).toBeGreaterThan(0.85);
    expect(storyOf(of, NOW, { unfolded: true }).breaks).toEqual([]);
    expect(storyOf(of, NOW, { unfolded: true }).phases[1]?.width).toBeLessThan(0.01);
  });

  it("says where the source's clock ran backwards", () => {
    const odd = run({
      agentState: "Failed",
      agentQueuedDate: at("00:30"),
      agentStartTime: at("00:10"),
      agentEndTime: at("00:05"),
    });
    const story = storyOf({ job: job({ state: "Failed", endedAt: at("01:00") }), runs: [odd], commands: [] }, NOW);
    expect(story.backwards).toBe(true);
    expect(story.phases.map(({ backwards }) => backwards)).toEqual([true, true]);
  });

  it("never leaves the line, whatever the times", () => {
    const instant = fc
      .option(fc.integer({ min: -2_000_000_000_000, max: 9_000_000_000_000 }))
      .map((value) => (value === null ? null : new Date(value).toISOString()));
    const anyRun = fc.record({
      agentQueuedDate: instant,
      agentStartTime: instant,
      agentEndTime: instant,
      processingStartTime: instant,
      processingEndTime: instant,
      agentState: fc.constantFrom("Executing", "Failed", "Completed", "Unknown"),
    });
    const anyJob = fc.record({
      queuedAt: instant,
      endedAt: instant,
      state: fc.constantFrom("Queued", "Executing", "Failed", "Cancelled", "Unknown", "Submitting"),
    });
    const clock = fc.integer({ min: 0, max: 9_000_000_000_000 });
    fc.assert(
      fc.property(
        fc.array(anyRun, { maxLength: 4 }),
        anyJob,
        instant,
        clock,
        fc.boolean(),
        (runs, some, asked, now, unfolded) => {
          const commands = asked === null ? [] : [command({ requestedAt: asked, acknowledgedAt: some.endedAt })];
          const made = runs.map((each, place) => run({ ...each, attempt: place + 1 } as Parameters<typeof run>[0]));
          const story = storyOf({ job: job(some as Parameters<typeof job>[0]), runs: made, commands }, now, {
            unfolded,
          });
          expect(story.phases.length).toBeGreaterThan(0);
          expect(new Set(story.phases.map(({ key }) => key)).size).toBe(story.phases.length);
          for (const { left, width } of [...story.phases, ...story.breaks]) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(width).toBeGreaterThanOrEqual(0);
            expect(left + width).toBeLessThanOrEqual(1 + 1e-9);
          }
          for (const { left } of story.marks) expect(left >= 0 && left <= 1).toBe(true);
        },
      ),
    );
  });
});
