import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BackendError, type BackendFault } from "../backend-error.ts";
import { type Asked, Circuit } from "./circuit.ts";

const signal = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A circuit without chance, and a backend behind it that counts its calls. */
function make() {
  const circuit = new Circuit(() => 1);
  const backend: { fails: BackendError | null; calls: number[] } = { fails: null, calls: [] };
  const started = Date.now();
  const work = async () => {
    backend.calls.push(Date.now() - started);
    if (backend.fails !== null) throw backend.fails;
    return "well";
  };
  const call = (asked: Asked = "list") => circuit.call(work, signal, asked);
  const fail = (asked: Asked = "list") => expect(call(asked)).rejects.toBe(backend.fails);
  const goWrong = (fault: BackendFault, retryAt: Date | null = null) => {
    backend.fails = new BackendError(fault, "it is broken", { retryAt });
  };
  return { circuit, backend, call, fail, goWrong };
}

describe("a circuit", () => {
  it("lets calls through, and a single failure too", async () => {
    const { circuit, call, fail, goWrong, backend } = make();
    expect(await call()).toBe("well");
    goWrong("failing");
    await fail();
    expect(circuit.failures).toBe(1);
    expect(circuit.openUntil).toBeNull();
    backend.fails = null;
    expect(await call()).toBe("well");
    expect(circuit.failures).toBe(0);
  });

  it("pauses after three failures, twice as long each time, and never longer than five minutes", async () => {
    const { fail, goWrong, backend } = make();
    goWrong("failing");
    for (let time = 0; time < 14; time++) {
      const failed = fail();
      await vi.advanceTimersByTimeAsync(300_000);
      await failed;
    }
    const waits = backend.calls.slice(1).map((at, place) => at - (backend.calls[place] ?? 0));
    // The calls of this test come five minutes apart themselves.
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
    const { circuit, fail: failNow, goWrong: break_ } = make();
    break_("unreachable");
    const pauses: number[] = [];
    for (let time = 0; time < 13; time++) {
      await failNow();
      pauses.push((circuit.openUntil?.getTime() ?? Date.now()) - Date.now());
      circuit.tryNow();
    }
    expect(pauses).toEqual([0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
  });

  it("spreads its pauses", async () => {
    const pauseOf = async (random: number) => {
      const circuit = new Circuit(() => random);
      const work = () => Promise.reject(new BackendError("timeout", "it hangs"));
      for (let time = 0; time < 3; time++) await circuit.call(work, signal, "list").catch(() => undefined);
      return (circuit.openUntil?.getTime() ?? 0) - Date.now();
    };
    expect([await pauseOf(0), await pauseOf(0.5), await pauseOf(1)]).toEqual([500, 750, 1000]);
  });

  it("lets one call try when the pause is over, and all others once it succeeded", async () => {
    const { call, fail, goWrong, backend, circuit } = make();
    goWrong("failing");
    for (let time = 0; time < 3; time++) await fail();
    const waiting = Array.from({ length: 5 }, () => call());
    await vi.advanceTimersByTimeAsync(999);
    expect(backend.calls).toHaveLength(3);
    const gate = Promise.withResolvers<void>();
    backend.fails = null;
    const probe = circuit.call(() => gate.promise.then(() => "probe"), signal, "list");
    await vi.advanceTimersByTimeAsync(1);
    gate.resolve();
    expect(await probe).toBe("probe");
    expect(await Promise.all(waiting)).toEqual(Array(5).fill("well"));
  });

  it("keeps others waiting while the one that tries fails again", async () => {
    const { call, fail, goWrong, backend } = make();
    goWrong("failing");
    for (let time = 0; time < 3; time++) await fail();
    const outcomes = Promise.allSettled([call(), call(), call()]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(backend.calls).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(2000);
    expect(backend.calls).toHaveLength(5);
    await vi.advanceTimersByTimeAsync(4000);
    await outcomes;
    expect(backend.calls).toEqual([0, 0, 0, 1000, 3000, 7000]);
  });

  it("keeps a time that the backend names, from the first failure on, and for no more than an hour", async () => {
    const { call, fail, goWrong, backend, circuit } = make();
    goWrong("rate-limited", new Date(Date.now() + 30_000));
    await fail();
    backend.fails = null;
    const later = call();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(backend.calls).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await later).toBe("well");
    goWrong("rate-limited", new Date(Date.now() + 86_400_000));
    await fail();
    expect((circuit.openUntil?.getTime() ?? 0) - Date.now()).toBe(3_600_000);
  });

  it.each(["forbidden", "not-found", "conflict", "refused", "too-large"] as const)(
    "takes a list that is %s for a failure, and learns nothing from a job that is",
    async (fault) => {
      const { circuit, fail, goWrong } = make();
      goWrong(fault);
      await fail("job");
      expect(circuit.failures).toBe(0);
      await fail("list");
      await fail("job");
      expect(circuit.failures).toBe(1);
      await circuit.call(async () => null, signal, "job");
      expect(circuit.failures).toBe(1);
      await circuit.call(async () => "a job", signal, "job");
      expect(circuit.failures).toBe(0);
    },
  );

  it.each(["failing", "unreadable", "timeout"] as const)(
    "lets one job be %s while all else is well, but not while it is not",
    async (fault) => {
      const { circuit, fail, goWrong } = make();
      goWrong(fault);
      for (let time = 0; time < 5; time++) await fail("job");
      expect(circuit.failures).toBe(0);
      await fail("list");
      await fail("job");
      expect(circuit.failures).toBe(2);
    },
  );

  it("throws what is no failure of the backend, and counts it not", async () => {
    const { circuit } = make();
    const bug = new Error("a mistake of ours");
    await expect(circuit.call(() => Promise.reject(bug), signal)).rejects.toBe(bug);
    expect(circuit.failures).toBe(0);
  });

  it("stops waiting when it is told to, and leaves nothing behind", async () => {
    const { circuit, fail, goWrong } = make();
    goWrong("failing");
    for (let time = 0; time < 3; time++) await fail();
    const stop = new AbortController();
    const waiting = circuit.call(async () => "late", stop.signal, "list");
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(vi.getTimerCount()).toBe(0);
  });
});
