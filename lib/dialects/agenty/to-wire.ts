import type { Instant, JobRow } from "../../jobs/model.ts";
import { hasEnded } from "../../jobs/state.ts";
import { clockSpan } from "../time-span.ts";
import { statusOf } from "./status.ts";
import type { AgentyJob } from "./types.ts";

/** What a job's answer needs beside its row: how programs call its agent, and the organisation's number. */
export interface AgentyContext {
  agentRef: string | null;
  account: number;
}

/** A job of ours in Agenty's words. Its pages are the job's tasks: none before the first attempt. */
export function jobToWire(job: JobRow, { agentRef, account }: AgentyContext): AgentyJob {
  const succeeded = job.tasksCompleted ?? 0;
  const failed = job.tasksFailed ?? 0;
  const pagesProcessed = succeeded + failed;
  const endedAt = hasEnded(job.state) ? job.endedAt : null;
  return {
    job_id: Number(job.id),
    account_id: account,
    agent_id: agentRef,
    type: job.type,
    status: statusOf(job.state, { hasBegun: job.startedAt !== null, pagesProcessed }),
    priority: job.priority,
    pages_total: job.tasksTotal ?? 0,
    pages_processed: pagesProcessed,
    pages_succeeded: succeeded,
    pages_failed: failed,
    pages_credit: succeeded,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: endedAt,
    stopped_at: job.state === "Cancelled" ? endedAt : null,
    is_scheduled: job.trigger === "scheduled",
    queue_time: spanBetween(job.queuedAt ?? job.createdAt, job.startedAt),
    run_duration: spanBetween(job.startedAt, endedAt),
    error: job.error,
    ping_at: null,
    assigned_worker_id: null,
    running_worker_id: null,
  };
}

function spanBetween(from: Instant | null, to: Instant | null): string | null {
  return from === null || to === null ? null : clockSpan(Date.parse(to) - Date.parse(from));
}
