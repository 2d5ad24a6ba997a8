const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Periods over which failures are grouped, and into how many parts their sparklines are divided. */
export const FAILURE_WINDOWS = {
  "1h": { bucketMs: 2 * MINUTE_MS, buckets: 30, word: "hour" },
  "24h": { bucketMs: HOUR_MS, buckets: 24, word: "24 h" },
  "7d": { bucketMs: 6 * HOUR_MS, buckets: 28, word: "7 days" },
  "30d": { bucketMs: 24 * HOUR_MS, buckets: 30, word: "30 days" },
} as const satisfies Record<string, { bucketMs: number; buckets: number; word: string }>;

export type FailureWindow = keyof typeof FAILURE_WINDOWS;

export const FAILURE_WINDOW_NAMES = ["1h", "24h", "7d", "30d"] as const satisfies readonly FailureWindow[];

export const DEFAULT_FAILURE_WINDOW: FailureWindow = "24h";

/** The window of this name, or the usual one. */
export function readFailureWindow(name: string | null | undefined): FailureWindow {
  return FAILURE_WINDOW_NAMES.find((each) => each === name) ?? DEFAULT_FAILURE_WINDOW;
}
