import { describe, expect, it } from "vitest";
import { command, job, run } from "../testing/makers.ts";
import { runTimeline } from "./run-timeline.ts";

const NOW = Date.parse("2026-11-22T13:02:00.000Z");
const at = (clock: string) => `2026-11-22T13:${clock}.000Z`;

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
