import { describe, expect, it } from "vitest";
import { intervalText, ticksOf } from "./axis.ts";

const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const now = at("2026-11-22T10:00Z");

describe("ticks", () => {
  const labels = (from: string, to: string) => ticksOf(at(from), at(to), BERLIN, 8).map((tick) => tick.label);

  it("stand at round times of the zone, with the date at midnight", () => {
    expect(labels("2026-11-21T10:10Z", "2026-11-22T10:10Z")).toEqual([
      "12:00",
      "15:00",
      "18:00",
      "21:00",
      "22 Nov",
      "03:00",
      "06:00",
      "09:00",
    ]);
    expect(labels("2026-11-22T09:50Z", "2026-11-22T10:00Z")).toEqual(["10:50", "10:52", "10:54", "10:56", "10:58"]);
  });

  it("stay at round times when the clocks change", () => {
    expect(labels("2026-10-24T18:10Z", "2026-10-25T18:10Z")).toEqual([
      "21:00",
      "25 Oct",
      "03:00",
      "06:00",
      "09:00",
      "12:00",
      "15:00",
      "18:00",
    ]);
  });

  it("are Mondays over weeks", () => {
    expect(labels("2026-10-20T18:10Z", "2026-11-25T18:10Z")).toEqual(["26 Oct", "2 Nov", "9 Nov", "16 Nov", "23 Nov"]);
  });
});

describe("an interval in words", () => {
  const text = (from: string, to: string) => intervalText(at(from), at(to), now, BERLIN).replace(/\s/g, " ");

  it("says no more than is needed", () => {
    expect(text("2026-11-22T08:00Z", "2026-11-22T08:30Z")).toBe("09:00–09:30");
    expect(text("2026-11-21T08:00Z", "2026-11-21T08:30Z")).toBe("21 Nov, 09:00–09:30");
    expect(text("2026-11-21T20:00Z", "2026-11-22T08:30Z")).toBe("21 Nov, 21:00 – 22 Nov, 09:30");
    expect(text("2026-11-20T23:00Z", "2026-11-21T23:00Z")).toBe("21 Nov");
    expect(text("2025-11-19T23:00Z", "2025-11-21T23:00Z")).toBe("20 – 21 Nov 2025");
    expect(text("2026-11-22T08:00:05Z", "2026-11-22T08:00:20Z")).toBe("09:00:05 – 09:00:20");
  });
});
