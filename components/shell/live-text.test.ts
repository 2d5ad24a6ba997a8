import { describe, expect, it } from "vitest";
import type { LiveStatus } from "../../lib/realtime/live-client.ts";
import { pillText } from "./live-text.ts";

const QUIET: LiveStatus = { phase: "connecting", lastHeardAt: null, retryAt: null, staleSince: null };
const clock = (at: number) => `clock ${at}`;

describe("the connection pill", () => {
  it("gives the age of live data, never a negative one", () => {
    expect(pillText({ ...QUIET, phase: "live", lastHeardAt: 1000 }, 1240, clock)).toEqual({
      phase: "Live",
      detail: "0.2 s",
    });
    expect(pillText({ ...QUIET, phase: "live", lastHeardAt: 1000 }, 900, clock).detail).toBe("0.0 s");
    expect(pillText({ ...QUIET, phase: "live" }, 900, clock).detail).toBeNull();
  });

  it("counts down to the next attempt", () => {
    const status: LiveStatus = { ...QUIET, phase: "reconnecting", retryAt: 4000 };
    expect(pillText(status, 1200, clock)).toEqual({ phase: "Reconnecting", detail: "try in 3 s" });
    expect(pillText(status, 4100, clock).detail).toBeNull();
  });

  it("says since when data is old", () => {
    expect(pillText({ ...QUIET, phase: "stale", staleSince: 7 }, 9, clock)).toEqual({
      phase: "Stale",
      detail: "since clock 7",
    });
    expect(pillText({ ...QUIET, phase: "offline", staleSince: 7 }, 9, clock).detail).toBe("since clock 7");
  });
});
