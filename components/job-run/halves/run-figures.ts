import type { JobRun } from "../../../lib/jobs/model.ts";
import type { Tone } from "../../../lib/jobs/presentation.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";

export interface Segment {
  label: string;
  /** Null when the source does not report it. */
  count: number | null;
  tone: Tone;
  /** Drawn hatched: not an end in itself. */
  pending: boolean;
}

/** A count and the parts that it is made of. */
export interface CountBar {
  label: string;
  total: number | null;
  /** What was announced beyond what is there yet; null when nothing was announced. */
  expected: number | null;
  segments: Segment[];
  /** What the whole width stands for: never less than the sum of the parts. */
  scale: number;
}

const part = (label: string, count: number | null, tone: Tone, pending = false): Segment => ({
  label,
  count,
  tone,
  pending,
});

/** A bar whose parts add up to its total: what no part claims is under way or, when the half has ended, was left. */
function countBar(
  label: string,
  total: number | null,
  expected: number | null,
  segments: Segment[],
  ended: boolean,
): CountBar {
  const sum = segments.reduce((all, segment) => all + (segment.count ?? 0), 0);
  const unclaimed = total === null ? 0 : total - sum;
  const rest = ended ? part("left", unclaimed, "cancelled", true) : part("under way", unclaimed, "executing", true);
  const parts = unclaimed > 0 ? [...segments, rest] : segments;
  return { label, total, expected, segments: parts, scale: Math.max(1, sum, total ?? 0, expected ?? 0) };
}

/** The agent's half: what it visited and what it found. */
export function agentBars(run: JobRun): CountBar[] {
  const ended = hasEnded(run.agentState);
  return [
    countBar(
      "Tasks",
      run.agentTasksCount,
      run.agentExpectedTasksCount,
      [
        part("completed", run.agentTasksCompletedCount, "completed"),
        part("failed", run.agentTasksFailedCount, "failed"),
        part("queued", run.agentTasksQueuedCount, "queued", true),
      ],
      ended,
    ),
    countBar(
      "Clues",
      run.agentCluesCount,
      null,
      [
        part("completed", run.agentCluesCompletedCount, "completed"),
        part("failed", run.agentCluesFailedCount, "failed"),
        part("queued", run.agentCluesQueuedCount, "queued", true),
      ],
      ended,
    ),
  ];
}

/** The processing half: what became of what the agent found. */
export function processingBars(run: JobRun): CountBar[] {
  const ended = run.processingState !== null && hasEnded(run.processingState);
  return [
    countBar(
      "Tasks",
      run.processingTasksCount,
      null,
      [
        part("stored", run.processingTasksCompletedCount, "completed"),
        part("up to date", run.processingTasksAlreadyUpToDateCount, "crawled"),
        part("already there", run.processingTasksAlreadyExistsCount, "submitting"),
        part("skipped", run.processingTasksSkippedCount, "cancelled"),
        part("ignored", run.processingTasksIgnoredCount, "unknown"),
        part("failed", run.processingTasksFailedCount, "failed"),
        part("queued", run.processingTasksQueuedCount, "queued", true),
      ],
      ended,
    ),
  ];
}

/** Tasks per minute of what has been done so far; null before there is anything to tell. */
export function ratePerMinute(done: number | null, elapsedMs: number | null): number | null {
  if (done === null || done === 0 || elapsedMs === null || elapsedMs < 1000) return null;
  return (done * 60_000) / elapsedMs;
}
