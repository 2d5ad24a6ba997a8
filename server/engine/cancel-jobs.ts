import { sql } from "kysely";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import type { AppError } from "../errors.ts";
import type { CancelRequest } from "../services/job-engine.ts";
import { getBulkCommands, insertCommands, listCommands } from "../store/commands.ts";
import { type JobKey, type JobUpdate, lockJobs, textOfKey, updateJobs } from "../store/jobs.ts";
import { getRun, updateRun } from "../store/runs.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { leaveQueue } from "./leave-queue.ts";
import { hasEndedAlready, NotEligible, noSuchJob } from "./refusals.ts";
import { type TicketQueue, WAKE_CHANNEL } from "./ticket-queue.ts";

/** A job that was asked to stop, and the command that says so. */
export interface Cancelled {
  job: JobRow;
  command: Command;
}

type Outcomes = Map<string, Cancelled | AppError>;

/**
 * Asks jobs to stop, all in one transaction. Those that wait are cancelled at once; those that run are stopped by their
 * workers. Answers in the order of `keys`, which are of different jobs: the job with its command, or why it was not asked
 * (NOT_FOUND; CONFLICT when it has ended). Asked again while a job is stopping, answers with the command that is under
 * way; a bulk action leaves such jobs to who stops them, but answers with its own command as often as it asks.
 */
export async function cancelJobs(
  { store, tickets }: { store: Store; tickets: TicketQueue },
  org: string,
  keys: readonly JobKey[],
  request: CancelRequest,
): Promise<(Cancelled | AppError)[]> {
  return await store.write(async (tx) => {
    const locked = await lockJobs(tx, keys);
    const earlier = request.bulkId === undefined ? undefined : await getBulkCommands(tx, request.bulkId, keys);
    const outcomes: Outcomes = new Map();
    const waiting: JobRow[] = [];
    const running: JobRow[] = [];
    for (const key of keys) {
      const found = locked.get(textOfKey(key));
      if (found === undefined || found.org !== org) continue;
      const { org: _, ...job } = found;
      const outcome = await settled(tx, job, earlier?.get(textOfKey(key)), request);
      if (outcome !== undefined) outcomes.set(textOfKey(key), outcome);
      else if (job.state === "Queued") waiting.push(job);
      else running.push(job);
    }
    await cancelWaiting(tx, org, waiting, request, outcomes);
    await stopRunning(tx, tickets, org, running, request, outcomes);
    return keys.map((key) => outcomes.get(textOfKey(key)) ?? noSuchJob(key));
  });
}

/** What can be said at once; undefined for a job that is to be asked. */
async function settled(
  tx: WriteTransaction,
  job: JobRow,
  earlier: Command | undefined,
  { bulkId }: CancelRequest,
): Promise<Cancelled | AppError | undefined> {
  if (earlier !== undefined) return { job, command: earlier };
  if (hasEnded(job.state)) return hasEndedAlready(job);
  if (job.state !== "Cancelling") return undefined;
  if (bulkId !== undefined) return new NotEligible(`Job ${job.id} is being cancelled already.`);
  const commands = await listCommands(tx.db, job);
  const open = commands.find((each) => each.action === "cancel" && each.finishedAt === null);
  return open && { job, command: open };
}

async function cancelWaiting(
  tx: WriteTransaction,
  org: string,
  jobs: readonly JobRow[],
  request: CancelRequest,
  outcomes: Outcomes,
): Promise<void> {
  const now = new Date().toISOString();
  // Mostly one group: jobs that were not scheduled for later.
  for (const [queuedAt, alike] of Map.groupBy(jobs, (job) => leaveQueue(job, now).queuedAt)) {
    const commands = await insertCommands(
      tx,
      alike.map((job) => ({
        ...commandOn(org, job, request),
        ...{ acknowledgedAt: now, finishedAt: now, outcome: "done" as const },
      })),
    );
    const update = {
      state: "Cancelled",
      rawStatus: "Cancelled",
      endedAt: now,
      scheduledAt: null,
      activity: null,
    } as const;
    await ask(tx, alike, commands, queuedAt === undefined ? update : { ...update, queuedAt }, outcomes);
  }
}

async function stopRunning(
  tx: WriteTransaction,
  tickets: TicketQueue,
  org: string,
  jobs: readonly JobRow[],
  request: CancelRequest,
  outcomes: Outcomes,
): Promise<void> {
  if (jobs.length === 0) return;
  for (const job of jobs) await markRun(tx, org, job);
  const ids = jobs.map(({ id }) => id);
  // Those whose pages wait to be tried again are in nobody's hands: a worker is to end them now.
  await tickets.hasten(
    tx,
    jobs.filter(({ scheduledAt }) => scheduledAt !== null).map(({ id }) => id),
  );
  await sql`select pg_notify(${WAKE_CHANNEL}, id) from unnest(${ids}::text[]) as id`.execute(tx.db);
  const commands = await insertCommands(
    tx,
    jobs.map((job) => commandOn(org, job, request)),
  );
  const activity = "Cancel requested";
  const state = "Cancelling";
  const update = { state, rawStatus: state, activity, scheduledAt: null, expectedEndAt: null } as const;
  await ask(tx, jobs, commands, update, outcomes);
}

/** `commands` are in the order of `jobs`. */
async function ask(
  tx: WriteTransaction,
  jobs: readonly JobRow[],
  commands: readonly Command[],
  update: JobUpdate,
  outcomes: Outcomes,
): Promise<void> {
  const changed = new Map((await updateJobs(tx, jobs, update)).map((job) => [textOfKey(job), job]));
  for (const [place, before] of jobs.entries()) {
    const job = changed.get(textOfKey(before));
    const command = commands[place];
    if (job !== undefined && command !== undefined) outcomes.set(textOfKey(job), { job, command });
  }
}

function commandOn(org: string, { source, id, agentId }: JobRow, { actor, reason, bulkId }: CancelRequest) {
  return { org, source, jobId: id, agentId, action: "cancel", actor, reason, bulkId } as const;
}

/** Says at the run which of its halves is being stopped. */
async function markRun(tx: WriteTransaction, org: string, job: JobRow): Promise<void> {
  const run = await getRun(tx.db, job, job.attempt);
  if (run === undefined) return;
  await updateRun(tx, org, run.id, {
    agentResultIsCancellationRequested: true,
    ...(run.agentEndTime === null ? { agentState: "Cancelling" } : { processingState: "Cancelling" }),
  });
}
