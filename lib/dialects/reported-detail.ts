import type { Instant, JobRun, LogLevel, Task } from "../jobs/model.ts";
import type { RunColumn } from "../jobs/run-columns.ts";
import type { JobCounts } from "../jobs/state.ts";
import type { ReportedJob } from "./reported-job.ts";

/** What a backend tells of a run, column by column; null where it tells nothing. */
export type ReportedRun = { [Column in RunColumn]: JobRun[Column] | null };

/** A task, target or page of a job as its backend tells of it. */
export type ReportedTask = Pick<Task, "target" | "state"> &
  Pick<Task, "resultsCount" | "queuedAt" | "startedAt" | "endedAt" | "error">;

/** Everything that a backend tells of one job when it is asked for it. Null is what it does not tell. */
export interface ReportedDetail {
  job: ReportedJob;
  /** JSON texts. */
  params: string | null;
  config: string | null;
  result: string | null;
  tasks: ReportedTask[] | null;
  run: ReportedRun | null;
  /** Log lines, where the backend has them in the detail instead of at an address of their own. */
  log: ReportedLogLine[] | null;
  /** The answer itself, as text. */
  raw: string;
}

/** A line of a log. `level` is null for a word that is none of ours, `at` for a line without a time. */
export interface ReportedLogLine {
  at: Instant | null;
  level: LogLevel | null;
  message: string;
  /** The task that it is about, as `ReportedTask.target` has it; null for the job itself and where it is not told. */
  target: string | null;
}

/** The five counts, null where one is not told. */
export type ReportedCounts = { [Name in keyof JobCounts]: number | null };
