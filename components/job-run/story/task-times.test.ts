import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskOutlinePage } from "../../../lib/api/job-types.ts";
import type { Task } from "../../../lib/jobs/model.ts";
import { JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";
import { profileOf } from "./task-profile.ts";
import {
  extentOf,
  joinTaskTimes,
  periodOf,
  placeOf,
  placesWithin,
  readTaskTimes,
  shareOf,
  stateAt,
  withLiveTimes,
} from "./task-times.ts";
import { fitted, moved, readWindow, windowText, zoomed } from "./time-window.ts";

const BASE = "2026-11-22T13:00:00.000Z";
const START = Date.parse(BASE);
const RUN = { from: START, to: START + 10_000 };

type Row = [state: JobState, start: number | null, span: number | null];

function page(rows: readonly Row[], first = 1, more: Partial<TaskOutlinePage> = {}): TaskOutlinePage {
  return {
    base: BASE,
    seqs: rows.length === 0 ? "" : `${first}-${first + rows.length - 1}`,
    states: rows.map(([state]) => JOB_STATES.indexOf(state)).join(""),
    starts: rows.map(([, start]) => start ?? "").join(","),
    spans: rows.map(([, , span]) => span ?? "").join(","),
    nextCursor: null,
    runId: 1,
    revision: 10,
    ...more,
  };
}

const ROWS: Row[] = [
  ["Completed", 0, 4000],
  ["Failed", 2000, 3000],
  ["Completed", 6000, -2000],
  ["Executing", 8000, null],
  ["Queued", null, null],
  ["Completed", -90_000, 1000],
];

const task = (seq: number, state: JobState, start: number | null, end: number | null): Task => {
  const at = (ms: number | null) => (ms === null ? null : new Date(START + ms).toISOString());
  const rest = { target: "/", depth: 0, resultsCount: null, httpStatus: null, queuedAt: null, error: null };
  const tries = { attempt: 1, maxAttempts: 1, dueAt: null, earlierError: null };
  return { ...rest, ...tries, seq, state, startedAt: at(start), endedAt: at(end) };
};

describe("the times of tasks", () => {
  const times = joinTaskTimes([page(ROWS.slice(0, 4)), page(ROWS.slice(4), 5)].map(readTaskTimes));
  const extents = ROWS.map((_, at) => extentOf(times, at, RUN)).map(
    (extent) => extent && [extent.from - START, extent.to - START, extent.odd],
  );

  it("are read from pages, and put right where they make no sense", () => {
    expect([...times.seqs]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(stateAt(times, 1)).toBe("Failed");
    expect(extents).toEqual([
      [0, 4000, null],
      [2000, 5000, null],
      [6000, 6000, "backwards"],
      [8000, 10_000, null],
      null,
      [0, 0, "outside"],
    ]);
  });

  it("take what was pushed later, and tasks that are new", () => {
    const live = new Map(
      [task(4, "Completed", 8000, 9000), task(5, "Executing", 9000, null), task(7, "Queued", null, null)].map(
        (each) => [each.seq, { revision: each.seq === 5 ? 9 : 11, task: each }],
      ),
    );
    const next = withLiveTimes(times, live);
    expect(next.size).toBe(7);
    expect(stateAt(next, 3)).toBe("Completed");
    expect(stateAt(next, 4)).toBe("Queued");
    expect(placeOf(next, 7)).toBe(6);
    expect(placeOf(next, 8)).toBe(-1);
    expect(times.size).toBe(6);
  });

  it("are drawn in the run's own time, or in theirs where that makes no sense", () => {
    expect(periodOf(times, RUN)).toEqual(RUN);
    expect(periodOf(times, { from: RUN.to, to: RUN.from })).toEqual({ from: START - 90_000, to: START + 8000 });
    expect(periodOf(times, { from: null, to: null })).toEqual({ from: START - 90_000, to: START + 8000 });
    expect(periodOf(readTaskTimes(page([["Queued", null, null]])), RUN)).toBeNull();
    expect(periodOf(joinTaskTimes([]), RUN)).toBeNull();
  });

  it("say which tasks a window shows", () => {
    const seqs = (window: Parameters<typeof placesWithin>[2]) =>
      [...placesWithin(times, RUN, window)].map((at) => at + 1);
    expect(seqs(null)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seqs({ from: START + 4500, to: START + 6500 })).toEqual([2, 3]);
  });

  it("sum up to how many ran at once, how many failed and when", () => {
    const profile = profileOf(times, RUN, 10);
    expect([...profile.busy].map((busy) => Math.round(busy * 10) / 10)).toEqual([1, 1, 2, 2, 1, 0, 0, 0, 1, 1]);
    expect(profile.failed[5]).toBe(1);
    expect(profile).toMatchObject({ atOnce: 2, medianMs: 3000, longest: { seq: 1, ms: 4000 }, begun: 5, odd: 2 });
  });

  it("never leave the run, and add up to what was worked", () => {
    const row = fc.tuple(
      fc.constantFrom(...JOB_STATES),
      fc.option(fc.integer({ min: -1e12, max: 1e12 })),
      fc.option(fc.integer({ min: -1e12, max: 1e12 })),
    );
    const bounds = fc.option(fc.integer({ min: -1e6, max: 1e6 }));
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        bounds,
        bounds,
        fc.integer({ min: 1, max: 40 }),
        (rows, from, to, slices) => {
          const any = readTaskTimes(page(rows));
          const at = (ms: number | null) => (ms === null ? null : START + ms);
          const period = periodOf(any, { from: at(from), to: at(to) });
          if (period === null) {
            expect(rows.every(([, start]) => start === null)).toBe(true);
            return;
          }
          expect(period.to).toBeGreaterThan(period.from);
          let worked = 0;
          for (let place = 0; place < any.size; place++) {
            const extent = extentOf(any, place, period);
            if (extent === null) continue;
            worked += extent.to - extent.from;
            const { left, width } = shareOf(extent, period);
            expect(left >= 0 && width >= 0 && left + width <= 1 + 1e-9).toBe(true);
          }
          const { busy, failed, atOnce, begun } = profileOf(any, period, slices);
          const drawn = busy.reduce((sum, each) => sum + each, 0) * ((period.to - period.from) / slices);
          expect(Math.abs(drawn - worked)).toBeLessThanOrEqual(1e-6 * (worked + 1) + 1);
          expect(failed.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(begun);
          expect(atOnce).toBeLessThanOrEqual(begun);
        },
      ),
    );
  });
});

describe("a window", () => {
  it("zooms, moves and comes back whole", () => {
    const half = zoomed(null, RUN, 0.5);
    expect(half).toEqual({ from: START + 2500, to: START + 7500 });
    expect(moved(half, RUN, 5)).toEqual({ from: START + 5000, to: START + 10_000 });
    expect(zoomed(half, RUN, 2)).toBeNull();
    expect(readWindow(windowText(half), RUN)).toEqual(half);
    for (const bad of [null, "", "1-2", "5-1", "x", `${RUN.to + 1}-${RUN.to + 9}`])
      expect(readWindow(bad, RUN)).toBeNull();
  });

  it("stays within the run, whatever is asked", () => {
    const number = fc.double({ min: -1e7, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 1e6 }), (one, other, length) => {
        const run = { from: START, to: START + length };
        const window = fitted({ from: START + Math.min(one, other), to: START + Math.max(one, other) }, run);
        if (window === null) return;
        expect(window.from).toBeGreaterThanOrEqual(run.from);
        expect(window.to).toBeLessThanOrEqual(run.to);
        expect(window.to).toBeGreaterThan(window.from);
      }),
    );
  });
});
