import type { Task } from "../../lib/jobs/model.ts";
import { insertPayload } from "../store/results.ts";
import { insertTasks, lastTaskError, nextQueuedTask, updateTask } from "../store/tasks.ts";
import type { WriteTransaction } from "../store/write.ts";
import type { Extractor } from "./extract/extractor.ts";
import type { PageFetcher } from "./fetch/page-fetcher.ts";
import { politeDelay } from "./fetch/polite-delay.ts";
import { type FetchedPage, readPage } from "./read-page.ts";
import { RunStopped } from "./run-control.ts";
import type { RunSession } from "./run-session.ts";
import { nextTryOf, triesOf, tryInWords } from "./task-retry.ts";

const count = new Intl.NumberFormat("en-US");
const SHORTENED = 300;
/** For so long a worker waits itself until a page may be tried again. */
const HELD_WAIT_MS = 5000;

export interface AgentHalfParts {
  fetcher: PageFetcher;
  extractor: Extractor;
}

/** How the crawl ended: null when it is done, else why the agent's rule makes the job fail. */
export type AgentFailure = string | null;

/** How the crawl ended, or from when on it goes on, since all pages that are left wait to be tried again. */
export type AgentOutcome = { failure: AgentFailure } | { due: Date };

/**
 * The first half of a run: fetches the pages one after another, takes items and links from them, and hands the items
 * over as payloads. Throws RunStopped when it is stopped.
 */
export async function runAgentHalf(session: RunSession, parts: AgentHalfParts): Promise<AgentOutcome> {
  const { definition, control, store, runId } = session;
  const deadline = AbortSignal.timeout(Math.max(0, definition.timeLimitSeconds * 1000 - session.agentElapsed));
  const check = () => {
    control.check();
    if (deadline.aborted) throw new RunStopped("time-limit");
  };
  for (let first = true; ; first = false) {
    control.checkBeforeNext();
    const task = await nextQueuedTask(store.db, runId, new Date());
    if (task === undefined) return { failure: await ruleOf(session) };
    const wait = task.dueAt === null ? 0 : Date.parse(task.dueAt) - Date.now();
    if (wait > HELD_WAIT_MS) return { due: new Date(Date.now() + wait) };
    const pause = Math.max(wait, first ? 0 : definition.request.delayMs);
    await politeDelay(pause, AbortSignal.any([control.pauseSignal, deadline]));
    control.checkBeforeNext();
    check();

    await beginTask(session, task);
    const page = await readPage(task, definition, parts, AbortSignal.any([control.signal, deadline]));
    check();
    if (page.error !== null && page.isRetryable && task.attempt < task.maxAttempts) {
      await putOff(session, task, page, page.error);
      continue;
    }
    await endTask(session, task, page);
    if (page.error !== null && definition.failWhen === "any") {
      return { failure: `Page ${task.seq} failed: ${page.error}` };
    }
  }
}

async function beginTask(session: RunSession, task: Task): Promise<void> {
  const place = `Running page ${count.format(task.seq)} of ${count.format(session.progress.tasksExpected)}`;
  const activity = task.attempt === 1 ? place : `${place}, ${tryInWords(task)}`;
  session.log.write("info", `${activity}: ${short(task.target)}`, task.seq);
  await session.commit(async (tx) => {
    await updateTask(tx, session.owner, task.seq, {
      state: "Executing",
      startedAt: new Date().toISOString(),
      dueAt: null,
    });
    return {
      progress: { ...session.progress, tasksRunning: 1 },
      job: { activity: `${activity}: ${short(task.target)}` },
    };
  });
}

/** Queues a page whose try has failed for the next one. */
async function putOff(session: RunSession, task: Task, page: FetchedPage, error: string): Promise<void> {
  for (const line of page.lines) session.log.write(line.level, line.message, task.seq);
  const next = nextTryOf(task, error, session.definition, new Date());
  const wait = session.definition.taskRetryDelaySeconds ?? 0;
  const words = `${upperFirst(tryInWords(task) ?? "try")} failed: ${error}`;
  session.log.write("warning", `${words}; the next one is due in ${count.format(wait)} s`, task.seq);
  await session.commit(async (tx) => {
    await updateTask(tx, session.owner, task.seq, { ...next, httpStatus: page.httpStatus });
    return { progress: { ...session.progress, tasksRunning: 0 } };
  });
}

async function endTask(session: RunSession, task: Task, page: FetchedPage): Promise<void> {
  for (const line of page.lines) session.log.write(line.level, line.message, task.seq);
  if (page.error !== null) {
    const last = task.attempt === 1 ? "" : `${upperFirst(tryInWords(task) ?? "")} failed: `;
    session.log.write("error", last + page.error, task.seq);
  }
  const endedAt = new Date().toISOString();
  await session.commit(async (tx) => {
    await updateTask(tx, session.owner, task.seq, {
      state: page.error === null ? "Completed" : "Failed",
      endedAt,
      httpStatus: page.httpStatus,
      resultsCount: page.error === null ? page.clues.length : null,
      error: page.error,
    });
    const { progress } = session;
    const found = await queueLinks(tx, session, task, page.links);
    const submits = page.clues.length > 0;
    if (submits) {
      await insertPayload(tx, session.runId, {
        taskSeq: task.seq,
        items: JSON.stringify(page.clues),
        itemCount: page.clues.length,
      });
    }
    return {
      progress: {
        ...progress,
        tasksRunning: 0,
        tasksExpected: progress.tasksExpected + found,
        tasksTotal: progress.tasksTotal + found,
        tasksCompleted: progress.tasksCompleted + (page.error === null ? 1 : 0),
        tasksFailed: progress.tasksFailed + (page.error === null ? 0 : 1),
        cluesFound: progress.cluesFound + page.clues.length,
        payloadsReceived: progress.payloadsReceived + (submits ? 1 : 0),
      },
      run: submits
        ? {
            agentLastSubmittedDate: endedAt,
            processingUpdatedDate: endedAt,
            ...(session.run.processingState === null
              ? { processingState: "Queued" as const, processingQueuedDate: endedAt }
              : {}),
          }
        : {},
    };
  });
}

/** Queues the pages that a page links to, as far as depth and page limit go. Returns how many were new. */
async function queueLinks(tx: WriteTransaction, session: RunSession, task: Task, links: string[]): Promise<number> {
  const { definition, progress } = session;
  if (definition.type !== "crawling" || task.depth >= definition.maxDepth) return 0;
  const room = definition.maxPages - progress.tasksTotal;
  if (room <= 0 || links.length === 0) return 0;
  const depth = task.depth + 1;
  const queued = await insertTasks(
    tx,
    session.owner,
    links.map((target) => ({ target, depth, maxAttempts: triesOf(definition) })),
    room,
  );
  return queued.length;
}

/** Whether the pages that failed make the job fail. */
async function ruleOf({ progress, definition, store, runId }: RunSession): Promise<AgentFailure> {
  const { tasksFailed, tasksCompleted } = progress;
  if (tasksFailed === 0 || definition.failWhen === "none") return null;
  if (definition.failWhen === "all" && tasksCompleted > 0) return null;
  const error = await lastTaskError(store.db, runId);
  const subject = tasksCompleted > 0 ? `${pages(tasksFailed)} failed` : allOf(tasksFailed);
  return error === null ? subject : `${subject}: ${error}`;
}

function allOf(failed: number): string {
  return failed === 1 ? "The only page failed" : `All ${pages(failed)} failed, the last one so`;
}

function pages(amount: number): string {
  return amount === 1 ? "1 page" : `${count.format(amount)} pages`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function short(target: string): string {
  return target.length > SHORTENED ? `${target.slice(0, SHORTENED)}…` : target;
}
