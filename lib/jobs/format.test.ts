import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatClock,
  formatCompact,
  formatCount,
  formatDuration,
  formatExact,
  formatExpectedEnd,
  formatMoment,
  formatPercent,
  formatQuantity,
  formatRoughDuration,
  formatUntil,
  span,
} from "./format.ts";

const NOW = Date.parse("2026-11-22T13:02:11.250Z");

describe("durations", () => {
  it.each([
    [0, "0.0 s"],
    [449, "0.4 s"],
    [9_999, "9.9 s"],
    [10_000, "10 s"],
    [59_999, "59 s"],
    [131_000, "2m 11s"],
    [3_599_999, "59m 59s"],
    [3_840_000, "1h 04m"],
    [183_600_000, "2d 03h"],
  ])("writes %i ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it("has no tenths when it ticks, no negative, and a dash for the unknown", () => {
    expect(formatDuration(2_700, { whole: true })).toBe("2 s");
    expect(formatDuration(-5)).toBe("0.0 s");
    expect(formatDuration(null)).toBe("–");
    expect(formatDuration(Number.NaN)).toBe("–");
  });

  it("rounds rough ones to one unit", () => {
    expect([200, 40_000, 240_000, 5_400_000, 7_200_000, 259_200_000].map(formatRoughDuration)).toEqual([
      "1 s",
      "40 s",
      "4 min",
      "2 h",
      "2 h",
      "3 d",
    ]);
  });

  it("measures between instants, or up to now", () => {
    expect(span(null, null, NOW)).toBeNull();
    expect(span("2026-11-22T13:02:00.000Z", null, NOW)).toBe(11_250);
    expect(span("2026-11-22T13:02:00.000Z", "2026-11-22T13:02:01.000Z", NOW)).toBe(1000);
    expect(span("2026-11-22T13:02:12.000Z", null, NOW)).toBe(0);
  });
});

describe("numbers", () => {
  it("separates thousands and shows the unknown as a dash, never as zero", () => {
    expect(formatCount(18_204)).toBe("18,204");
    expect(formatCount(0)).toBe("0");
    expect(formatCount(null)).toBe("–");
    expect(formatQuantity(1, "job")).toBe("1 job");
    expect(formatQuantity(1204, "job")).toBe("1,204 jobs");
    expect(formatQuantity(2, "reply", "replies")).toBe("2 replies");
  });

  it("shortens without rounding up", () => {
    expect([999, 9_999, 18_299, 999_949, 1_450_000].map(formatCompact)).toEqual([
      "999",
      "9,999",
      "18.2k",
      "999k",
      "1.4M",
    ]);
  });

  it("shows 100% only at the end", () => {
    expect(formatPercent(99.9)).toBe("99%");
    expect(formatPercent(100)).toBe("100%");
    expect(formatPercent(140)).toBe("100%");
    expect(formatPercent(null)).toBe("–");
  });
});

describe("times", () => {
  it("gives the time of day today and the date on other days, in the reader's zone", () => {
    expect(formatClock("2026-11-22T13:02:11.250Z", "Europe/Berlin")).toBe("14:02:11");
    expect(formatMoment("2026-11-22T13:02:11.250Z", NOW, "Europe/Berlin")).toBe("14:02:11");
    expect(formatMoment("2026-11-21T22:59:00.000Z", NOW, "Europe/Berlin")).toBe("21 Nov, 23:59");
    expect(formatMoment("2026-11-21T23:30:00.000Z", NOW, "Europe/Berlin")).toBe("00:30:00");
    expect(formatMoment("2025-11-22T13:02:11.250Z", NOW, "UTC")).toBe("22 Nov 2025, 13:02");
  });

  it("names the zone in the exact time", () => {
    const exact = formatExact("2026-11-22T13:02:11.250Z", "Europe/Berlin");
    expect(exact).toContain("22 November 2026");
    expect(exact).toContain("14:02:11.250");
    expect(exact).toContain("(Europe/Berlin)");
  });

  it("says how long ago, until, and what is left", () => {
    expect(formatAgo("2026-11-22T13:02:11.000Z", NOW)).toBe("just now");
    expect(formatAgo("2026-11-22T12:58:00.000Z", NOW)).toBe("4 min ago");
    expect(formatUntil("2026-11-22T13:03:00.000Z", NOW)).toBe("in 49 s");
    expect(formatUntil("2026-11-22T13:02:11.000Z", NOW)).toBe("now");
    expect(formatExpectedEnd("2026-11-22T13:06:11.000Z", NOW)).toBe("~4 min left");
    expect(formatExpectedEnd("2026-11-22T13:01:31.250Z", NOW)).toBe("40 s over");
  });
});
