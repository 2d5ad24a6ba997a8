import { setTimeout as sleep } from "node:timers/promises";

/** One line of a result: a distribution in milliseconds, or a figure by itself. */
export interface Measurement {
  what: string;
  /** On which database, with how many clients, and the like. */
  under: string;
  figures: Record<string, string>;
}

export interface Scenario {
  name: string;
  /** One line, for the list. */
  about: string;
  /** Runs and gives what was measured; `say` tells how far it is. */
  run(say: (line: string) => void): Promise<Measurement[]>;
}

/** The value that `share` of the sorted values do not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Count and percentiles of durations in milliseconds. */
export function distribution(values: readonly number[]): Record<string, string> {
  const sorted = [...values].sort((one, other) => one - other);
  const ms = (value: number) => value.toFixed(1);
  return {
    n: String(sorted.length),
    "p50 ms": ms(percentile(sorted, 0.5)),
    "p95 ms": ms(percentile(sorted, 0.95)),
    "p99 ms": ms(percentile(sorted, 0.99)),
    "max ms": ms(sorted.at(-1) ?? Number.NaN),
  };
}

/** Milliseconds since 1970 with a fraction, comparable between processes of one machine. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

/** Resolves when a number has not changed for a second. */
export async function untilStill(read: () => number | Promise<number>): Promise<void> {
  for (let last = -1, now = await read(); last !== now; now = await read()) {
    last = now;
    await sleep(1000);
  }
}
