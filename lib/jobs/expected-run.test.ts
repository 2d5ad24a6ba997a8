import { describe, expect, it } from "vitest";
import { expectedRunOf, expectedWords } from "./expected-run.ts";

const MINUTE = 60_000;
const START = "2026-11-22T14:00:00.000Z";
const at = (clock: string) => Date.parse(`2026-11-22T${clock}.000Z`);
const minutes = (...times: number[]) => expectedRunOf(times.map((time) => time * MINUTE));
const words = (expected: ReturnType<typeof minutes> | null, startedAt: string | null, clock: string) =>
  expectedWords(expected, startedAt, at(clock), "UTC");

describe("expectedRunOf", () => {
  it("gives median and quartiles of what can be, in any order", () => {
    expect(minutes(9, 5, 7, 6, 8)).toEqual({ runs: 5, medianMs: 7 * MINUTE, lowMs: 6 * MINUTE, highMs: 8 * MINUTE });
    expect(minutes(4, 1, 2, 3)).toEqual({ runs: 4, medianMs: 150_000, lowMs: 105_000, highMs: 195_000 });
    expect(expectedRunOf([-5, Number.NaN, 1, 2])).toMatchObject({ runs: 2, medianMs: null });
  });
});

describe("expectedWords", () => {
  const usual = minutes(5, 5, 6, 9, 30);

  it("gives a range and what is usual", () => {
    expect(words(minutes(1, 10, 12, 30, 60), START, "14:01:00")).toEqual({
      text: "14:10–14:30, usually 14:12",
      basis: "From 5 earlier runs: half of them took 10m 00s to 30m 00s, the median is 12m 00s",
      isOver: false,
    });
  });

  it("writes seconds where the range is short, the date where it ends another day, and no range where there is none", () => {
    expect(words(usual, START, "14:01:00").text).toBe("14:05:00–14:09:00, usually 14:06:00");
    expect(words(minutes(5, 5, 5), START, "14:01:00")).toMatchObject({
      text: "14:05:00",
      basis: "From 3 earlier runs: they took 5m 00s",
    });
    expect(words(minutes(600, 660, 720, 780, 840), START, "14:01:00").text).toBe(
      "23 Nov, 01:00–23 Nov, 03:00, usually 23 Nov, 02:00",
    );
  });

  it("says only what is usual once it takes longer than three of four did, and by how much it is over when that is odd", () => {
    expect(words(usual, START, "14:09:00")).toMatchObject({
      text: "14:05:00–14:09:00, usually 14:06:00",
      isOver: false,
    });
    expect(words(usual, START, "14:12:00")).toMatchObject({ text: "usually ended 14:05:00–14:09:00", isOver: false });
    expect(words(usual, START, "14:17:00")).toMatchObject({
      text: "8 min over, usually ended 14:05:00–14:09:00",
      isOver: true,
    });
    expect(words(minutes(5, 5, 5), START, "14:05:20")).toMatchObject({ isOver: false });
    expect(words(minutes(5, 5, 5), START, "14:05:40")).toMatchObject({ isOver: true });
  });

  it("says of a job that waits how long it takes", () => {
    expect(words(usual, null, "14:00:00")).toMatchObject({ text: "usually takes 5 min–9 min" });
    expect(words(minutes(5, 5, 5), null, "14:00:00")).toMatchObject({ text: "usually takes 5 min" });
  });

  it("says why there is nothing to expect", () => {
    expect(words(minutes(), START, "14:00:00")).toEqual({
      text: null,
      basis: "No earlier run of this agent has completed; it takes 3 to expect an end",
    });
    expect(words(minutes(1), START, "14:00:00").basis).toContain("Only 1 earlier run of this agent completed;");
    expect(words(null, START, "14:00:00").text).toBeNull();
  });
});
