import { errorFingerprint } from "../../lib/jobs/fingerprint.ts";
import type { JobRun } from "../../lib/jobs/model.ts";
import { updateOpenCommands } from "../store/commands.ts";
import type { JobUpdate } from "../store/jobs.ts";
import { countModified } from "../store/modified-results.ts";
import { deletePayloads } from "../store/results.ts";
import type { RunUpdate } from "../store/runs.ts";
import { dropTasks } from "../store/tasks.ts";
import { cluesStored, cluesTaken, type Progress } from "./progress.ts";
import type { RunSession } from "./run-session.ts";
import type { TicketQueue } from "./ticket-queue.ts";

const LONGEST_RETRY_DELAY_MS = 86_400_000;
/** Up to this part is added to a wait, so that jobs that failed together do not come back together. */
const JITTER = 0.2;
const count = new Intl.NumberFormat("en-US");

/** Closes the agent half. With a failure, the pages not yet fetched are given up; what was found is still processed. */
export async function endAgentHalf(session: RunSession, failure: string | null): Promise<void> {
  const { progress } = session;
  const message = failure ?? summary(progress);
  session.log.write(failure === null ? "info" : "error", failure === null ? `Crawl done: ${message}` : message);
  await session.commit(async (tx) => {
    if (failure !== null) await dropTasks(tx, session.owner);
    const dropped = failure === null ? 0 : progress.tasksTotal - progress.tasksCompleted - progress.tasksFailed;
    return {
      progress: { ...progress, tasksRunning: 0, tasksDropped: dropped },
      run: {
        agentState: failure === null ? "ExecutionCompleted" : "Failed",
        agentEndTime: now(),
        agentResultIsSuccess: failure === null,
        agentResultMessage: message,
      },
      job: failure === null ? { ...state("ExecutionCompleted"), activity: "Crawl done" } : { activity: message },
    };
  });
}

/** Opens the processing half. */
export async function beginProcessingHalf(session: RunSession): Promise<void> {
  const { progress, run } = session;
  session.log.write("info", `Storing ${items(progress.cluesFound - cluesTaken(progress))}`);
  await session.commit(async () => ({
    run: {
      ...(run.agentState === "Failed" ? {} : { agentState: "Submitting" as const }),
      processingState: "Executing",
      processingQueuedDate: run.processingQueuedDate ?? now(),
      processingStartTime: run.processingStartTime ?? now(),
    },
    job: { ...state("Submitting"), activity: "Storing what was found" },
  }));
}

/** Ends the job as completed, its ticket with it. */
export async function completeRun(session: RunSession, tickets: TicketQueue): Promise<void> {
  const { progress, run } = session;
  const { verdicts } = progress;
  const end = now();
  session.log.write(
    verdicts.failed === 0 ? "info" : "warning",
    `Stored ${items(cluesStored(progress))}: ${count.format(verdicts.new)} new, ${count.format(verdicts.changed)} changed, ` +
      `${count.format(verdicts.same)} up to date; ${count.format(verdicts.skipped)} skipped, ` +
      `${count.format(verdicts.ignored)} ignored, ${count.format(verdicts.failed)} failed`,
  );
  const made = await readPostProcessed(session);
  if (made !== null) session.log.write(made.unread === 0 ? "info" : "warning", made.message);
  session.log.write("info", "Completed");
  const warnings = [warningOf(progress), made?.warning ?? null].filter((warning) => warning !== null);
  await session.commit(async (tx) => {
    await tickets.settle(tx, session.ticket);
    return {
      progress: { ...progress, agentPercent: 100, percent: 100 },
      run: {
        agentState: "Completed",
        processingState: "Completed",
        processingEndTime: end,
        processingUpdatedDate: end,
        processingQueuedDate: run.processingQueuedDate ?? end,
      },
      job: { ...state("Completed"), ...ended(end), warning: warnings.join("; ") || earlierFailure(session) },
    };
  });
}

/** What post-processing made of a run's results; null when it has none. */
async function readPostProcessed({
  store,
  runId,
}: RunSession): Promise<{ unread: number; message: string; warning: string | null } | null> {
  const counts = await countModified(store.db, runId);
  if (counts.length === 0) return null;
  const sum = (figure: "rows" | "filtered" | "duplicates" | "unread") =>
    counts.reduce((all, each) => all + each[figure], 0);
  const unread = sum("unread");
  return {
    unread,
    message:
      `Post-processed: ${rows(sum("rows"))} kept; ${count.format(sum("filtered"))} filtered out, ` +
      `${count.format(sum("duplicates"))} dropped as duplicates, ${values(unread)} left empty`,
    warning: unread === 0 ? null : `${values(unread)} left empty by post-processing`,
  };
}

/**
 * Ends the attempt as failed. While attempts are left, the same transaction queues the next one; else the job fails.
 * Returns when the next attempt is due; null when there is none.
 */
export async function failRun(session: RunSession, tickets: TicketQueue, error: string): Promise<Date | null> {
  const { attempt, maxAttempts, definition, run } = session;
  const end = now();
  const due = attempt < maxAttempts ? nextTry(Date.parse(end), definition.retryDelaySeconds, attempt) : null;
  if (due === null) session.log.write("error", `Failed: ${error}`);
  else {
    const wait = Math.round((due.getTime() - Date.parse(end)) / 100) / 10;
    session.log.write("warning", `Attempt ${attempt} of ${maxAttempts} failed; the next one is due in ${wait} s`);
  }
  await session.commit(async (tx) => {
    await dropTasks(tx, session.owner);
    await tickets.settle(tx, session.ticket);
    if (due !== null) {
      await tickets.send(tx, {
        jobId: session.key.id,
        attempt: attempt + 1,
        agentId: session.agentId,
        concurrency: definition.concurrency,
        priority: session.priority,
        startAfter: due,
      });
    }
    const { progress } = session;
    const left = progress.tasksTotal - progress.tasksCompleted - progress.tasksFailed;
    return {
      progress: { ...progress, tasksRunning: 0, tasksDropped: left },
      run: {
        agentState: "Failed",
        agentEndTime: run.agentEndTime ?? end,
        agentResultIsSuccess: false,
        agentResultMessage: error,
        ...endOfProcessing(run, "Completed", end),
      },
      job: due === null ? failure(error, end) : waiting(session, error, end, due),
    };
  });
  return due;
}

/**
 * Ends a run that somebody asked to stop. First says that the worker has seen the request, then gives up the rest:
 * pages are not fetched, and what was found but not yet stored is counted as skipped and dropped.
 */
export async function cancelRun(session: RunSession, tickets: TicketQueue): Promise<void> {
  const { key, org, progress } = session;
  session.log.write("warning", "Cancelling: no more pages are fetched and nothing more is stored");
  await session.commit(
    async (tx) => {
      await updateOpenCommands(tx, org, key, "cancel", { acknowledgedAt: now() });
      return { job: { activity: "Stopping" } };
    },
    { ending: true },
  );
  const left = progress.cluesFound - cluesTaken(progress);
  if (left > 0) session.log.write("warning", `${items(left)} found but not stored`);
  session.log.write("warning", "Cancelled");
  const end = now();
  await session.commit(
    async (tx) => {
      await dropTasks(tx, session.owner);
      await deletePayloads(tx, session.runId);
      await updateOpenCommands(tx, org, key, "cancel", { finishedAt: end, outcome: "done" });
      await tickets.settle(tx, session.ticket);
      return {
        progress: {
          ...progress,
          tasksRunning: 0,
          tasksDropped: progress.tasksTotal - progress.tasksCompleted - progress.tasksFailed,
          verdicts: { ...progress.verdicts, skipped: progress.verdicts.skipped + left },
        },
        run: endOfCancelled(session.run, end),
        job: { ...state("Cancelled"), ...ended(end), percent: progress.percent },
      };
    },
    { ending: true },
  );
}

function failure(error: string, end: string): JobUpdate {
  return { ...state("Failed"), ...ended(end), error, errorFingerprint: errorFingerprint(error), warning: null };
}

function waiting({ attempt, maxAttempts }: RunSession, error: string, end: string, due: Date): JobUpdate {
  return {
    ...state("Queued"),
    activity: null,
    percent: null,
    queuedAt: end,
    scheduledAt: due.toISOString(),
    startedAt: null,
    expectedEndAt: null,
    warning: `Attempt ${attempt} of ${maxAttempts} failed: ${error}`,
  };
}

/** When the attempt after this one is due: the delay doubles with each, and is spread a little. */
function nextTry(from: number, delaySeconds: number, attempt: number): Date {
  const delay = Math.min(LONGEST_RETRY_DELAY_MS, delaySeconds * 1000 * 2 ** (attempt - 1));
  return new Date(Math.ceil(from + delay * (1 + JITTER * Math.random())));
}

function endOfCancelled(run: JobRun, end: string): RunUpdate {
  const half: RunUpdate = run.agentEndTime === null ? { agentState: "Cancelled", agentEndTime: end } : {};
  if (run.agentEndTime !== null) half.agentState = "ExecutionCompleted";
  return {
    ...half,
    agentResultIsSuccess: false,
    agentResultIsCancellationRequested: true,
    agentResultMessage: "Cancelled",
    ...endOfProcessing(run, "Cancelled", end),
  };
}

/** Closes the processing half if it has received anything. */
function endOfProcessing(run: JobRun, outcome: "Completed" | "Cancelled", end: string): RunUpdate {
  if (run.processingState === null) return {};
  return { processingState: outcome, processingEndTime: end, processingUpdatedDate: end };
}

function warningOf(progress: Progress): string | null {
  const parts: string[] = [];
  if (progress.tasksFailed > 0)
    parts.push(`${count.format(progress.tasksFailed)} of ${pages(progress.tasksTotal)} failed`);
  if (progress.verdicts.failed > 0) parts.push(`${items(progress.verdicts.failed)} could not be stored`);
  return parts.length === 0 ? null : parts.join("; ");
}

function earlierFailure({ attempt, maxAttempts }: RunSession): string | null {
  return attempt === 1 ? null : `Completed at attempt ${attempt} of ${maxAttempts}`;
}

function summary(progress: Progress): string {
  const failed = progress.tasksFailed === 0 ? "" : `, ${count.format(progress.tasksFailed)} failed`;
  return `${pages(progress.tasksTotal)}${failed}, ${items(progress.cluesFound)} found`;
}

function state<Name extends "ExecutionCompleted" | "Submitting" | "Completed" | "Failed" | "Cancelled" | "Queued">(
  name: Name,
) {
  return { state: name, rawStatus: name };
}

function ended(end: string): JobUpdate {
  return { endedAt: end, activity: null, expectedEndAt: null };
}

function now(): string {
  return new Date().toISOString();
}

function pages(amount: number): string {
  return amount === 1 ? "1 page" : `${count.format(amount)} pages`;
}

function rows(amount: number): string {
  return amount === 1 ? "1 row" : `${count.format(amount)} rows`;
}

function values(amount: number): string {
  return amount === 1 ? "1 value" : `${count.format(amount)} values`;
}

function items(amount: number): string {
  return amount === 1 ? "1 item" : `${count.format(amount)} items`;
}
