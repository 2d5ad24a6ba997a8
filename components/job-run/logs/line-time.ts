import { formatClock } from "../../../lib/jobs/format.ts";
import type { Instant } from "../../../lib/jobs/model.ts";
import type { TimeMode } from "./log-settings.ts";

/**
 * How a line's time is told: `14:02:11`, `+12.345` since the run began, `+0.040` since the line before. Null where what it is
 * told from is not known.
 */
export function lineTime(
  at: Instant,
  mode: TimeMode,
  { began, before }: { began: Instant | null; before: Instant | null },
): string | null {
  if (mode === "clock") return formatClock(at);
  const from = mode === "start" ? began : before;
  return from === null ? null : signedSpan(Date.parse(at) - Date.parse(from));
}

/** `+0.040`, `-3.000`, `+2:03.500`, `+1:02:03.004`: to the millisecond, since lines are often less than a second apart. */
export function signedSpan(ms: number): string {
  if (!Number.isFinite(ms)) return "–";
  const span = Math.abs(ms);
  const [hours, minutes] = [Math.floor(span / 3_600_000), Math.floor(span / 60_000) % 60];
  const seconds = ((span % 60_000) / 1000).toFixed(3);
  const padded = hours + minutes > 0 ? seconds.padStart(6, "0") : seconds;
  const sign = ms < 0 ? "-" : "+";
  if (hours > 0) return `${sign}${hours}:${String(minutes).padStart(2, "0")}:${padded}`;
  return minutes > 0 ? `${sign}${minutes}:${padded}` : `${sign}${padded}`;
}
