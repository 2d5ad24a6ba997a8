import type { Throughput } from "../../lib/api/types.ts";

export interface ThroughputPoint {
  /** Start of the minute, in milliseconds. */
  at: number;
  completed: number;
  failed: number;
  cancelled: number;
  /** The minute has not passed: its bar will still grow. */
  unfinished: boolean;
}

export interface ThroughputTotals {
  completed: number;
  failed: number;
  cancelled: number;
}

/** A bar for each minute, oldest first; a minute is unfinished while the clock of the answer is within it. */
export function throughputPoints({ asOf, minutes }: Throughput): ThroughputPoint[] {
  const now = Date.parse(asOf);
  return minutes.map(({ at, completed, failed, cancelled }) => {
    const start = Date.parse(at);
    return { at: start, completed, failed, cancelled, unfinished: start + 60_000 > now };
  });
}

/** What ended over all of the minutes. */
export function throughputTotals({ minutes }: Pick<Throughput, "minutes">): ThroughputTotals {
  const totals: ThroughputTotals = { completed: 0, failed: 0, cancelled: 0 };
  for (const minute of minutes) {
    totals.completed += minute.completed;
    totals.failed += minute.failed;
    totals.cancelled += minute.cancelled;
  }
  return totals;
}

/** The top of the axis: a round number at or above the tallest bar, at least 4 so that one job is not a tower. */
export function axisTop(points: readonly ThroughputPoint[]): number {
  const tallest = Math.max(4, ...points.map((point) => point.completed + point.failed + point.cancelled));
  const magnitude = 10 ** Math.floor(Math.log10(tallest));
  const step = [1, 2, 4, 6, 8, 10].find((each) => each * magnitude >= tallest) ?? 10;
  return step * magnitude;
}

/** Marks at every quarter of an hour that the series holds. */
export function quarterHours(points: readonly ThroughputPoint[]): number[] {
  return points.map((point) => point.at).filter((at) => (at / 60_000) % 15 === 0);
}
