import { describe, expect, it } from "vitest";
import type { ThroughputMinute } from "../../lib/api/types.ts";
import { axisTop, countEnded, quarterHours, throughputPoints, throughputTotals } from "./throughput-series.ts";

const minute = (at: string, completed = 0, failed = 0, cancelled = 0): ThroughputMinute => ({
  at: `2026-11-22T${at}:00.000Z`,
  completed,
  failed,
  cancelled,
});

const NOW = Date.parse("2026-11-22T13:02:30.000Z");

describe("the chart of ended jobs", () => {
  it("marks only the minute that the clock is in as unfinished", () => {
    const points = throughputPoints({ minutes: [minute("13:01", 4), minute("13:02", 1)] }, NOW);
    expect(points.map((point) => point.unfinished)).toEqual([false, true]);
    expect(points[0]).toMatchObject({ at: Date.parse("2026-11-22T13:01:00.000Z"), completed: 4, failed: 0 });
  });

  it("adds up by state", () => {
    const minutes = [minute("13:00", 4, 1), minute("13:01", 2, 0, 3)];
    expect(throughputTotals({ minutes })).toEqual({ completed: 6, failed: 1, cancelled: 3 });
    expect(throughputTotals({ minutes: [] })).toEqual({ completed: 0, failed: 0, cancelled: 0 });
  });

  it("rounds the axis up, and keeps a single job small", () => {
    const top = (completed: number) => axisTop(throughputPoints({ minutes: [minute("13:01", completed)] }, NOW));
    expect([0, 1, 4, 5, 11, 60, 81, 99, 730].map(top)).toEqual([4, 4, 4, 6, 20, 60, 100, 100, 800]);
  });

  it("marks the quarters of the hour", () => {
    const minutes = Array.from({ length: 60 }, (_, index) => minute(`13:${String(index).padStart(2, "0")}`));
    const marks = quarterHours(throughputPoints({ minutes }, NOW));
    expect(marks.map((at) => new Date(at).getUTCMinutes())).toEqual([0, 15, 30, 45]);
  });

  it("counts a job that was pushed in the minute of its end", () => {
    const held = { revision: 1, asOf: "2026-11-22T13:02:30.000Z", minutes: [minute("13:01", 4), minute("13:02", 1)] };
    expect(countEnded(held, "Failed", "2026-11-22T13:02:41.000Z").minutes).toEqual([
      minute("13:01", 4),
      minute("13:02", 1, 1),
    ]);
    expect(countEnded(held, "Completed", "2026-11-22T13:01:00.000Z").minutes[0]).toEqual(minute("13:01", 5));
  });

  it("moves on when a new minute begins, and keeps its length", () => {
    const held = { revision: 1, asOf: "2026-11-22T13:02:30.000Z", minutes: [minute("13:01", 4), minute("13:02", 1)] };
    expect(countEnded(held, "Cancelled", "2026-11-22T13:04:00.000Z").minutes).toEqual([
      minute("13:03"),
      minute("13:04", 0, 0, 1),
    ]);
    expect(countEnded(held, "Completed", "2026-11-22T12:00:00.000Z")).toBe(held);
    expect(countEnded(held, "Executing", "2026-11-22T13:02:00.000Z")).toBe(held);
  });
});
