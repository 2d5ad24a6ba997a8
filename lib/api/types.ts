import type { BulkAction } from "../jobs/bulk.ts";
import type { Instant, JobRow } from "../jobs/model.ts";
import type { JobSort, PAGE_SIZES } from "../jobs/sort.ts";
import type { JobCounts, JobState } from "../jobs/state.ts";
import type { AgentDefinition } from "./agent-schema.ts";
import type { Scope } from "./scopes.ts";

/** Answer of `GET /api/summary`. `revision` is the feed's revision that the counts hold. */
export interface Summary {
  revision: number;
  asOf: Instant;
  counts: JobCounts;
}

/** Answer of every list. `nextCursor` is null on the last page. `revision`: the feed's revision before the read. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  revision: number;
}

/** A page of a list of jobs. */
export interface JobPage extends Page<JobRow> {
  /** Leads to the page before this one; null on the first page. */
  previousCursor: string | null;
  /**
   * Null when the page is whole. Otherwise the search was stopped for taking too long: `items` are what it had found, of
   * `looked` jobs up to `at` in the list's order, and `nextCursor` goes on from there (`previousCursor` on the way back).
   * `at` is null in lists that are not sorted by a time. `advice` is what to add to the filter.
   */
  stopped: { looked: number; at: Instant | null; advice: string } | null;
}

/** Answer of `POST /api/jobs/rows`: those of the jobs asked for that exist, in no order. */
export interface JobRows {
  items: JobRow[];
  revision: number;
}

/** How many jobs have a value; of what was counted. */
export interface FacetValue<Value extends string = string> {
  value: Value;
  count: number;
}

/**
 * Answer of `GET /api/jobs/facets`. A facet counts the jobs that match the filter without its own key, so that it shows
 * the alternatives. With `counted.capped`, counts are "at least": counting stopped at a number or a time.
 */
export interface JobFacets {
  total: number;
  states: FacetValue<JobState>[];
  sources: FacetValue[];
  /** By name, the most frequent first, at most 50. */
  agents: FacetValue[];
  /** `capped`: more may match. `since`: only jobs created from then on were counted; null when all were. */
  counted: { capped: boolean; since: Instant | null };
  histogram: JobHistogram;
  asOf: Instant;
  revision: number;
}

/** Jobs that match by when they were created. Buckets are of equal length from `from` on, the last may reach beyond `to`. */
export interface JobHistogram {
  from: Instant;
  to: Instant;
  bucketMs: number;
  /** Buckets before this are not, or not wholly, counted; null when all are. */
  countedFrom: Instant | null;
  buckets: { completed: number; failed: number; cancelled: number; other: number }[];
}

/** Answer of `GET /api/jobs/values?key=`: the values of a filter key among the `of` most recent jobs. */
export interface FilterValues {
  values: FacetValue[];
  of: number;
  asOf: Instant;
}

/** A named list: a filter text and an order. `mine`: only then may the reader change it. */
export interface SavedView {
  id: string;
  name: string;
  q: string;
  sort: JobSort;
  /** Whether all of the organisation see it. */
  shared: boolean;
  owner: string;
  mine: boolean;
  updatedAt: Instant;
}

/** An API token as it may be shown: `prefix` is how it begins, which is no secret. Without `expiresAt` it never expires. */
export interface ApiToken {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdBy: string;
  createdAt: Instant;
  expiresAt: Instant | null;
  /** To the minute. */
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
  revokedBy: string | null;
}

/** Answer of `POST /api/tokens`. `secret` is the token itself, which nobody can be told again. */
export interface NewApiToken {
  token: ApiToken;
  secret: string;
}

/** What a person can choose for themselves, by name. */
export interface Preferences {
  "job-columns": JobColumnsPreference;
}
export type PreferenceName = keyof Preferences;

/** Answer of `/api/preferences/{name}`; null when the person has not chosen. */
export interface Preference<Name extends PreferenceName = PreferenceName> {
  value: Preferences[Name] | null;
}

/** Columns of the list in their order; `width` in pixels, null for the usual one. And how many rows a page has. */
export interface JobColumnsPreference {
  columns: { id: string; width: number | null }[];
  pageSize: (typeof PAGE_SIZES)[number];
}

/** Failed jobs of one kind: those with one error fingerprint. */
export interface FailureGroup {
  /** Null for failures that gave no reason. */
  fingerprint: string | null;
  /** The error of the latest of them, word for word. */
  error: string | null;
  count: number;
  /** Of all that is kept, not only of the period. */
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  latest: { source: string; id: string };
  /** The most concerned first, at most five, and how many others there are. */
  agents: FacetValue[];
  otherAgents: number;
  /** Failures by time, of equal length over the period, the oldest first. */
  buckets: number[];
}

/** Answer of `GET /api/failures`: groups of jobs that failed in a period, the largest first. */
export interface FailureGroups {
  from: Instant;
  to: Instant;
  bucketMs: number;
  groups: FailureGroup[];
  /** Failed jobs of the period, and how many groups were left out. */
  failures: number;
  otherGroups: number;
  /** Null when all of the period was read; otherwise only failures from then on were. */
  countedFrom: Instant | null;
  asOf: Instant;
  revision: number;
}

/** Answers of `/api/bulk-actions`. */
export type BulkActionPage = Page<BulkAction>;

/** Answer of `GET /api/bulk-actions/{id}`. */
export interface BulkActionDetail {
  action: BulkAction;
  revision: number;
}

/** What became of one job of a bulk action. */
export interface BulkItem {
  source: string;
  jobId: string;
  outcome: "done" | "failed";
  /** Why it failed. */
  reason: string | null;
  /** The job that a retry made. */
  resultJobId: string | null;
  at: Instant;
}

/** An agent as the list and its page show it. */
export interface Agent {
  id: string;
  source: string;
  name: string;
  type: string;
  enabled: boolean;
  definition: AgentDefinition;
  schedule: { cron: string; timezone: string; nextAt: Instant | null } | null;
  counts: JobCounts;
  lastJob: { id: string; state: JobRow["state"]; createdAt: Instant; endedAt: Instant | null } | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One minute of ended jobs, for the chart. `at` is the start of the minute. */
export interface ThroughputMinute {
  at: Instant;
  completed: number;
  failed: number;
  cancelled: number;
}

/** Answer of `GET /api/throughput`: a row for each minute, oldest first, the last one unfinished. */
export interface Throughput {
  /** The feed's revision that the figures hold. */
  revision: number;
  asOf: Instant;
  minutes: ThroughputMinute[];
}

/** Answer of `GET /api/changes?since`. `complete` is false when older changes are no longer kept: fetch afresh. */
export interface ChangePage {
  changes: {
    revision: number;
    at: Instant;
    kind: string;
    source: string | null;
    jobId: string | null;
    data: unknown;
  }[];
  revision: number;
  complete: boolean;
}

/** Body of every answer that is not a success. `requestId` finds the matching line in the server's log. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; requestId: string; field?: string };
}

export const ERROR_CODES = [
  "BAD_REQUEST",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "METHOD_NOT_ALLOWED",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "SOURCE_FAILED",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
