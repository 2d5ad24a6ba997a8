import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobHistogram } from "../../../lib/api/types.ts";
import { barHeights, barPaths, bucketAt, bucketsOf, fullestOf, PARTS, placeOf, sumOf, totalOf } from "./buckets.ts";

const HOUR = 3_600_000;
const start = Date.parse("2026-11-22T00:00:00Z");

const histogram: JobHistogram = {
  from: "2026-11-22T00:00:00.000Z",
  to: "2026-11-22T03:30:00.000Z",
  bucketMs: HOUR,
  countedFrom: "2026-11-22T00:30:00.000Z",
  buckets: [
    { completed: 1, failed: 0, cancelled: 0, other: 0 },
    { completed: 90, failed: 10, cancelled: 0, other: 0 },
    { completed: 0, failed: 0, cancelled: 0, other: 0 },
    { completed: 2, failed: 1, cancelled: 1, other: 3 },
  ],
};
const buckets = bucketsOf(histogram, start + 3.5 * HOUR);

describe("buckets of a histogram", () => {
  it("know their time, what was not counted and what will still grow", () => {
    expect(buckets.map(({ from, to }) => [from - start, to - start])).toEqual([
      [0, HOUR],
      [HOUR, 2 * HOUR],
      [2 * HOUR, 3 * HOUR],
      [3 * HOUR, 4 * HOUR],
    ]);
    expect(buckets.map((bucket) => bucket.partly)).toEqual([true, false, false, false]);
    expect(buckets.map((bucket) => bucket.unfinished)).toEqual([false, false, false, true]);
    expect(buckets.map((bucket) => bucket.total)).toEqual([1, 100, 0, 7]);
    expect(fullestOf(buckets)).toBe(buckets[1]);
    expect(fullestOf(buckets.slice(2, 3))).toBeUndefined();
  });

  it("add up over what was chosen", () => {
    expect(sumOf(buckets.slice(1))).toMatchObject({
      from: start + HOUR,
      to: start + 4 * HOUR,
      total: 107,
      failed: 11,
      partly: false,
      unfinished: true,
    });
    expect(sumOf(buckets)?.partly).toBe(true);
    expect(sumOf([])).toBeUndefined();
  });

  it("stand where their time is", () => {
    expect(placeOf(start + 2 * HOUR, buckets)).toBe(0.5);
    expect(placeOf(start - HOUR, buckets)).toBe(0);
    expect(bucketAt(0.5, 4)).toBe(2);
    expect(bucketAt(1.2, 4)).toBe(3);
    expect(bucketAt(-0.1, 4)).toBe(0);
  });
});

describe("bars", () => {
  const counts = fc.record({
    failed: fc.nat(1e6),
    cancelled: fc.nat(1e6),
    other: fc.nat(1e6),
    completed: fc.nat(1e6),
  });

  it("show every part that is there and never leave the chart", () => {
    fc.assert(
      fc.property(counts, fc.nat(1e6), (each, more) => {
        const heights = barHeights(each, Math.max(1, totalOf(each) + more), 48);
        expect(totalOf(heights)).toBeLessThanOrEqual(48 + 1e-9);
        for (const part of PARTS) {
          if (each[part] === 0) expect(heights[part]).toBe(0);
          else expect(heights[part]).toBeGreaterThanOrEqual(part === "failed" ? 2 : 1);
        }
      }),
    );
  });

  it("stand on the axis with what failed at the foot", () => {
    const { failed, completed } = barPaths(buckets.slice(1, 2), 48, 100);
    expect(failed).toBe("M0.07 43.2h0.86v4.8h-0.86z");
    expect(completed).toBe("M0.07 0h0.86v43.2h-0.86z");
  });
});
