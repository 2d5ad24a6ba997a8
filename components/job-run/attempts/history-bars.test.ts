import { describe, expect, it } from "vitest";
import type { HistoryItem } from "../../../lib/api/job-types.ts";
import { job } from "../testing/makers.ts";
import { historyBars } from "./history-bars.ts";

const START = Date.parse("2026-11-22T13:00:00.000Z");
const iso = (ms: number) => new Date(ms).toISOString();
const item = (id: string, seconds: number | null, some: Partial<HistoryItem> = {}): HistoryItem => ({
  ...job({ id, state: "Completed" }),
  startedAt: seconds === null ? null : iso(START),
  endedAt: seconds === null ? null : iso(START + seconds * 1000),
  ...some,
});

describe("an agent's history as bars", () => {
  it("is on one scale, from the longest down", () => {
    const { bars, topMs, medianMs } = historyBars(
      [item("1", 10), item("2", 20), item("3", 0)],
      job({ id: "x" }),
      START,
    );
    expect(bars.map(({ height }) => height)).toEqual([0.5, 1, 0.06]);
    expect([topMs, medianMs]).toEqual([20_000, 10_000]);
  });

  it("takes the page's own job as the page knows it", () => {
    const current = job({ id: "2", state: "Executing", startedAt: iso(START), endedAt: null });
    const { bars } = historyBars([item("1", 10), item("2", null, { state: "Queued" })], current, START + 5000);
    expect(bars[1]).toMatchObject({ isCurrent: true, isRunning: true, ms: 5000, height: 0.5 });
    expect(bars[1]?.item.state).toBe("Executing");
    expect(bars[0]).toMatchObject({ isCurrent: false, isRunning: false });
  });

  it("cuts one that is far longer than all others", () => {
    const items = [...Array.from({ length: 9 }, (_, place) => item(String(place), 10)), item("long", 10_000)];
    const { bars, topMs } = historyBars(items, job({ id: "x" }), START);
    expect(topMs).toBe(100_000);
    expect(bars.at(-1)?.height).toBe(1);
    expect(bars[0]?.height).toBeCloseTo(0.1);
  });

  it("knows no length of what never began, or ends before it starts", () => {
    const { bars, medianMs } = historyBars(
      [item("1", null, { state: "Cancelled" }), item("2", -5, { state: "Failed" })],
      job({ id: "1", state: "Cancelled" }),
      START,
    );
    expect(bars.map(({ ms, height }) => [ms, height])).toEqual([
      [null, 0.06],
      [0, 0.06],
    ]);
    expect(medianMs).toBeNull();
    expect(historyBars([], job({}), START)).toEqual({ bars: [], topMs: 1, medianMs: null });
  });
});
