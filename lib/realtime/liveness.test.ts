import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Liveness } from "./liveness.ts";
import { HEARTBEAT_MS } from "./protocol.ts";

describe("liveness", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  function live(): Liveness {
    const liveness = new Liveness();
    liveness.connecting();
    liveness.connected();
    liveness.caughtUp();
    return liveness;
  }

  it("is live when everything missed has been told", () => {
    const liveness = new Liveness();
    expect(liveness.status().phase).toBe("connecting");
    liveness.connected();
    expect(liveness.status().phase).toBe("connecting");
    liveness.caughtUp();
    expect(liveness.status()).toEqual({ phase: "live", lastHeardAt: 1_000_000, retryAt: null, staleSince: null });
  });

  it("is stale after two and a half heartbeats without a word, and live again with the next", () => {
    const liveness = live();
    const phases: string[] = [];
    liveness.onStatus(({ phase }) => phases.push(phase));
    vi.advanceTimersByTime(HEARTBEAT_MS);
    liveness.heard();
    vi.advanceTimersByTime(2.5 * HEARTBEAT_MS - 1);
    expect(liveness.status().phase).toBe("live");
    vi.advanceTimersByTime(1);
    expect(liveness.status()).toMatchObject({ phase: "stale", staleSince: 1_000_000 + HEARTBEAT_MS });
    expect(liveness.isSilent()).toBe(true);
    liveness.heard();
    expect(liveness.status()).toMatchObject({ phase: "live", staleSince: null });
    expect(phases).toEqual(["live", "stale", "live"]);
  });

  it("says since when the data is old and when it tries again", () => {
    const liveness = live();
    vi.advanceTimersByTime(3000);
    liveness.lost(Date.now() + 700);
    expect(liveness.status()).toEqual({
      phase: "reconnecting",
      lastHeardAt: 1_000_000,
      retryAt: 1_003_700,
      staleSince: 1_000_000,
    });
    liveness.connecting();
    expect(liveness.status()).toMatchObject({ phase: "reconnecting", retryAt: null, staleSince: 1_000_000 });
    vi.advanceTimersByTime(60_000);
    liveness.connected();
    expect(liveness.status()).toMatchObject({ phase: "reconnecting", staleSince: 1_000_000 });
    liveness.caughtUp();
    expect(liveness.status()).toMatchObject({ phase: "live", staleSince: null });
  });

  it("tells of news at most once a second", () => {
    const liveness = live();
    const told = vi.fn();
    liveness.onStatus(told);
    for (let step = 0; step < 300; step++) {
      vi.advanceTimersByTime(10);
      liveness.heard();
    }
    expect(told).toHaveBeenCalledTimes(3);
    expect(liveness.status().lastHeardAt).toBe(1_003_000);
  });
});
