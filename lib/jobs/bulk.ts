import type { Instant } from "./model.ts";
import type { JobState } from "./state.ts";

/** What can be done to many jobs at once. */
export const BULK_VERBS = ["cancel", "retry"] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/**
 * `waiting`: it can still be undone, nothing has been done. `aborted`: stopped before its end; what was done stays.
 * `undone`: stopped while waiting.
 */
export const BULK_STATES = ["waiting", "running", "finished", "aborted", "undone"] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** Cancels wait for so long before they leave, so that they can be undone. */
export const UNDO_WINDOW_MS = 5000;

/** The most jobs that one bulk action may be about. */
export const MAX_BULK_JOBS = 100_000;

/** The most jobs that can be named one by one; more are chosen by a filter. */
export const MAX_CHOSEN_JOBS = 1000;

/** Why a job is not eligible. */
export const REFUSALS = [
  /** Retry: it has not ended. */
  "not-ended",
  /** Retry: it completed, there is nothing to retry. */
  "completed",
  /** Retry: another job retries it already. */
  "already-retried",
  /** Cancel: it has ended. */
  "ended",
  /** Cancel: it is stopping already. */
  "cancelling",
  /** Nobody can tell what state it is in. */
  "unknown",
  /** Its source cannot do this. */
  "unsupported",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** One action on many jobs. `version` grows with each change of it, so that pushed news can be put in order. */
export interface BulkAction {
  id: string;
  verb: BulkVerb;
  state: BulkState;
  /** Who asked for it, by name. */
  actor: string;
  reason: string | null;
  /** Which jobs: the filter with its times resolved, as text; null when they were chosen one by one. */
  query: string | null;
  /** How many jobs were chosen one by one; null with a `query`. */
  chosen: number | null;
  /**
   * Jobs that it was about when it was asked for, and how many of them could be acted on: it is about those, whatever
   * matches later. Once it has finished, `done`, `failed` and `skipped` add up to `eligible`.
   */
  matched: number;
  eligible: number;
  /** Commands given, commands that failed, and jobs passed over since they were no longer eligible. */
  done: number;
  failed: number;
  skipped: number;
  /** Why commands failed, the most frequent first, at most ten. */
  failures: { reason: string; count: number; example: { source: string; id: string } }[];
  createdAt: Instant;
  /** Until then it can be undone without a trace. */
  startsAt: Instant;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  /** Who stopped or undid it; null when nobody did. */
  abortedBy: string | null;
  version: number;
}

/** What a bulk action would do. */
export interface BulkPreview {
  verb: BulkVerb;
  matched: number;
  eligible: number;
  /** The jobs that are left out, by why. */
  refused: { why: Refusal; count: number; states: JobState[] }[];
  /** True when counting stopped at `MAX_BULK_JOBS`: such an action is refused. */
  tooMany: boolean;
  asOf: Instant;
}
