import type { Throughput, ThroughputMinute } from "../../lib/api/types.ts";
import { COUNT_OF_STATE, type JobState } from "../../lib/jobs/state.ts";

const MINUTE_MS = 60_000;

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

/** A bar for each minute, oldest first; the minute that `now` is in is unfinished. */
export function throughputPoints({ minutes }: Pick<Throughput, "minutes">, now: number): ThroughputPoint[] {
  return minutes.map(({ at, completed, failed, cancelled }) => {
    const start = Date.parse(at);
    return { at: start, completed, failed, cancelled, unfinished: start + MINUTE_MS > now };
  });
}

/** The throughput with one more job ended: in the minute of its end, which may be one that is not there yet. */
export function countEnded(throughput: Throughput, state: JobState, endedAt: string): Throughput {
  const name = COUNT_OF_STATE[state];
  if (name !== "completed" && name !== "failed" && name !== "cancelled") return throughput;
  const at = new Date(Math.floor(Date.parse(endedAt) / MINUTE_MS) * MINUTE_MS).toISOString();
  const minutes = [...throughput.minutes];
  for (let last = minutes.at(-1); last !== undefined && last.at < at; last = minutes.at(-1)) {
    minutes.push(emptyMinute(Date.parse(last.at) + MINUTE_MS));
    minutes.shift();
  }
  const place = minutes.findIndex((minute) => minute.at === at);
  const minute = minutes[place];
  if (minute === undefined) return throughput;
  minutes[place] = { ...minute, [name]: minute[name] + 1 };
  return { ...throughput, minutes };
}

function emptyMinute(at: number): ThroughputMinute {
  return { at: new Date(at).toISOString(), completed: 0, failed: 0, cancelled: 0 };
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
  return points.map((point) => point.at).filter((at) => (at / MINUTE_MS) % 15 === 0);
}
