import type { Period } from "./task-times.ts";

/** A window is never narrower. */
const LEAST_WINDOW_MS = 50;

/** A part of the run made `times` as long around `centre`; null when that is all of it. */
export function zoomed(window: Period | null, run: Period, times: number, centre?: number): Period | null {
  const { from, to } = window ?? run;
  const at = centre ?? (from + to) / 2;
  return fitted({ from: at - (at - from) * times, to: at + (to - at) * times }, run);
}

/** A part of the run moved by a share of its length. */
export function moved(window: Period | null, run: Period, by: number): Period | null {
  if (window === null) return null;
  const length = window.to - window.from;
  const from = Math.min(run.to - length, Math.max(run.from, window.from + by * length));
  return fitted({ from, to: from + length }, run);
}

/** A window within the run and no narrower than it may be, in whole milliseconds; null when it is all of the run. */
export function fitted(window: Period, run: Period): Period | null {
  const least = Math.min(LEAST_WINDOW_MS, run.to - run.from);
  const middle = (window.from + window.to) / 2;
  const half = Math.max(least, window.to - window.from) / 2;
  let from = Math.round(Math.max(run.from, middle - half));
  const to = Math.round(Math.min(run.to, Math.max(middle + half, from + least)));
  if (to - from < least) from = Math.max(run.from, to - least);
  return from <= run.from && to >= run.to ? null : { from, to };
}

/** The window as it stands in the address, in milliseconds since 1970. */
export function windowText(window: Period | null): string | null {
  return window === null ? null : `${window.from}-${window.to}`;
}

/** Reads a window from the address; null when it is none, or lies outside the run. */
export function readWindow(text: string | null, run: Period): Period | null {
  const found = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "");
  if (found === null) return null;
  const [from, to] = [Number(found[1]), Number(found[2])];
  return to > from && from < run.to && to > run.from ? fitted({ from, to }, run) : null;
}
