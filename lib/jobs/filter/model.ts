import type { Instant } from "../model.ts";

/**
 * A filter over jobs, as one text says it: terms that must all hold. The order of the terms is that of the text.
 * Several terms without "-" of one key that a job has one value of (`state`, `agent`, `source`, `trigger`, `id`, `type`,
 * `by`, `retry-of`, `fingerprint`) are read as one: `state:failed state:cancelled` is `state:failed,cancelled`.
 */
export interface JobFilter {
  terms: FilterTerm[];
}

export type FilterTerm = ChoiceTerm | ContainsTerm | WordTerm | TimeTerm | MeasureTerm;

/** Keys whose values are compared as a whole. */
export const CHOICE_KEYS = [
  "state",
  "agent",
  "source",
  "trigger",
  "type",
  "id",
  "tag",
  "by",
  "retry-of",
  "fingerprint",
] as const;
export type ChoiceKey = (typeof CHOICE_KEYS)[number];

/**
 * The job has one of the values; with `negated`, none of them, and jobs without any value match too. States and triggers
 * are written as the model writes them. `agent` compares with the agent's id, and with its name without regard to case;
 * `by` likewise with the id and the name of who started the job, and `me` is the reader. `tag` and `type` disregard case.
 */
export interface ChoiceTerm {
  kind: "choice";
  key: ChoiceKey;
  negated: boolean;
  values: string[];
}

/** The job's name or error contains one of the values, without regard to case; with `negated`, none. */
export interface ContainsTerm {
  kind: "contains";
  key: "name" | "error";
  negated: boolean;
  values: string[];
}

/** A free word or a quoted text: it stands in id, name or error, without regard to case; with `negated`, in none. */
export interface WordTerm {
  kind: "word";
  negated: boolean;
  text: string;
}

export const TIME_KEYS = ["created", "started", "ended", "updated"] as const;
export type TimeKey = (typeof TIME_KEYS)[number];

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

/** When something happened to the job. A job to which it has not happened does not match. */
export interface TimeTerm {
  kind: "time";
  key: TimeKey;
  range: { op: Comparison; at: TimeValue } | { op: ".."; from: TimeValue | null; to: TimeValue | null };
}

/**
 * A moment or a period. `day` and `local` are of the reader's zone. A period as a bound counts from its beginning for
 * `>=`, `<` and the left of `..`, and to its end for `>`, `<=` and the right of `..`; `=` is the whole of it.
 */
export type TimeValue =
  /** So long before now: `-24h`. Milliseconds, never negative. */
  | { kind: "ago"; ms: number }
  /** `2026-11-20`, `2026-11` or `2026`. */
  | { kind: "day"; date: string }
  /** `2026-11-20T14:02`, with or without seconds. */
  | { kind: "local"; time: string }
  | { kind: "named"; name: "today" | "yesterday" | "now" }
  /** With an offset or `Z`. */
  | { kind: "instant"; at: Instant };

export const MEASURE_KEYS = ["duration", "queued", "silent", "percent", "priority", "attempt", "results"] as const;
export type MeasureKey = (typeof MEASURE_KEYS)[number];

/** Measures that are lengths of time, in milliseconds; the others are plain numbers. */
export const SPAN_KEYS = ["duration", "queued", "silent"] as const satisfies readonly MeasureKey[];

/**
 * A figure of the job. `duration` is from start to end, `queued` from queueing to start (or to an end without a
 * start); for jobs that have not ended, up to now. `silent` is how long there has been no news of a job that has not ended.
 * Neither of the two counts the wait for a time that a job is scheduled for. A job without the figure does not match, nor does
 * one that has ended without saying when.
 */
export interface MeasureTerm {
  kind: "measure";
  key: MeasureKey;
  range: { op: Comparison; value: number } | { op: ".."; from: number | null; to: number | null };
}

/** A filter whose times are instants and whose `by:me` is somebody, ready to be compared with jobs. */
export interface ResolvedFilter {
  /** The moment up to which jobs that are still at it are measured. */
  now: Instant;
  terms: (ChoiceTerm | ContainsTerm | WordTerm | ResolvedTime | MeasureTerm)[];
}

/** From `from`, included, to before `to`; null is open. */
export interface ResolvedTime {
  kind: "time";
  key: TimeKey;
  from: Instant | null;
  to: Instant | null;
}

/** Something in a filter text that cannot be understood: where it stands (half-open), and what to do. */
export interface FilterProblem {
  from: number;
  to: number;
  message: string;
  /** What was probably meant, to stand in its place. */
  fix?: string;
}

export interface ParsedFilter {
  filter: JobFilter;
  problems: FilterProblem[];
}

/** The longest filter text that is read, in UTF-16 units. */
export const MAX_FILTER_LENGTH = 2000;

/** The most conditions that a filter may have: terms, and each text of `name` and `error`. */
export const MAX_FILTER_TERMS = 50;
