import type { Capabilities, Command, Instant, JobRow, JobRun, LogLine, ResultRow, Task } from "../jobs/model.ts";
import type { JobCounts } from "../jobs/state.ts";
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

export type JobPage = Page<JobRow>;

/** Answer of `GET /api/jobs/{source}/{id}`. `run` is the latest attempt; null before the first. */
export interface JobDetail {
  job: JobRow;
  run: JobRun | null;
  /** All attempts, the latest first. */
  runs: JobRun[];
  commands: Command[];
  capabilities: Capabilities;
  /** What the job was started with, as JSON text; null when nothing was given. */
  params: string | null;
  /** The agent's definition when the job was made, as JSON text. */
  config: string | null;
  /** The id of the job that retried this one, if any. */
  retriedAs: string | null;
  revision: number;
}

export type TaskPage = Page<Task>;
/** `lastSeq` is the seq of the newest line of the run, 0 when it has none. */
export type LogPage = Page<LogLine> & { runId: number | null; lastSeq: number };
export type ResultPage = Page<ResultRow> & { runId: number | null; total: number };

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
