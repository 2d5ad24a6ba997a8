import fc from "fast-check";
import { expect, it } from "vitest";
import { RowHeights } from "./row-heights.ts";

it("places rows as adding up all heights does", () => {
  const measured = fc.array(fc.tuple(fc.nat({ max: 1999 }), fc.integer({ min: 0, max: 200 })), { maxLength: 60 });
  fc.assert(
    fc.property(measured, fc.array(fc.nat({ max: 60_000 }), { maxLength: 20 }), (heights, offsets) => {
      const model = new RowHeights(20);
      const plain: number[] = Array(2000).fill(20);
      for (const [row, height] of heights) {
        expect(model.set(row, height)).toBe(height - (plain[row] ?? 0));
        plain[row] = height;
      }
      const tops = [0];
      for (const height of plain) tops.push((tops.at(-1) ?? 0) + height);
      for (const row of [0, 1, 255, 256, 257, 1000, 1999, 2000]) expect(model.top(row)).toBe(tops[row]);
      for (const [row] of heights) expect(model.height(row)).toBe(plain[row]);
      for (const offset of offsets) {
        const found = model.rowAt(offset, 2000);
        expect(tops[found]).toBeLessThanOrEqual(offset);
        if (found < 1999) expect(tops[found + 1]).toBeGreaterThan(offset);
      }
    }),
    { numRuns: 50 },
  );
});

it("has no place in an empty list but the first", () => {
  expect(new RowHeights(20).rowAt(500, 0)).toBe(0);
});
