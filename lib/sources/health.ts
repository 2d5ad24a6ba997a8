import type { Instant } from "../jobs/model.ts";
import type { CountName } from "../jobs/state.ts";

/** How far the reading of a source's whole history has come. */
export interface Backfill {
  startedAt: Instant;
  /** Jobs read so far, and how many the source says that there are; null when it does not say. */
  done: number;
  total: number | null;
  finishedAt: Instant | null;
}

/** Something that a source answered and that could not be used, or that was put right: what, and how often. */
export interface SourceNotice {
  text: string;
  times: number;
  lastAt: Instant;
}

/** What is known of how the reading of a source goes. Null is what is not known yet. */
export interface SourceHealth {
  /** When it was last reached and understood. */
  lastSuccessAt: Instant | null;
  /** When the newest jobs, and those executing, were last read in full. */
  newestAt: Instant | null;
  executingAt: Instant | null;
  /** The last error in words with what to do, and when it was; it stays here after a success. */
  error: string | null;
  errorAt: Instant | null;
  /** Failures since the last success; zero when all is well. */
  failures: number;
  /** While it is left alone after failures, or because it said so: until when. */
  nextTryAt: Instant | null;
  /** Over the last minute, and the share of calls that failed in the last five, 0 to 1. */
  requestsLastMinute: number;
  errorRate: number | null;
  backfill: Backfill | null;
  /** When the index was last compared with the whole of the source. */
  reconciledAt: Instant | null;
  /** Jobs taken out of the index since the source was added, because the source no longer has them. */
  vanished: number;
  /** The counts in which the index and the source differ, at the last comparison; empty when they agree. */
  drift: { count: CountName; here: number; there: number }[] | null;
  driftAt: Instant | null;
  /** The latest notices, the newest first. */
  notices: SourceNotice[];
}

export const NEW_HEALTH: SourceHealth = {
  ...{ lastSuccessAt: null, newestAt: null, executingAt: null, error: null, errorAt: null, failures: 0 },
  ...{ nextTryAt: null, requestsLastMinute: 0, errorRate: null, backfill: null, reconciledAt: null, vanished: 0 },
  ...{ drift: null, driftAt: null, notices: [] },
};

/** `new`: not reached yet. `late`: its newest jobs are older than they should be. `down`: it fails. */
export const SOURCE_CONDITIONS = ["live", "late", "down", "new", "paused"] as const;
export type SourceCondition = (typeof SOURCE_CONDITIONS)[number];

/** How many failures in a row make a source down. */
const DOWN_AFTER = 2;
/** What a reading may take beyond its interval. */
const GRACE_SECONDS = 10;

/** Whether a source that is read cannot be: one failure may be chance, unless it never worked. */
export function isDown({ failures, newestAt }: SourceHealth): boolean {
  return failures >= DOWN_AFTER || (newestAt === null && failures > 0);
}

/** How a source is now: by the clock, so that it is never called live because nobody is left to say otherwise. */
export function conditionOf(
  health: SourceHealth,
  { paused, newestEvery, now }: { paused: boolean; newestEvery: number; now: number },
): SourceCondition {
  if (paused) return "paused";
  if (isDown(health)) return "down";
  if (health.newestAt === null) return "new";
  return now - Date.parse(health.newestAt) > (2 * newestEvery + GRACE_SECONDS) * 1000 ? "late" : "live";
}
