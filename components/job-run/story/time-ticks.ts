import { formatDuration } from "../../../lib/jobs/format.ts";
import type { Period } from "./task-times.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 6, 12, 24, 48, 168].map((hours) => hours * HOUR),
];

/** Round times since `start` within a window, at most `most` of them, with their places 0 to 1. */
export function ticksOf(window: Period, start: number, most: number): { left: number; label: string }[] {
  const length = window.to - window.from;
  const step = STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / (24 * HOUR)) * 24 * HOUR;
  const ticks: { left: number; label: string }[] = [];
  for (let at = Math.ceil((window.from - start) / step) * step; at <= window.to - start; at += step) {
    ticks.push({ left: Math.min(1, Math.max(0, (start + at - window.from) / length)), label: label(at, step) });
  }
  return ticks;
}

function label(at: number, step: number): string {
  if (at === 0) return "0";
  if (step >= SECOND) return formatDuration(at, { whole: true });
  return `${(at / SECOND).toFixed(step >= 100 ? 1 : step >= 10 ? 2 : 3)} s`;
}
