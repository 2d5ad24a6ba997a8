import type { JobRun } from "../../../lib/jobs/model.ts";
import type { Tone } from "../../../lib/jobs/presentation.ts";
import { RUN_COLUMNS, type RunColumn } from "../../../lib/jobs/run-columns.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";

/** The columns that are counts. */
export type CountColumn = Extract<RunColumn, `${string}Count`>;

export interface Segment {
  /** Null for what no column claims. */
  column: CountColumn | null;
  label: string;
  /** Null when the source does not report it. */
  count: number | null;
  tone: Tone;
  /** Drawn hatched: not an end in itself. */
  pending: boolean;
}

/** A count and the parts that it is made of. */
export interface CountBar {
  column: CountColumn;
  label: string;
  total: number | null;
  /** What was announced beyond what is there yet; null when nothing was announced. */
  expected: number | null;
  segments: Segment[];
  /** What the whole width stands for: never less than the sum of the parts. */
  scale: number;
}

/** What to call what no part claims: where a part is not reported, nobody can tell what became of it. */
function restOf(segments: readonly Segment[], ended: boolean): Pick<Segment, "label" | "tone"> {
  if (segments.some(({ count }) => count === null)) return { label: "not told", tone: "unknown" };
  return ended ? { label: "left", tone: "cancelled" } : { label: "under way", tone: "executing" };
}

/** A bar whose parts add up to its total: what no part claims is under way or, when the half has ended, was left. */
function countBar(
  run: JobRun,
  column: CountColumn,
  expected: number | null,
  parts: readonly (readonly [CountColumn, Tone])[],
  ended: boolean,
): CountBar {
  const segments = parts.map(
    ([each, tone]): Segment => ({
      column: each,
      label: RUN_COLUMNS[each].name.toLowerCase(),
      count: run[each],
      tone,
      pending: tone === "queued",
    }),
  );
  const total = run[column];
  const sum = segments.reduce((all, segment) => all + Math.max(0, segment.count ?? 0), 0);
  const unclaimed = total === null ? 0 : total - sum;
  if (unclaimed > 0) {
    segments.push({ column: null, ...restOf(segments, ended), count: unclaimed, pending: true });
  }
  const scale = Math.max(1, sum, total ?? 0, expected ?? 0);
  return { column, label: RUN_COLUMNS[column].name, total, expected, segments, scale };
}

/** The agent's half: what it visited and what it found. */
export function agentBars(run: JobRun): CountBar[] {
  const ended = hasEnded(run.agentState);
  return [
    countBar(
      run,
      "agentTasksCount",
      run.agentExpectedTasksCount,
      [
        ["agentTasksCompletedCount", "completed"],
        ["agentTasksFailedCount", "failed"],
        ["agentTasksQueuedCount", "queued"],
      ],
      ended,
    ),
    countBar(
      run,
      "agentCluesCount",
      null,
      [
        ["agentCluesCompletedCount", "completed"],
        ["agentCluesFailedCount", "failed"],
        ["agentCluesQueuedCount", "queued"],
      ],
      ended,
    ),
  ];
}

/** The processing half: what became of what the agent found. */
export function processingBars(run: JobRun): CountBar[] {
  return [
    countBar(
      run,
      "processingTasksCount",
      null,
      [
        ["processingTasksCompletedCount", "completed"],
        ["processingTasksAlreadyExistsCount", "submitting"],
        ["processingTasksAlreadyUpToDateCount", "crawled"],
        ["processingTasksSkippedCount", "cancelled"],
        ["processingTasksIgnoredCount", "unknown"],
        ["processingTasksFailedCount", "failed"],
        ["processingTasksQueuedCount", "queued"],
      ],
      run.processingState !== null && hasEnded(run.processingState),
    ),
  ];
}

/** Tasks per minute of what has been done so far; null before there is anything to tell. */
export function ratePerMinute(done: number | null, elapsedMs: number | null): number | null {
  if (done === null || done === 0 || elapsedMs === null || elapsedMs < 1000) return null;
  return (done * 60_000) / elapsedMs;
}
