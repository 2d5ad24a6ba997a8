import type { TaskOutlinePage } from "../../../lib/api/job-types.ts";
import type { LiveTasks } from "../../../lib/api/queries.ts";
import type { Task } from "../../../lib/jobs/model.ts";
import { readSeqs } from "../../../lib/jobs/seqs.ts";
import { hasEnded, JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";

/**
 * When the tasks of a run were worked on, as columns in order of seq. Starts are milliseconds since 1970, spans from start to
 * end; NaN is unknown, and an ended task's negative span is what the source has reported.
 */
export interface TaskTimes {
  size: number;
  seqs: Int32Array;
  /** Places in `JOB_STATES`. */
  states: Uint8Array;
  starts: Float64Array;
  spans: Float64Array;
  /** The revision that each task was read at. */
  revisions: Float64Array;
  /** Whether the run has tasks beyond these. */
  more: boolean;
}

/** Tasks and their run are timed one after the other: so far outside the run a task may lie. */
const TOLERATED_MS = 1000;

/** A stretch of time, in milliseconds since 1970. */
export interface Period {
  from: number;
  to: number;
}

/** The times of a page of tasks. */
export function readTaskTimes(page: TaskOutlinePage): TaskTimes {
  const size = page.states.length;
  const times = emptyTimes(size);
  times.seqs.set(readSeqs(page.seqs, size));
  readNumbers(page.starts, times.starts, Date.parse(page.base));
  readNumbers(page.spans, times.spans, 0);
  times.revisions.fill(page.revision);
  for (let place = 0; place < size; place++) times.states[place] = page.states.charCodeAt(place) - 48;
  return { ...times, more: page.nextCursor !== null };
}

/** The times of pages that follow each other. */
export function joinTaskTimes(pages: readonly TaskTimes[]): TaskTimes {
  const times = emptyTimes(pages.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const page of pages) {
    times.seqs.set(page.seqs, at);
    times.states.set(page.states, at);
    times.starts.set(page.starts, at);
    times.spans.set(page.spans, at);
    times.revisions.set(page.revisions, at);
    at += page.size;
  }
  return { ...times, more: pages.at(-1)?.more ?? false };
}

/** The times with pushed tasks in place of those that were read before them, and new tasks after the last. */
export function withLiveTimes(times: TaskTimes, live: LiveTasks): TaskTimes {
  if (live.size === 0) return times;
  const last = times.seqs[times.size - 1] ?? 0;
  const news = [...live.values()]
    .filter(({ task }) => task.seq > last)
    .sort((one, other) => one.task.seq - other.task.seq);
  const fresh = times.more ? [] : news;
  const next = { ...emptyTimes(times.size + fresh.length), more: times.more };
  next.seqs.set(times.seqs);
  next.states.set(times.states);
  next.starts.set(times.starts);
  next.spans.set(times.spans);
  next.revisions.set(times.revisions);
  for (const { revision, task } of live.values()) {
    const at = placeOf(times, task.seq);
    if (at !== -1 && (times.revisions[at] ?? 0) < revision) put(next, at, task, revision);
  }
  for (const [place, { revision, task }] of fresh.entries()) put(next, times.size + place, task, revision);
  return next;
}

/** Where a task stands among the columns; -1 when it is not there. */
export function placeOf({ seqs, size }: TaskTimes, seq: number): number {
  let low = 0;
  for (let high = size - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    const found = seqs[middle] ?? 0;
    if (found === seq) return middle;
    if (found < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function stateAt({ states }: TaskTimes, at: number): JobState {
  return JOB_STATES[states[at] ?? 0] ?? "Unknown";
}

/**
 * From when to when a task was worked on within a run, put right: it does not end before it starts, nor lie outside the
 * run. Null for one that was not begun. `odd` says what was put right.
 */
export function extentOf(
  times: TaskTimes,
  at: number,
  run: Period,
): (Period & { odd: "backwards" | "outside" | null }) | null {
  const start = times.starts[at] ?? Number.NaN;
  if (Number.isNaN(start)) return null;
  const span = times.spans[at] ?? Number.NaN;
  // What has ended without saying when is drawn as a moment; what goes on reaches to the run's end, which then is now.
  const end = Number.isNaN(span)
    ? hasEnded(stateAt(times, at))
      ? start
      : Math.max(start, run.to)
    : start + Math.max(0, span);
  const from = within(start, run);
  const to = Math.max(from, within(end, run));
  const outside = Math.max(Math.abs(from - start), Math.abs(to - end)) > TOLERATED_MS;
  return { from, to, odd: span < 0 ? "backwards" : outside ? "outside" : null };
}

/**
 * The stretch of time that the tasks are drawn in: the run's own, or that of the tasks where the run's is not known or makes
 * no sense. Null when no task has begun.
 */
export function periodOf(times: TaskTimes, run: { from: number | null; to: number | null }): Period | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < times.size; at++) {
    const start = times.starts[at] ?? Number.NaN;
    if (Number.isNaN(start)) continue;
    if (start < least) least = start;
    const end = start + Math.max(0, times.spans[at] || 0);
    if (end > most) most = end;
  }
  if (most < least) return null;
  const from = run.from ?? least;
  const to = run.to ?? most;
  const sane = to > from && from <= most && to >= least;
  const period = sane ? { from, to } : { from: least, to: most };
  return period.to > period.from ? period : { from: period.from, to: period.from + 1 };
}

/** A part of a period as shares of it, 0 to 1; what is outside is cut off. */
export function shareOf({ from, to }: Period, of: Period): { left: number; width: number } {
  const whole = of.to - of.from;
  const left = Math.min(1, Math.max(0, (from - of.from) / whole));
  return { left, width: Math.max(0, Math.min(1, (to - of.from) / whole) - left) };
}

/** The places of the tasks that were worked on within a window; with none, of all. */
export function placesWithin(times: TaskTimes, run: Period, window: Period | null): Int32Array {
  const places = new Int32Array(times.size);
  let count = 0;
  for (let at = 0; at < times.size; at++) {
    if (window !== null) {
      const extent = extentOf(times, at, run);
      if (extent === null || extent.from > window.to || extent.to < window.from) continue;
    }
    places[count++] = at;
  }
  return places.subarray(0, count);
}

function within(at: number, { from, to }: Period): number {
  return Math.min(to, Math.max(from, at));
}

function emptyTimes(size: number): TaskTimes {
  return {
    size,
    seqs: new Int32Array(size),
    states: new Uint8Array(size),
    starts: new Float64Array(size).fill(Number.NaN),
    spans: new Float64Array(size).fill(Number.NaN),
    revisions: new Float64Array(size),
    more: false,
  };
}

function put(times: TaskTimes, at: number, task: Task, revision: number): void {
  times.seqs[at] = task.seq;
  times.states[at] = Math.max(0, JOB_STATES.indexOf(task.state));
  times.starts[at] = task.startedAt === null ? Number.NaN : Date.parse(task.startedAt);
  times.spans[at] =
    task.startedAt === null || task.endedAt === null
      ? Number.NaN
      : Date.parse(task.endedAt) - Date.parse(task.startedAt);
  times.revisions[at] = revision;
}

/** Numbers with commas between; nothing between two commas is NaN. */
function readNumbers(text: string, into: Float64Array, base: number): void {
  if (text === "") return;
  let place = 0;
  for (const part of text.split(",")) into[place++] = part === "" ? Number.NaN : base + Number(part);
}
