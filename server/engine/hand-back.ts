import { formatQuantity } from "../../lib/jobs/format.ts";
import { countWaitingTasks, requeueTasks } from "../store/tasks.ts";
import type { WriteTransaction } from "../store/write.ts";
import type { RunSession } from "./run-session.ts";
import type { TicketQueue } from "./ticket-queue.ts";

/** Gives a run back unfinished, so that another worker goes on with it at once; no attempt is counted. */
export async function handBackRun(session: RunSession, tickets: TicketQueue): Promise<void> {
  session.log.write("info", "Handed back: its worker is shutting down");
  await session.commit(async (tx) => {
    await requeueTasks(tx, session.owner);
    await renewTicket(tx, session, tickets);
    return { progress: { ...session.progress, tasksRunning: 0 }, job: { activity: "Waiting for a worker" } };
  });
}

/**
 * Gives a run back whose tasks that are left all wait to be tried again. Until then it holds no worker and no place of its
 * agent; the job stays Executing, and its `scheduledAt` says when it goes on.
 */
export async function pauseRun(session: RunSession, tickets: TicketQueue, due: Date): Promise<void> {
  const waiting = await countWaitingTasks(session.store.db, session.runId);
  const until = `${due.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  const activity = `Waiting until ${until} to try ${formatQuantity(waiting, "page")} again`;
  session.log.write("info", activity);
  await session.commit(async (tx) => {
    await renewTicket(tx, session, tickets, due);
    return { job: { activity, scheduledAt: due.toISOString() } };
  });
}

/** Uses the ticket up and sends another one for the same attempt. */
async function renewTicket(
  tx: WriteTransaction,
  session: RunSession,
  tickets: TicketQueue,
  startAfter?: Date,
): Promise<void> {
  await tickets.settle(tx, session.ticket);
  await tickets.send(tx, {
    jobId: session.key.id,
    attempt: session.attempt,
    agentId: session.agentId,
    concurrency: session.definition.concurrency,
    priority: session.priority,
    ...(startAfter === undefined ? {} : { startAfter }),
  });
}
