import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NEW_HEALTH } from "../../../lib/sources/health.ts";
import { BackendError, type BackendFault } from "../backend-error.ts";
import { Circuit } from "./circuit.ts";
import { HealthTracker } from "./health-tracker.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

const make = () => new HealthTracker(NEW_HEALTH, new Circuit());
const well = { error: null, clockAheadMs: null };
const wrong = (fault: BackendFault) => ({ error: new BackendError(fault, `it is ${fault}`), clockAheadMs: null });

describe("the health of a source", () => {
  it("counts calls of the last minute, and the share that failed of the last five", () => {
    const tracker = make();
    expect(tracker.health).toMatchObject({ requestsLastMinute: 0, errorRate: null, lastSuccessAt: null });
    for (let call = 0; call < 3; call++) tracker.called(well);
    tracker.called(wrong("failing"));
    expect(tracker.health).toMatchObject({ requestsLastMinute: 4, errorRate: 0.25 });
    vi.advanceTimersByTime(60_000);
    tracker.called(well);
    expect(tracker.health).toMatchObject({ requestsLastMinute: 1, errorRate: 0.2 });
    vi.advanceTimersByTime(240_000);
    expect(tracker.health).toMatchObject({ requestsLastMinute: 0, errorRate: 0 });
  });

  it("keeps the last error and when it was, after a success too", () => {
    const tracker = make();
    tracker.called(wrong("unreachable"));
    vi.advanceTimersByTime(1000);
    tracker.called(well);
    expect(tracker.health).toMatchObject({
      ...{ error: "it is unreachable", errorAt: "2026-01-01T00:00:00.000Z" },
      lastSuccessAt: "2026-01-01T00:00:01.000Z",
    });
  });

  it("takes a job that is not there for an answer, and what the key may not do for none", () => {
    const tracker = make();
    tracker.called(wrong("forbidden"));
    expect(tracker.health).toMatchObject({ lastSuccessAt: null, errorRate: 1, error: null });
    tracker.called(wrong("not-found"));
    expect(tracker.health).toMatchObject({ lastSuccessAt: expect.any(String), errorRate: 0.5, error: null });
  });

  it("has news only when something changed", () => {
    const tracker = make();
    expect(tracker.news()).toMatchObject({ failures: 0 });
    expect(tracker.news()).toBeNull();
    tracker.set({ vanished: 1 });
    expect(tracker.news()).toMatchObject({ vanished: 1 });
    expect(tracker.news()).toBeNull();
  });

  it("tells at once that it was read for the first time, and not at once that it was again", () => {
    const tracker = make();
    tracker.news();
    tracker.set({ newestAt: "2026-01-01T00:00:00.000Z" });
    expect(tracker.news()).toMatchObject({ newestAt: "2026-01-01T00:00:00.000Z" });
    tracker.set({ newestAt: "2026-01-01T00:00:01.000Z" });
    expect(tracker.news()).toBeNull();
    tracker.set({ newestAt: "2026-01-01T00:00:02.000Z", error: "gone" });
    expect(tracker.news()).toMatchObject({ newestAt: "2026-01-01T00:00:02.000Z" });
  });

  it("counts what is odd again and again, and keeps the latest twenty", () => {
    const tracker = make();
    for (let time = 0; time < 25; time++) tracker.notice(`odd thing ${time}`);
    tracker.notice("odd thing 10", 3);
    const { notices } = tracker.health;
    expect(notices).toHaveLength(20);
    expect(notices[0]).toMatchObject({ text: "odd thing 10", times: 4 });
    expect(notices.some(({ text }) => text === "odd thing 4")).toBe(false);
  });

  it("says once that a clock is off, and again when it is off otherwise", () => {
    const tracker = make();
    const texts = () => tracker.health.notices.map(({ text, times }) => `${times} ${text}`);
    const minutes = (ahead: number) => tracker.called({ error: null, clockAheadMs: ahead * 60_000 });
    for (const ahead of [0, 1.9, -1.9]) minutes(ahead);
    expect(texts()).toEqual([]);
    for (const ahead of [61, 60.6, 61.4, 61.6]) minutes(ahead);
    expect(texts()).toEqual(["1 Its clock is 61 min ahead of this one"]);
    minutes(-30);
    expect(texts()).toEqual(["1 Its clock is 30 min behind this one"]);
  });
});
