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
import type { JobState } from "../jobs/state.ts";
import type { Page } from "./types.ts";

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
  /** What the job itself answered at its end, likewise; what it found are its results. */
  result: string | null;
  /** Sizes in bytes of those of the three that are longer, and of which only the beginning is here. */
  cut: { params: number | null; config: number | null; result: number | null };
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
  /** Of a job of a connected backend: when its details were read, and why they could not be read since, if so. Else null. */
  read: { at: Instant | null; error: string | null } | null;
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
export interface ComparedRun extends Pick<JobDetail, "job" | "run" | "params" | "config"> {
  cut: Pick<JobDetail["cut"], "params" | "config">;
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

/** How many rows there are, and of how many it is said what they are beside what the agent had found before. */
interface RowCounts {
  rows: number;
  verdicts: Record<ResultVerdict, number>;
}

/** What post-processing left of a collection: how many rows it filtered out or dropped as duplicates, and how many values it could not make. */
export interface ModifiedCollection extends RowCounts {
  filtered: number;
  duplicates: number;
  unread: number;
}

/** A collection as it was found, and as post-processed; `modified` is null where that was not asked for, or nothing is stored yet. */
export interface ResultCollection extends RowCounts {
  collection: number;
  modified: ModifiedCollection | null;
}

/** Answer of `GET …/results`. `total` counts what the filter lets through, `before` those of it that stand before this page. */
export interface ResultPage extends Page<ListedResult> {
  runId: number | null;
  /** Whether the rows are post-processed; else they are as they were found, also where others were asked for and there are none. */
  modified: boolean;
  total: number;
  before: number;
  /** The `after` of the page before this one; null on the first page. */
  previousCursor: string | null;
  /** All collections of the run. */
  collections: ResultCollection[];
}

/** A line of a text, and how many characters of it are not here. */
export interface TextLine {
  text: string;
  more: number;
}

/** Answer of `GET …/documents/{name}/lines`: some lines of a text, and how long the whole is. */
export interface DocumentLines {
  /** How many lines stand before these. */
  from: number;
  lines: TextLine[];
  total: number;
  /** The size of the whole, as the file has it. */
  bytes: number;
}

/** Answer of `GET …/results/{collection}/{seq}`: a part of one result, and how long the whole is, in characters. */
export interface ResultPart {
  item: ResultRow;
  /** Whether it is post-processed. */
  modified: boolean;
  from: number;
  length: number;
  bytes: number;
}

/** A field of one result. */
export interface ResultField {
  name: string;
  /** Where its value stands in the item, and how long it is, in characters. */
  from: number;
  length: number;
  /** The value as JSON text, or its beginning. */
  data: string;
}

/** Answer of `GET …/results/{collection}/{seq}/fields`. */
export interface ResultFields {
  /** In the order of the item; null when it is no object. */
  fields: ResultField[] | null;
  /** Whether the item has others, which are not listed. */
  more: boolean;
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
