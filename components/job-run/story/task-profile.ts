import { extentOf, type Period, stateAt, type TaskTimes } from "./task-times.ts";

/** What a run's tasks look like from afar: figures for equal slices of time, and a few for all of it. */
export interface TaskProfile {
  /** How many tasks were worked on at once in each slice, on average. */
  busy: Float64Array;
  /** How many failed in each slice. */
  failed: Int32Array;
  /** The most in a slice. */
  mostBusy: number;
  /** As many were worked on at one moment. */
  atOnce: number;
  medianMs: number | null;
  /** The task that took longest. */
  longest: { seq: number; ms: number } | null;
  begun: number;
  /** Tasks whose times were put right. */
  odd: number;
}

/** In time that grows with the tasks, however long each took: a task adds to the slices where it begins and ends only. */
export function profileOf(times: TaskTimes, run: Period, slices: number): TaskProfile {
  const length = (run.to - run.from) / slices;
  // Slice by slice: what is added within it, and what is added to it and to all after it.
  const within = new Float64Array(slices + 1);
  const change = new Float64Array(slices + 2);
  const failed = new Int32Array(slices);
  const froms = new Float64Array(times.size);
  const tos = new Float64Array(times.size);
  const spans = new Float64Array(times.size);
  let begun = 0;
  let timed = 0;
  let odd = 0;
  let longest: TaskProfile["longest"] = null;
  for (let at = 0; at < times.size; at++) {
    const extent = extentOf(times, at, run);
    if (extent === null) continue;
    if (extent.odd !== null) odd++;
    froms[begun] = extent.from;
    tos[begun] = extent.to;
    begun++;
    const from = (extent.from - run.from) / length;
    const to = (extent.to - run.from) / length;
    const first = Math.min(slices - 1, Math.floor(from));
    const last = Math.min(slices - 1, Math.floor(to));
    if (first === last) within[first] = (within[first] ?? 0) + (to - from);
    else {
      within[first] = (within[first] ?? 0) + (first + 1 - from);
      within[last] = (within[last] ?? 0) + (to - last);
      change[first + 1] = (change[first + 1] ?? 0) + 1;
      change[last] = (change[last] ?? 0) - 1;
    }
    if (stateAt(times, at) === "Failed") failed[last] = (failed[last] ?? 0) + 1;
    const span = times.spans[at] ?? Number.NaN;
    if (Number.isNaN(span)) continue;
    const ms = Math.max(0, span);
    spans[timed++] = ms;
    if (longest === null || ms > longest.ms) longest = { seq: times.seqs[at] ?? 0, ms };
  }
  const busy = new Float64Array(slices);
  let through = 0;
  let mostBusy = 0;
  for (let slice = 0; slice < slices; slice++) {
    through += change[slice] ?? 0;
    const value = Math.max(0, through + (within[slice] ?? 0));
    busy[slice] = value;
    if (value > mostBusy) mostBusy = value;
  }
  const sorted = spans.subarray(0, timed).sort();
  return {
    busy,
    failed,
    mostBusy,
    atOnce: mostAtOnce(froms.subarray(0, begun).sort(), tos.subarray(0, begun).sort()),
    medianMs: timed === 0 ? null : (sorted[timed >> 1] ?? null),
    longest,
    begun,
    odd,
  };
}

/** From sorted beginnings and ends: who ends when another begins is not there at once with it. */
function mostAtOnce(froms: Float64Array, tos: Float64Array): number {
  let ended = 0;
  let most = 0;
  for (let begun = 0; begun < froms.length; begun++) {
    const now = froms[begun] ?? 0;
    while (ended < begun && (tos[ended] ?? 0) <= now) ended++;
    most = Math.max(most, begun + 1 - ended);
  }
  return most;
}
