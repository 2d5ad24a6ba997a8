import { sql } from "kysely";
import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { Command, JobRow, Trigger } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import type { CancelRequest, RetryRequest } from "../services/job-engine.ts";
import { getAgent } from "../store/agents.ts";
import { type Actor, getBulkCommand, insertCommand, listCommands } from "../store/commands.ts";
import {
  getJob,
  getJobDetail,
  insertJob,
  type JobKey,
  listRetries,
  lockJob,
  type NewJob,
  nextLocalJobId,
  type RetryState,
  updateJob,
} from "../store/jobs.ts";
import { getRun, updateRun } from "../store/runs.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { parseDefinition } from "./parse-definition.ts";
import { type TicketQueue, WAKE_CHANNEL } from "./ticket-queue.ts";

/** What a job is started with, beside its agent. */
export interface StartRequest {
  trigger: Trigger;
  actor: Actor;
  /** JSON text that is kept with the job and shown. */
  params?: string | null | undefined;
  tags?: string[] | undefined;
  priority?: number | undefined;
  scheduleId?: string | undefined;
}

/** 409: the job's own state does not allow this. A bulk action passes over such jobs. */
export class NotEligible extends AppError {
  constructor(message: string, options: { field?: string } = {}) {
    super("CONFLICT", message, options);
  }
}

interface Parts {
  store: Store;
  tickets: TicketQueue;
}

/**
 * Makes a job of an agent and queues it, in one transaction. `also` is done in the same one.
 * @throws AppError NOT_FOUND; CONFLICT when the agent cannot be started
 */
export async function startJob(
  { store, tickets }: Parts,
  org: string,
  agentId: string,
  request: StartRequest,
  also: (tx: WriteTransaction) => Promise<void> = async () => undefined,
): Promise<JobRow> {
  await tickets.open();
  return await store.write(async (tx) => {
    await also(tx);
    const agent = await getAgent(tx.db, org, agentId);
    if (agent === undefined) throw notFound(`Agent ${agentId}`);
    if (agent.source !== "local") throw conflict(`Agent ${agent.name} is not one of the built-in engine.`);
    if (!agent.enabled) throw conflict(`Agent ${agent.name} is disabled. Enable it first.`);
    const { definition } = agent;
    const now = new Date().toISOString();
    const id = await nextLocalJobId(tx);
    await insertCommand(
      tx,
      { org, source: "local", jobId: id, agentId, action: "start", actor: request.actor, reason: null },
      { acknowledgedAt: now, finishedAt: now, outcome: "done", resultJobId: id },
    );
    return await queueJob(tx, tickets, definition, {
      ...fresh(id, now),
      org,
      name: agent.name,
      type: agent.type,
      trigger: request.trigger,
      agentId,
      agentName: agent.name,
      priority: request.priority ?? definition.priority,
      tags: [...new Set([...definition.tags, ...(request.tags ?? [])])],
      scheduleId: request.scheduleId ?? null,
      ...startedBy(request.actor),
      maxAttempts: definition.maxAttempts,
      params: request.params ?? null,
      config: JSON.stringify(definition),
    });
  });
}

/**
 * Makes a new job of one that has ended, with the same configuration. While an earlier retry has not ended there is no
 * other, unless `again`. A bulk action retries each job once, and none that somebody else has retried.
 * @throws AppError NOT_FOUND; CONFLICT unless the job has ended and can be started again
 */
export async function retryJob(
  { store, tickets }: Parts,
  org: string,
  key: JobKey,
  request: RetryRequest,
): Promise<JobRow> {
  const { actor, reason = null, bulkId } = request;
  await tickets.open();
  return await store.write(async (tx) => {
    const old = await lockJob(tx, key);
    if (old === undefined || old.org !== org || old.agentId === null) throw notFound(`Job ${key.id}`);
    const earlier = bulkId === undefined ? undefined : await getBulkCommand(tx, bulkId, key);
    if (earlier !== undefined) return await madeBy(tx, org, key, earlier);
    if (!hasEnded(old.state))
      throw new NotEligible(`Job ${key.id} has not ended: it is ${old.state}. Cancel it first.`);
    refuseSecondRetry(key, await listRetries(tx.db, key), request);
    const detail = await getJobDetail(tx.db, key);
    const definition = readDefinition(detail?.config ?? null);
    const now = new Date().toISOString();
    const id = await nextLocalJobId(tx);
    await insertCommand(
      tx,
      { org, source: key.source, jobId: key.id, agentId: old.agentId, action: "retry", actor, reason, bulkId },
      { acknowledgedAt: now, finishedAt: now, outcome: "done", resultJobId: id },
    );
    return await queueJob(tx, tickets, definition, {
      ...fresh(id, now),
      org,
      name: old.name,
      type: old.type,
      trigger: "retry",
      agentId: old.agentId,
      agentName: old.agentName,
      priority: old.priority,
      tags: old.tags,
      retryOf: old.id,
      ...startedBy(actor),
      maxAttempts: old.maxAttempts,
      params: detail?.params ?? null,
      config: detail?.config ?? null,
    });
  });
}

/**
 * Asks a job to stop. One that waits is cancelled at once; one that runs is stopped by its worker. Asked again while
 * it is stopping, answers with the command that is under way.
 * @throws AppError NOT_FOUND; CONFLICT when the job has ended
 */
export async function cancelJob(
  { store }: Parts,
  org: string,
  key: JobKey,
  { actor, reason, bulkId }: CancelRequest,
): Promise<{ job: JobRow; command: Command }> {
  return await store.write(async (tx) => {
    const locked = await lockJob(tx, key);
    if (locked === undefined || locked.org !== org) throw notFound(`Job ${key.id}`);
    const { org: _, ...job } = locked;
    const earlier = bulkId === undefined ? undefined : await getBulkCommand(tx, bulkId, key);
    if (earlier !== undefined) return { job, command: earlier };
    if (hasEnded(job.state)) throw new NotEligible(`Job ${key.id} has ended already: it is ${job.state}.`);
    if (job.state === "Cancelling") {
      if (bulkId !== undefined) throw new NotEligible(`Job ${key.id} is being cancelled already.`);
      const open = (await listCommands(tx.db, key)).find(
        (each) => each.action === "cancel" && each.finishedAt === null,
      );
      if (open !== undefined) return { job, command: open };
    }
    const now = new Date().toISOString();
    const command = {
      org,
      source: key.source,
      jobId: key.id,
      agentId: job.agentId,
      action: "cancel",
      actor,
      reason,
      bulkId,
    } as const;
    if (job.state === "Queued") {
      const done = { acknowledgedAt: now, finishedAt: now, outcome: "done" } as const;
      return {
        command: await insertCommand(tx, command, done),
        job: await updateJob(tx, key, {
          state: "Cancelled",
          rawStatus: "Cancelled",
          endedAt: now,
          scheduledAt: null,
          activity: null,
        }),
      };
    }
    await markRun(tx, org, key, job.attempt);
    await sql`select pg_notify(${WAKE_CHANNEL}, ${key.id})`.execute(tx.db);
    return {
      command: await insertCommand(tx, command),
      job: await updateJob(tx, key, {
        state: "Cancelling",
        rawStatus: "Cancelling",
        activity: "Cancel requested",
        expectedEndAt: null,
      }),
    };
  });
}

/** The job that an earlier retry of the same bulk action made. */
async function madeBy(tx: WriteTransaction, org: string, key: JobKey, { resultJobId }: Command): Promise<JobRow> {
  const made = await getJob(tx.db, org, { source: key.source, id: resultJobId ?? "" });
  if (made === undefined) throw notFound(`The job that retried ${key.id}`);
  return made;
}

function refuseSecondRetry(key: JobKey, retries: RetryState[], { again = false, bulkId }: RetryRequest): void {
  const [newest] = retries;
  if (newest !== undefined && bulkId !== undefined) {
    throw new NotEligible(`Job ${key.id} was retried already, as job ${newest.id}.`);
  }
  const open = again ? undefined : retries.find(({ state }) => !hasEnded(state));
  if (open === undefined) return;
  throw new NotEligible(
    `Job ${key.id} is being retried already, as job ${open.id}, which is ${open.state}. ` +
      "Wait until that has ended, or ask for another one all the same.",
    { field: "again" },
  );
}

function readDefinition(config: string | null): AgentDefinition {
  try {
    return parseDefinition(config);
  } catch (cause) {
    throw new AppError("CONFLICT", "What the job was made with is not kept, so it cannot be made again.", { cause });
  }
}

/** Says at the run which of its halves is being stopped. */
async function markRun(tx: WriteTransaction, org: string, key: JobKey, attempt: number): Promise<void> {
  const run = await getRun(tx.db, key, attempt);
  if (run === undefined) return;
  await updateRun(tx, org, run.id, {
    agentResultIsCancellationRequested: true,
    ...(run.agentEndTime === null ? { agentState: "Cancelling" } : { processingState: "Cancelling" }),
  });
}

/** Schedules are not somebody: the job's trigger says that it was one. */
function startedBy(actor: Actor): { startedBy: string | null; startedById: string | null } {
  return actor.kind === "schedule"
    ? { startedBy: null, startedById: null }
    : { startedBy: actor.name, startedById: actor.id };
}

async function queueJob(
  tx: WriteTransaction,
  tickets: TicketQueue,
  definition: AgentDefinition,
  job: NewJob & { agentId: string; priority: number },
): Promise<JobRow> {
  const stored = await insertJob(tx, job);
  await tickets.send(tx, {
    jobId: job.id,
    attempt: 1,
    agentId: job.agentId,
    concurrency: definition.concurrency,
    priority: job.priority,
  });
  return stored;
}

function fresh(id: string, now: string) {
  return { source: "local", id, state: "Queued", rawStatus: "Queued", createdAt: now, queuedAt: now } as const;
}
