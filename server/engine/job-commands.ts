import { sql } from "kysely";
import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { Command, JobRow, Trigger } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { conflict, notFound } from "../errors.ts";
import { getAgent } from "../store/agents.ts";
import { type Actor, insertCommand, listCommands } from "../store/commands.ts";
import {
  getJobDetail,
  insertJob,
  type JobKey,
  lockJob,
  type NewJob,
  nextLocalJobId,
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
 * Makes a new job of one that has ended, with the same configuration.
 * @throws AppError NOT_FOUND; CONFLICT unless the job has ended
 */
export async function retryJob({ store, tickets }: Parts, org: string, key: JobKey, actor: Actor): Promise<JobRow> {
  await tickets.open();
  return await store.write(async (tx) => {
    const old = await lockJob(tx, key);
    if (old === undefined || old.org !== org || old.agentId === null) throw notFound(`Job ${key.id}`);
    if (!hasEnded(old.state)) throw conflict(`Job ${key.id} has not ended: it is ${old.state}. Cancel it first.`);
    const detail = await getJobDetail(tx.db, key);
    const definition = parseDefinition(detail?.config ?? null);
    const now = new Date().toISOString();
    const id = await nextLocalJobId(tx);
    await insertCommand(
      tx,
      { org, source: key.source, jobId: key.id, agentId: old.agentId, action: "retry", actor, reason: null },
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
  { actor, reason }: { actor: Actor; reason: string | null },
): Promise<{ job: JobRow; command: Command }> {
  return await store.write(async (tx) => {
    const locked = await lockJob(tx, key);
    if (locked === undefined || locked.org !== org) throw notFound(`Job ${key.id}`);
    const { org: _, ...job } = locked;
    if (hasEnded(job.state)) throw conflict(`Job ${key.id} has ended already: it is ${job.state}.`);
    if (job.state === "Cancelling") {
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
