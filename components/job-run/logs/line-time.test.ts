import { expect, it } from "vitest";
import { lineTime, signedSpan } from "./line-time.ts";

it.each([
  [0, "+0.000"],
  [40, "+0.040"],
  [-3000, "-3.000"],
  [59_999, "+59.999"],
  [123_500, "+2:03.500"],
  [3_723_004, "+1:02:03.004"],
  [90_000_000, "+25:00:00.000"],
  [Number.NaN, "–"],
])("tells %i ms as %s", (ms, text) => {
  expect(signedSpan(ms)).toBe(text);
});

it("tells no time from what is not known", () => {
  const at = "2026-11-22T06:00:01.000Z";
  const began = "2026-11-22T06:00:00.000Z";
  expect(lineTime(at, "start", { began, before: null })).toBe("+1.000");
  expect(lineTime(at, "start", { began: null, before: began })).toBeNull();
  expect(lineTime(at, "before", { began, before: null })).toBeNull();
  expect(lineTime(at, "clock", { began: null, before: null })).toMatch(/^\d\d:\d\d:\d\d$/);
});
