import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import { errorFingerprint } from "../../lib/jobs/fingerprint.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { isPlaceholderProblem } from "../../lib/jobs/placeholders.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { getJobDetail } from "../store/job-details.ts";
import { lockJob, updateJob } from "../store/jobs.ts";
import { lastLogSeq } from "../store/logs.ts";
import { readExpectedRun } from "../store/run-times.ts";
import { getRun, insertRun } from "../store/runs.ts";
import { insertTasks, type NewTask, requeueTasks } from "../store/tasks.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { pageAddresses } from "./extract/page-addresses.ts";
import { leaveQueue } from "./leave-queue.ts";
import { parseDefinition, withParams } from "./parse-definition.ts";
import { jobColumns, type Progress, progressOf, runColumns } from "./progress.ts";
import type { BegunRun } from "./run-session.ts";
import { triesOf } from "./task-retry.ts";
import type { Ticket, TicketQueue } from "./ticket-queue.ts";

/** How a run starts: with its first worker, or with one that takes over from a worker that is gone. */
export type Beginning = BegunRun & { resumes: Resumption | null; omittedPages: number };

/** Why a run is taken up again: its worker was lost or shut down, or its pages had to wait to be tried again. */
export type Resumption = "after-loss" | "after-wait";

/**
 * Begins the attempt that a ticket is for, or takes it up where a lost worker left it. Null when the ticket is for
 * nothing any more: it is then used up.
 */
export async function beginRun(
  { store, tickets, baseUrl }: { store: Store; tickets: TicketQueue; baseUrl: () => string },
  ticket: Ticket,
): Promise<Beginning | null> {
  const key = { source: "local", id: ticket.data.jobId };
  return await store.write(async (tx) => {
    const job = await lockJob(tx, key);
    await tickets.hold(tx, ticket);
    const begins = job?.state === "Queued" && job.attempt === ticket.data.attempt - 1;
    const resumes = job !== undefined && isUnderWay(job) && job.attempt === ticket.data.attempt;
    if (job === undefined || !(begins || resumes) || job.agentId === null) {
      await tickets.settle(tx, ticket);
      return null;
    }
    const detail = await getJobDetail(tx.db, key);
    const definition = readDefinition(detail?.config ?? null);
    if (definition instanceof Error) {
      await tickets.settle(tx, ticket);
      await refuse(tx, job, `Its configuration cannot be read: ${definition.message}`);
      return null;
    }
    const parts = { job, definition, agentId: job.agentId, baseUrl: baseUrl() };
    if (!begins) return await resume(tx, parts);
    const asked = withParams(definition, detail?.params ?? null);
    if (!isPlaceholderProblem(asked)) return await begin(tx, { ...parts, asked });
    await tickets.settle(tx, ticket);
    await refuse(tx, job, `Its parameters do not fit: ${asked.field} ${asked.message}`);
    return null;
  });
}

interface Parts {
  job: JobRow & { org: string };
  definition: AgentDefinition;
  agentId: string;
  baseUrl: string;
}

/** `asked` is the definition with the job's parameters in its addresses. */
async function begin(
  tx: WriteTransaction,
  { job, definition, asked, agentId, baseUrl }: Parts & { asked: AgentDefinition },
): Promise<Beginning> {
  const now = new Date();
  const startedAt = now.toISOString();
  const attempt = job.attempt + 1;
  const left = leaveQueue(job, startedAt);
  const queuedAt = left.queuedAt ?? job.queuedAt ?? job.createdAt;
  const { tasks, omitted } = firstTasks(asked, baseUrl);
  const progress: Progress = { ...progressOf({}, 0), tasksExpected: tasks.length, tasksTotal: tasks.length };
  const run = await insertRun(tx, job.org, {
    ...runColumns(progress),
    source: job.source,
    jobId: job.id,
    attempt,
    agentId,
    agentKey: `${agentId}/${job.id}/${attempt}`,
    agentState: "Executing",
    agentResultIsCancellationRequested: false,
    agentQueuedDate: queuedAt,
    agentStartTime: startedAt,
    agentElapsedQueuedTime: Math.max(0, now.getTime() - Date.parse(queuedAt)),
    agentElapsedExecutionTime: 0,
  });
  await insertTasks(tx, { ...job, runId: run.id }, tasks);
  const { medianMs } = await readExpectedRun(tx.db, job.org, agentId, job.createdAt);
  const begun = await updateJob(
    tx,
    { source: job.source, id: job.id },
    {
      ...jobColumns(progress),
      state: "Executing",
      rawStatus: "Executing",
      activity: "Starting",
      attempt,
      startedAt,
      ...left,
      expectedEndAt: medianMs === null ? null : new Date(now.getTime() + medianMs).toISOString(),
    },
  );
  return {
    job: { ...begun, org: job.org },
    run,
    agentId,
    definition,
    progress,
    lastLogSeq: 0,
    resumes: null,
    omittedPages: omitted,
  };
}

async function resume(tx: WriteTransaction, { job, definition, agentId }: Parts): Promise<Beginning> {
  const key = { source: job.source, id: job.id };
  const run = await getRun(tx.db, key, job.attempt);
  if (run === undefined) throw new Error(`job ${job.id} has no run ${job.attempt}`);
  await requeueTasks(tx, { ...key, org: job.org, runId: run.id });
  const resumes = job.scheduledAt === null ? "after-loss" : "after-wait";
  const { org } = job;
  const resumed = resumes === "after-wait" ? { ...(await updateJob(tx, key, { scheduledAt: null })), org } : job;
  return {
    job: resumed,
    run,
    agentId,
    definition,
    progress: progressOf(run, job.percent),
    lastLogSeq: await lastLogSeq(tx.db, run.id),
    resumes,
    omittedPages: 0,
  };
}

/** A job made by a version that knew other settings must not be tried for ever. */
function readDefinition(config: string | null): AgentDefinition | Error {
  try {
    return parseDefinition(config);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function refuse(tx: WriteTransaction, job: JobRow, error: string): Promise<void> {
  const endedAt = new Date().toISOString();
  await updateJob(
    tx,
    { source: job.source, id: job.id },
    {
      state: "Failed",
      rawStatus: "Failed",
      endedAt,
      activity: null,
      ...leaveQueue(job, endedAt),
      error,
      errorFingerprint: errorFingerprint(error),
    },
  );
}

function isUnderWay(job: JobRow): boolean {
  return job.state !== "Queued" && job.state !== "Unknown" && !hasEnded(job.state);
}

function firstTasks(definition: AgentDefinition, baseUrl: string): { tasks: NewTask[]; omitted: number } {
  const maxAttempts = triesOf(definition);
  if (definition.type === "crawling") {
    return { tasks: [{ target: asLinked(definition.startUrl, baseUrl), depth: 0, maxAttempts }], omitted: 0 };
  }
  const { addresses, omitted } = pageAddresses(definition);
  return { tasks: addresses.map((target) => ({ target, depth: 0, maxAttempts })), omitted };
}

/** The start page as links to it are written, so that it is not visited a second time. */
function asLinked(startUrl: string, baseUrl: string): string {
  const url = URL.parse(startUrl, baseUrl);
  if (url === null) return startUrl;
  url.hash = "";
  return url.href;
}
