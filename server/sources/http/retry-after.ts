/** Whoever asks to be left alone for longer is asked again after this. */
const LONGEST_MS = 3_600_000;

/**
 * When a `Retry-After` header, in seconds or as a date by a clock that may be ahead of ours, lets us come again; null when there
 * is none that can be read.
 */
export function readRetryAfter(header: string | undefined, now: number, clockAheadMs = 0): Date | null {
  const text = header?.trim() ?? "";
  const at = /^\d{1,9}(\.\d+)?$/.test(text) ? now + Number(text) * 1000 : Date.parse(text) - roughly(clockAheadMs);
  return Number.isNaN(at) ? null : new Date(Math.min(Math.max(at, now), now + LONGEST_MS));
}

/** A clock that seems to be off by seconds is taken to be right: it is not measured any better. */
function roughly(clockAheadMs: number): number {
  return Math.abs(clockAheadMs) < 5000 ? 0 : clockAheadMs;
}
