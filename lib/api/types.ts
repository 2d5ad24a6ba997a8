import type { BulkAction } from "../jobs/bulk.ts";
import type { ExpectedRun } from "../jobs/expected-run.ts";
import type {
  Capabilities,
  Command,
  Instant,
  JobRow,
  JobRun,
  LogLine,
  ResultRow,
  ResultVerdict,
  Task,
} from "../jobs/model.ts";
import type { ListedResult } from "../jobs/result-preview.ts";
import type { SeqRuns } from "../jobs/seq-set.ts";
import type { JobSort } from "../jobs/sort.ts";
import type { JobCounts, JobState } from "../jobs/state.ts";
import type { AgentDefinition } from "./agent-schema.ts";

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
  pageSize: number;
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

/** Answer of `GET /api/jobs/{source}/{id}/failure-history`: what is known of failures like this job's. */
export interface FailureHistory {
  /** What such failures have in common; null when they gave no reason. */
  fingerprint: string | null;
  /** How many jobs failed so since `from`, this one included; `capped`: at least so many. Null when counting took too long. */
  seen: { count: number; capped: boolean; from: Instant } | null;
  /**
   * Of the `looked` latest such failures since `from` (`capped`: there were more), how many have a retry that `ended` by itself, and
   * how many of them one that `succeeded`. Null when counting took too long.
   */
  retries: { ended: number; succeeded: number; looked: number; capped: boolean; from: Instant } | null;
  asOf: Instant;
  revision: number;
}

/** Answer of `GET /api/jobs/{source}/{id}/queue`: what stands between a queued job and its start. */
export interface QueuePlace {
  /** Queued jobs of its source that come first, and those of its agent among them; `capped`: at least so many. */
  ahead: number;
  aheadOfAgent: number | null;
  capped: boolean;
  /** Jobs of its source, and of its agent, that are executing. */
  executing: number;
  executingOfAgent: number | null;
  /** How many jobs of its agent may execute at once; null when the source does not say. */
  concurrency: number | null;
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

/** Answer of `GET /api/jobs/{source}/{id}`. `run` is the latest attempt; null before the first. */
export interface JobDetail {
  job: JobRow;
  run: JobRun | null;
  /** All attempts, the latest first. */
  runs: JobRun[];
  commands: Command[];
  capabilities: Capabilities;
  /** What the job was started with, as JSON text without secrets; null when nothing was given. At most 64 k characters. */
  params: string | null;
  /** The agent's definition when the job was made, likewise. */
  config: string | null;
  /** Sizes in bytes of those of the two that are longer, and of which only the beginning is here. */
  cut: { params: number | null; config: number | null };
  /** Whether the agent is defined otherwise now; null when it is gone, or not known what the job was made with. */
  agentChanged: boolean | null;
  /** The id of the job that retried this one, if any. */
  retriedAs: string | null;
  /** What the retry that made this job changed, as paths; null when it is no retry, or one as it was. */
  retryEdits: string[] | null;
  /** The schedule that started it, as it was then; null when none did, or it is not known. */
  schedule: { cron: string; timezone: string } | null;
  /** How long the agent's runs before this one took; null when its source does not say which agent it is of. */
  expected: ExpectedRun | null;
  /** Where the backend itself shows the job; null where the source knows no such address. */
  backendUrl: string | null;
  revision: number;
}

/** A job of an agent's history; `error` may be cut. */
export type HistoryItem = Pick<
  JobRow,
  | "source"
  | "id"
  | "state"
  | "trigger"
  | "createdAt"
  | "startedAt"
  | "endedAt"
  | "attempt"
  | "maxAttempts"
  | "tasksCompleted"
  | "tasksFailed"
  | "resultsTotal"
  | "error"
>;

/** Answer of `GET /api/jobs/{source}/{id}/history`: the jobs of its agent around it, the oldest first. */
export interface AgentHistory {
  /** Empty when the job's source does not say which agent it is of. */
  items: HistoryItem[];
  /** Whether there are others, before the first and after the last. */
  moreBefore: boolean;
  moreAfter: boolean;
  asOf: Instant;
  revision: number;
}

/** Results in a collection; with `capped` there are more. */
export interface CollectionCount {
  collection: number;
  count: number;
  capped: boolean;
}

/** One attempt at a job, with all that it can be compared by. Texts are as in `JobDetail`. */
export interface ComparedRun extends Pick<JobDetail, "job" | "run" | "params" | "config" | "cut"> {
  results: CollectionCount[];
}

/** Answer of `GET /api/jobs/{source}/{id}/comparison`. */
export interface RunComparison {
  one: ComparedRun;
  other: ComparedRun;
  /** Whether the texts are the same, secrets and all, letter by letter; null where either has none. */
  same: { params: boolean | null; config: boolean | null };
  revision: number;
}

export type TaskPage = Page<Task>;

/**
 * Answer of `GET …/tasks/order`: the tasks that were asked for, in their order, as `readSeqs` reads them. `counts` are of
 * those with the text in any state. With `more`, only the first hundred thousand tasks of the run were looked at.
 */
export interface TaskOrder {
  seqs: string;
  counts: Partial<Record<JobState, number>>;
  more: boolean;
  runId: number | null;
  revision: number;
}

/** A task whose long texts may be cut: their lengths are those of the whole. */
export type TaskRow = Task & { targetLength: number; errorLength: number | null };

/** Answer of `GET …/tasks/rows`: those of the tasks asked for that exist, in order of seq. */
export interface TaskRows {
  items: TaskRow[];
  revision: number;
}

/**
 * Answer of `GET …/tasks/outline`: columns with a value for each task, in order of seq. `states` has a digit for each, its
 * place in `JOB_STATES`. `starts` are milliseconds from `base`, `spans` from start to end, with commas between; nothing
 * stands where it is unknown, and what is negative the source has reported so.
 */
export interface TaskOutlinePage {
  base: Instant;
  seqs: string;
  states: string;
  starts: string;
  spans: string;
  nextCursor: string | null;
  runId: number | null;
  revision: number;
}

/** `lastSeq` is the seq of the newest line of the run, 0 when it has none. */
export type LogPage = Page<LogLine> & { runId: number | null; lastSeq: number };
/** Answer of `GET …/logs/{seq}`: a line with its whole message. */
export interface WholeLogLine {
  line: LogLine;
}
/**
 * Answer of `GET …/logs/matches`: which of the lines after `after` match, of those up to `to`. `runs` tells their seqs (see
 * `lib/jobs/seq-set.ts`) and `marks` where a regular expression stands in each, as starts and ends by turns. `stopped` says
 * why it did not come to the end: enough were found, time was up, or the pattern takes too long on the line after `to`.
 */
export interface LogMatches {
  runs: SeqRuns;
  marks: number[][] | null;
  found: number;
  to: number;
  lastSeq: number;
  stopped: "many" | "time" | "pattern" | null;
  runId: number | null;
  revision: number;
}

/** How many results a page may have, as backends have it. */
export const RESULT_PAGE_SIZES = [100, 500, 2500] as const;

/** How many results a collection has, and of how many it is said what they are beside what the agent had found before. */
export interface ResultCollection {
  collection: number;
  rows: number;
  verdicts: Record<ResultVerdict, number>;
}

/** Answer of `GET …/results`. `total` counts what the filter lets through, `before` those of it that stand before this page. */
export interface ResultPage extends Page<ListedResult> {
  runId: number | null;
  total: number;
  before: number;
  /** The `after` of the page before this one; null on the first page. */
  previousCursor: string | null;
  /** All collections of the run. */
  collections: ResultCollection[];
}

/** Answer of `GET …/results/{collection}/{seq}`: a part of one result, and how long the whole is, in characters. */
export interface ResultPart {
  item: ResultRow;
  from: number;
  length: number;
  bytes: number;
}

export const RESULT_CHANGES = ["added", "changed", "removed"] as const;
export type ResultChange = (typeof RESULT_CHANGES)[number];

/** One difference between two runs. */
export interface ChangedResult {
  change: ResultChange;
  /** The result as it is now; of one that was removed, as it was. */
  item: ListedResult;
  /** Of one that changed: as it was. */
  before: ListedResult | null;
  /** Names of the fields that differ as far as they were read; none when the difference lies beyond, or in their order only. */
  fields: string[];
}

/** Answer of `GET …/results/changes`. */
export interface ResultChanges {
  runId: number | null;
  collection: number;
  /** The run compared with: the last one of the same agent before this that has results. Null when there is none. */
  previous: {
    source: string;
    id: string;
    attempt: number;
    state: JobState;
    startedAt: Instant | null;
    rows: number;
  } | null;
  /** The agent's fields that tell items apart; null when items are matched by their whole content, for the reason in `why`. */
  key: string[] | null;
  why: "no-key" | "key-changed" | "no-hashes" | null;
  /** Null when there is nothing to compare with, or too much (`tooMany`). `removed` is null while the run has not ended. */
  counts: { added: number; changed: number; removed: number | null; same: number } | null;
  /** Set when the two runs have more results together than are compared, or comparing took too long. */
  tooMany: { rows: number; limit: number } | null;
  items: ChangedResult[];
  nextCursor: string | null;
  revision: number;
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
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
