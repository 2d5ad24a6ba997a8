import type { BulkAction } from "../jobs/bulk.ts";
import type { Command, JobPatch, JobRow, JobRun, Task } from "../jobs/model.ts";
import type { SourceHealth } from "../sources/health.ts";

/** What each kind of change in the feed carries. */
export interface ChangeData {
  "job-created": JobRow;
  /** A change of state carries all of the row, and in `before` what the fields were that it changed. */
  job: JobPatch & { before?: Partial<JobRow> };
  /** With its runs, tasks, log and results; its commands stay. */
  "job-deleted": { source: string; id: string };
  run: JobRun;
  tasks: { runId: number; tasks: Task[] };
  /** The lines themselves stay in their table: `from` and `to` are the first and last seq. */
  logs: { runId: number; from: number; to: number };
  command: Command;
  agent: { agentId: string };
  /** How a source is; without health, what it is was changed. Or that so many jobs of it were read, without a change each. */
  source: { health: SourceHealth | null; jobs: number };
  "bulk-action": BulkAction;
}

export type ChangeKind = keyof ChangeData;

/** One entry of the change feed, in the order of commits. Revisions have no gaps. */
export type Change = {
  [Kind in ChangeKind]: {
    revision: number;
    at: string;
    org: string;
    kind: Kind;
    source: string | null;
    jobId: string | null;
    data: ChangeData[Kind];
  };
}[ChangeKind];
