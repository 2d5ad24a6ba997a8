import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { JobRow, Trigger } from "../../lib/jobs/model.ts";
import { conflict, notFound } from "../errors.ts";
import { getAgent } from "../store/agents.ts";
import { type Actor, insertCommand } from "../store/commands.ts";
import { insertJob, type NewJob, nextLocalJobId } from "../store/jobs.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { requireParams } from "./parse-definition.ts";
import type { TicketQueue } from "./ticket-queue.ts";

/** What a job is started with, beside its agent. */
export interface StartRequest {
  trigger: Trigger;
  actor: Actor;
  /** JSON text of an object: what stands in place of the placeholders in the agent's addresses. */
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
 * @throws AppError NOT_FOUND; CONFLICT when the agent cannot be started; BAD_REQUEST when the parameters do not fit
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
    requireParams(definition, request.params ?? null);
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

/** What every new job of the engine begins with. */
export function fresh(id: string, now: string) {
  return { source: "local", id, state: "Queued", rawStatus: "Queued", createdAt: now, queuedAt: now } as const;
}
