import type { JobRow, JobRun } from "../../jobs/model.ts";
import { cluedInName, RUN_COLUMNS, type RunColumn } from "../../jobs/run-columns.ts";
import { hasEnded, type JobCounts } from "../../jobs/state.ts";
import { netSpan } from "../time-span.ts";
import { DOCUMENTED_COLUMNS } from "./columns.ts";
import { toGuid } from "./guid.ts";
import type { CluedInCounts, CluedInJob, CluedInRun } from "./wire.ts";

/** The five counts. Jobs of unknown state are in none of them. */
export function countsToWire({ completed, executing, failed, queued, cancelled }: JobCounts): CluedInCounts {
  return { completed, executing, failed, queued, cancelled };
}

export function jobToWire(job: JobRow): CluedInJob {
  return {
    Id: toGuid(job.id),
    Name: job.name,
    ConfigurationId: job.agentId === null ? null : toGuid(job.agentId),
    State: job.state,
    IsSuccess: hasEnded(job.state) ? job.state === "Completed" : null,
    Message: job.error,
    PercentCompleted: clampedPercent(job.percent),
    CreatedDate: job.createdAt,
    QueuedDate: job.queuedAt,
    StartTime: job.startedAt,
    EndTime: job.endedAt,
    UpdateDate: job.updatedAt,
  };
}

/** The 42 columns of a run under CluedIn's names. Before the first run only what the job itself tells is known. */
export function runToWire(job: JobRow, run: JobRun | null): CluedInRun {
  const known: Partial<JobRun> = run ?? {
    jobId: job.id,
    agentId: job.agentId,
    agentState: job.state,
    agentQueuedDate: job.queuedAt,
    agentEndTime: job.endedAt,
    updateDate: job.updatedAt,
  };
  return Object.fromEntries(
    DOCUMENTED_COLUMNS.map((column) => [cluedInName(column), valueToWire(column, known[column] ?? null)]),
  ) as CluedInRun;
}

const IDS: readonly RunColumn[] = ["id", "jobId", "agentId"];

function valueToWire(column: RunColumn, value: JobRun[RunColumn]): CluedInRun[keyof CluedInRun] {
  if (value === null) return null;
  if (IDS.includes(column)) return toGuid(String(value));
  const { kind } = RUN_COLUMNS[column];
  if (kind === "span") return netSpan(Number(value));
  if (kind === "percent") return clampedPercent(Number(value));
  return value;
}

function clampedPercent(percent: number | null): number | null {
  return percent === null ? null : Math.min(100, Math.max(0, percent));
}
