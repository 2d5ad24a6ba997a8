import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Urgency } from "../job-source.ts";
import { HeldBackError, RequestLimit } from "./request-limit.ts";

const signal = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls that go as soon as they may, in the order that they went; each is over at once unless it is kept. */
function caller(limit: RequestLimit) {
  const went: Urgency[] = [];
  const open: (() => void)[] = [];
  return {
    went,
    open,
    ask(urgency: Urgency, { keep = false } = {}) {
      void limit.turn(urgency, signal).then((over) => {
        went.push(urgency);
        if (keep) open.push(over);
        else over();
      });
    },
  };
}

describe("a limit of calls a minute", () => {
  it.each([1, 2, 7, 60, 100, 900])(
    "lets no more than %i go in any minute, and makes use of them",
    async (perMinute) => {
      const limit = new RequestLimit(perMinute);
      const times: number[] = [];
      const started = Date.now();
      for (let call = 0; call < 5 * perMinute; call++) {
        void limit.turn("newest", signal).then((over) => {
          times.push(Date.now() - started);
          over();
        });
      }
      await vi.advanceTimersByTimeAsync(240_000);
      const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
      expect(most).toBeLessThanOrEqual(perMinute);
      expect(times.length).toBeGreaterThanOrEqual(Math.floor(3.5 * perMinute));
    },
  );

  it("lets the urgent go first", async () => {
    const limit = new RequestLimit(10);
    const { ask, went } = caller(limit);
    for (const urgency of ["background", "newest", "executing", "background", "operator", "newest"] as const)
      ask(urgency);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(went).toEqual(["background", "operator", "executing", "newest", "newest", "background"]);
  });

  it("keeps some for operators while the background asks for all that there is", async () => {
    const limit = new RequestLimit(100);
    const { ask, went } = caller(limit);
    for (let call = 0; call < 200; call++) ask("background");
    await vi.advanceTimersByTimeAsync(5000);
    const before = went.length;
    for (let call = 0; call < 4; call++) ask("operator");
    await vi.advanceTimersByTimeAsync(0);
    expect(went.slice(before)).toEqual(Array(4).fill("operator"));
  });

  it("has four calls under way at most, of the background two", async () => {
    const limit = new RequestLimit(60_000);
    const { ask, went, open } = caller(limit);
    for (let call = 0; call < 5; call++) ask("background", { keep: true });
    await vi.advanceTimersByTimeAsync(1000);
    expect(went).toHaveLength(2);
    for (let call = 0; call < 5; call++) ask("operator", { keep: true });
    await vi.advanceTimersByTimeAsync(1000);
    expect(went.slice(2)).toEqual(["operator", "operator"]);
    open[0]?.();
    open[0]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(went).toHaveLength(5);
  });

  it("forgets those who gave up", async () => {
    const limit = new RequestLimit(1);
    (await limit.turn("newest", signal))();
    const stop = new AbortController();
    const turn = limit.turn("newest", stop.signal);
    const next = caller(limit);
    next.ask("newest");
    stop.abort(new Error("enough"));
    await expect(turn).rejects.toThrow("enough");
    await expect(limit.turn("newest", stop.signal)).rejects.toThrow("enough");
    await vi.advanceTimersByTimeAsync(60_001);
    expect(next.went).toHaveLength(1);
  });

  it("holds all back when it is told to, and says so to operators who would wait long", async () => {
    const limit = new RequestLimit(60_000);
    const { ask, went } = caller(limit);
    limit.holdUntil(new Date(Date.now() + 4000));
    const early = expect(limit.turn("operator", signal)).rejects.toBeInstanceOf(HeldBackError);
    ask("background");
    await vi.advanceTimersByTimeAsync(3999);
    expect(went).toEqual([]);
    const until = new Date(Date.now() + 20_000);
    limit.holdUntil(until);
    await early;
    limit.holdUntil(new Date(Date.now() + 1000));
    await expect(limit.turn("operator", signal)).rejects.toEqual(new HeldBackError(until));
    await vi.advanceTimersByTimeAsync(19_999);
    expect(went).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(went).toEqual(["background"]);
  });
});
