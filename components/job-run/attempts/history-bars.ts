import type { HistoryItem } from "../../../lib/api/job-types.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";

/** A job of an agent's history as a bar. */
export interface HistoryBar {
  item: HistoryItem;
  /** From start to end; up to now while it runs; null when it never began. */
  ms: number | null;
  /** 0 to 1 of the chart's height. */
  height: number;
  isRunning: boolean;
  isCurrent: boolean;
}

export interface HistoryScale {
  bars: HistoryBar[];
  /** What the whole height stands for, in milliseconds. */
  topMs: number;
  /** Of those that completed; null when none did. */
  medianMs: number | null;
}

/** The least height of a bar, so that the shortest is still seen and hit. */
const LEAST = 0.06;

/** The history as bars on one scale. One run that took ten times as long as the others is cut, so that these can be told apart. */
export function historyBars(items: readonly HistoryItem[], current: JobRow, now: number): HistoryScale {
  const timed = items.map((fetched) => {
    const isCurrent = fetched.source === current.source && fetched.id === current.id;
    // The page knows more, and sooner, of its own job.
    const item: HistoryItem = isCurrent ? { ...fetched, ...ownFields(current) } : fetched;
    const isRunning = item.startedAt !== null && !hasEnded(item.state);
    const end = item.endedAt === null ? (isRunning ? now : null) : Date.parse(item.endedAt);
    const ms = item.startedAt === null || end === null ? null : Math.max(0, end - Date.parse(item.startedAt));
    return { item, ms, isRunning, isCurrent };
  });
  const lengths = timed.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
  const completed = timed.flatMap(({ item, ms }) => (ms === null || item.state !== "Completed" ? [] : [ms]));
  const middle = median(lengths) ?? 1;
  const topMs = Math.max(1, Math.min(lengths.at(-1) ?? 1, Math.max(middle * 10, lengths.at(-3) ?? 0)));
  const bars = timed.map((each) => ({
    ...each,
    height: each.ms === null ? LEAST : Math.min(1, Math.max(LEAST, each.ms / topMs)),
  }));
  return { bars, topMs, medianMs: median(completed.sort((a, b) => a - b)) };
}

function ownFields(job: JobRow): Partial<HistoryItem> {
  const { state, startedAt, endedAt, attempt, maxAttempts, tasksCompleted, tasksFailed, resultsTotal, error } = job;
  return { state, startedAt, endedAt, attempt, maxAttempts, tasksCompleted, tasksFailed, resultsTotal, error };
}

/** Of numbers in order. */
function median(sorted: readonly number[]): number | null {
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
