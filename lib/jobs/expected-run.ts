import { formatClock, formatDuration, formatMoment, formatQuantity, formatRoughDuration } from "./format.ts";

/** How long earlier runs of the agent took, in milliseconds; the three are null when there are too few runs. */
export interface ExpectedRun {
  /** How many runs it is from. */
  runs: number;
  medianMs: number | null;
  /** A quarter of the runs took less than `lowMs`, and a quarter more than `highMs`. */
  lowMs: number | null;
  highMs: number | null;
}

/** Fewer completed runs than this say too little about how long the next one takes. */
const RUNS_TO_EXPECT_FROM = 3;

/** Median and quartiles of run times in milliseconds. */
export function expectedRunOf(times: readonly number[]): ExpectedRun {
  const sorted = times.filter((time) => Number.isFinite(time) && time >= 0).toSorted((one, other) => one - other);
  if (sorted.length < RUNS_TO_EXPECT_FROM) return { runs: sorted.length, medianMs: null, lowMs: null, highMs: null };
  return {
    runs: sorted.length,
    medianMs: quantile(sorted, 0.5),
    lowMs: quantile(sorted, 0.25),
    highMs: quantile(sorted, 0.75),
  };
}

function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return Math.round(below + (above - below) * (place - Math.floor(place)));
}

/** When a job should end, in words; `basis` is where that comes from. */
export interface ExpectedWords {
  text: string;
  basis: string;
  /** It takes clearly longer than earlier runs did. */
  isOver: boolean;
}

/** A run is over its time when it is past the range by so many of its lengths, by this part of the median, and at least so long. */
const OVER_RANGES = 1.5;
const OVER_PART = 0.1;
const OVER_AT_LEAST_MS = 5000;

const SECONDS_MATTER_MS = 10 * 60_000;

/**
 * What earlier runs say of one that began at `startedAt`, or of one that has yet to begin: `14:05–14:09, usually 14:06`.
 * `text` is null when there are too few of them, and `basis` then says so.
 */
export function expectedWords(
  expected: ExpectedRun | null,
  startedAt: string | null,
  now: number,
  timeZone?: string,
): ExpectedWords | { text: null; basis: string } {
  if (expected === null) return { text: null, basis: "The source does not say which agent it is of" };
  const { runs, medianMs, lowMs, highMs } = expected;
  if (medianMs === null || lowMs === null || highMs === null) {
    const found =
      runs === 0
        ? "No earlier run of this agent has completed"
        : `Only ${formatQuantity(runs, "earlier run")} of this agent completed`;
    return { text: null, basis: `${found}; it takes ${RUNS_TO_EXPECT_FROM} to expect an end` };
  }
  const took =
    lowMs === highMs
      ? `they took ${formatDuration(medianMs)}`
      : `half of them took ${formatDuration(lowMs)} to ${formatDuration(highMs)}, the median is ${formatDuration(medianMs)}`;
  const basis = `From ${formatQuantity(runs, "earlier run")}: ${took}`;
  if (startedAt === null) {
    const length = range(formatRoughDuration(lowMs), formatRoughDuration(highMs));
    return { text: `usually takes ${length}`, basis, isOver: false };
  }
  const start = Date.parse(startedAt);
  const clock = clockFor(highMs - lowMs, start + highMs, now, timeZone);
  const window = range(clock(start + lowMs), clock(start + highMs));
  const over = now - (start + highMs);
  if (over > Math.max(OVER_RANGES * (highMs - lowMs), OVER_PART * medianMs, OVER_AT_LEAST_MS)) {
    return { text: `${formatRoughDuration(over)} over, usually ended ${window}`, basis, isOver: true };
  }
  // One in four takes longer than the range says: until that is unusual, it is only said what is usual.
  if (over >= 1000) return { text: `usually ended ${window}`, basis, isOver: false };
  const usual = clock(start + medianMs);
  return { text: window === usual ? usual : `${window}, usually ${usual}`, basis, isOver: false };
}

/** Seconds are written where the range is short, the date where the end is not today's. */
function clockFor(spread: number, end: number, now: number, timeZone: string | undefined): (at: number) => string {
  const isToday = formatMoment(new Date(end).toISOString(), now, timeZone) === formatClock(end, timeZone);
  if (!isToday) return (at) => formatMoment(new Date(at).toISOString(), now, timeZone);
  return (at) => (spread < SECONDS_MATTER_MS ? formatClock(at, timeZone) : formatClock(at, timeZone).slice(0, 5));
}

const range = (low: string, high: string) => (low === high ? low : `${low}–${high}`);
