import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { JobRow, Trigger } from "../../lib/jobs/model.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import type { StartRequest as AskedStart } from "../services/job-engine.ts";
import { openJobOf, startsToday } from "../store/agent-jobs.ts";
import { getAgent, lockAgent, type StoredAgent } from "../store/agents.ts";
import { type Actor, insertCommand } from "../store/commands.ts";
import { insertJobRequest } from "../store/job-requests.ts";
import { insertJob, type NewJob, nextLocalJobId } from "../store/jobs.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { requireParams } from "./parse-definition.ts";
import type { TicketQueue } from "./ticket-queue.ts";

/** What a job is started with, beside its agent: by somebody, or by a schedule. */
export type StartRequest = Omit<AskedStart, "trigger"> & { trigger: Trigger; scheduleId?: string | undefined };

interface Parts {
  store: Store;
  tickets: TicketQueue;
}

/**
 * Makes a job of an agent and queues it, in one transaction. `also` is done in the same one.
 * @throws AppError NOT_FOUND; CONFLICT when the agent cannot be started, at `exclusive` when another job of it has not
 * ended; RATE_LIMITED when it was started often enough today; BAD_REQUEST when the parameters do not fit
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
    await requireRoom(tx, agent, request);
    const definition = request.adjust?.(agent.definition) ?? agent.definition;
    requireParams(definition, request.params ?? null);
    const now = new Date().toISOString();
    const id = await nextLocalJobId(tx);
    await insertCommand(
      tx,
      { org, source: "local", jobId: id, agentId, action: "start", actor: request.actor, reason: null },
      { acknowledgedAt: now, finishedAt: now, outcome: "done", resultJobId: id },
    );
    const { startAfter, asked } = request;
    const job = await queueJob(tx, tickets, definition, startAfter, {
      ...fresh(id, now),
      scheduledAt: startAfter?.toISOString() ?? null,
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
    if (asked !== undefined) {
      await insertJobRequest(tx, { ...asked, org, source: job.source, jobId: id, scheduledAt: job.scheduledAt });
    }
    return job;
  });
}

/**
 * Whether the agent may have one more job. Starts that ask are one after another, so that no two see the same room.
 * @throws AppError CONFLICT at `exclusive`; RATE_LIMITED
 */
async function requireRoom(tx: WriteTransaction, agent: StoredAgent, request: StartRequest): Promise<void> {
  const { jobsPerDay } = agent.definition;
  const isLimited = jobsPerDay !== undefined && request.trigger !== "scheduled";
  if (!isLimited && !request.exclusive) return;
  await lockAgent(tx, agent.id);
  if (request.exclusive) {
    const open = await openJobOf(tx.db, agent);
    if (open !== undefined) {
      const message = `Job ${open.id} of agent ${agent.name} is ${open.state}. Wait until it has ended, or cancel it.`;
      throw new AppError("CONFLICT", message, { field: "exclusive" });
    }
  }
  if (isLimited && (await startsToday(tx.db, agent)) >= jobsPerDay) {
    const message = `Agent ${agent.name} may be started ${jobsPerDay} times a day, and has been. It may be again from 00:00 UTC on.`;
    const untilMidnight = 86_400_000 - (Date.now() % 86_400_000);
    throw new AppError("RATE_LIMITED", message, { retryAfter: Math.ceil(untilMidnight / 1000) });
  }
}

/** Schedules are not somebody: the job's trigger says that it was one. */
export function startedBy(actor: Actor): { startedBy: string | null; startedById: string | null } {
  return actor.kind === "schedule"
    ? { startedBy: null, startedById: null }
    : { startedBy: actor.name, startedById: actor.id };
}

async function queueJob(
  tx: WriteTransaction,
  tickets: TicketQueue,
  definition: AgentDefinition,
  startAfter: Date | undefined,
  job: NewJob & { agentId: string; priority: number },
): Promise<JobRow> {
  const stored = await insertJob(tx, job);
  await tickets.send(tx, {
    jobId: job.id,
    attempt: 1,
    agentId: job.agentId,
    concurrency: definition.concurrency,
    priority: job.priority,
    ...(startAfter === undefined ? {} : { startAfter }),
  });
  return stored;
}

/** What every new job of the engine begins with. */
export function fresh(id: string, now: string) {
  return { source: "local", id, state: "Queued", rawStatus: "Queued", createdAt: now, queuedAt: now } as const;
}
