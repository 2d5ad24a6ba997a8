import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import type { OpenDatabase } from "../db/open-database.ts";
import { conflict } from "../errors.ts";
import type { CancelRequest, JobEngine, RetryRequest } from "../services/job-engine.ts";
import type { NewBulkAction } from "../store/bulk-actions.ts";
import { getJobDetail } from "../store/job-details.ts";
import { getJob, type JobKey, listCancelling } from "../store/jobs.ts";
import type { Store } from "../store/write.ts";
import type { BulkCommands } from "./bulk-runner.ts";
import { type BulkWorker, workOnBulkActions } from "./bulk-worker.ts";
import { cancelJobs } from "./cancel-jobs.ts";
import { Dispatcher } from "./dispatcher.ts";
import { createExtractor } from "./extract/extractor.ts";
import { createPageFetcher } from "./fetch/page-fetcher.ts";
import { workOnMaintenance } from "./maintenance.ts";
import { noSuchJob, orThrow } from "./refusals.ts";
import { retryJobs } from "./retry-jobs.ts";
import { runJob } from "./run-job.ts";
import { describeProblem, nextDue, reconcileSchedules, workOnSchedules } from "./schedules.ts";
import { startBulkAction } from "./start-bulk.ts";
import { type StartRequest, startJob } from "./start-job.ts";
import { createTicketQueue } from "./ticket-queue.ts";
import { listenForWork } from "./wake-listener.ts";

/** The built-in backend, source `local`: makes jobs of agents and runs them, on this node and on others. */
export interface Engine extends JobEngine {
  /** Makes a job of an agent and queues it. @throws AppError NOT_FOUND; CONFLICT for an agent that is disabled */
  start(org: string, agentId: string, request: StartRequest): Promise<JobRow>;
  /**
   * Asks a job to stop: one that waits is cancelled at once, one that runs goes to Cancelling and its worker stops it.
   * Asked again meanwhile, answers with the same command. @throws AppError NOT_FOUND; CONFLICT when it has ended
   */
  cancel(org: string, key: JobKey, request: CancelRequest): Promise<{ job: JobRow; command: Command }>;
  /**
   * Makes a new job with the same configuration. @throws AppError NOT_FOUND; CONFLICT unless it has ended, and while an
   * earlier retry has not
   */
  retry(org: string, key: JobKey, request: RetryRequest): Promise<JobRow>;
  /**
   * Acts on many jobs, in the background and on whichever node. Cancels begin after the time in which they can be
   * undone. @throws AppError CONFLICT when there is nothing to do, or clearly more than was confirmed
   */
  startBulk(request: NewBulkAction): Promise<BulkAction>;
  /** What bulk actions do: the same commands on several jobs in one transaction. */
  readonly commands: BulkCommands;
  /** Opens the queue, for other work that is shared out between nodes. */
  openQueue(): Promise<PgBoss>;
  /** Begins to run jobs, and bulk actions, and to keep schedules in this process. */
  work(): Promise<void>;
  /** To be called after agents or schedules were written. */
  agentsChanged(): Promise<void>;
  /** Stops taking jobs, and hands those under way to whoever runs next; done within about `graceMs`. */
  stop(options: { graceMs: number }): Promise<void>;
}

export interface EngineParts {
  store: Store;
  database: OpenDatabase;
  log: Logger;
  /** The console's own origin, for addresses that are paths, like `/sample/index.html`. */
  baseUrl: () => string;
  /** Jobs that this process runs at a time. */
  concurrency: number;
  /** What bulk actions do instead of the engine's own commands, made of these. */
  routeBulk?: (own: BulkCommands) => BulkCommands;
  /** Private addresses that agents may fetch, as the page fetcher takes them; default: the console's sample site. */
  allowedOrigins?: () => readonly string[];
}

/** Transactions of one bulk action that are under way side by side. The embedded store does one thing at a time. */
const BULK_AT_A_TIME = { server: 2, embedded: 1 };

/** Nothing is opened before the first call. */
export function createEngine(engineParts: EngineParts): Engine {
  const { store, database, log, baseUrl, concurrency, allowedOrigins, routeBulk } = engineParts;
  const tickets = createTicketQueue(database, log);
  const fetcher = createPageFetcher({
    baseUrl,
    allowedOrigins: allowedOrigins ?? (() => [new URL("/sample/", baseUrl()).href]),
  });
  const extractor = createExtractor();
  const dispatcher = new Dispatcher({
    tickets,
    log,
    concurrency,
    run: (ticket, control) => runJob(runParts, ticket, control),
    cancelling: (jobIds) => listCancelling(store.db, "local", jobIds),
  });
  const runParts = { store, tickets, log, baseUrl, fetcher, extractor, onSent: (due: Date) => dispatcher.wake(due) };
  const parts = { store, tickets };
  const closers: (() => Promise<void>)[] = [];
  let reconciling: Promise<void> = Promise.resolve();
  let working: Promise<void> | undefined;
  let bulkWorker: BulkWorker | undefined;
  let stopping: Promise<void> | undefined;

  async function begin(): Promise<void> {
    const boss = await tickets.open();
    if (database.kind === "embedded") {
      const released = await tickets.releaseOrphans();
      if (released > 0) log.info({ released }, "Taking up what the last process left");
    } else {
      const onWake = () => dispatcher.wake();
      const onBulk = () => bulkWorker?.wake();
      closers.push(listenForWork(database, log, { onWake, onBulk, onCancel: (jobId) => dispatcher.cancel(jobId) }));
    }
    dispatcher.start();
    await workOnSchedules(boss, log, async (...start) => {
      await startJob(parts, ...start);
      dispatcher.wake();
    });
    bulkWorker = await workOnBulkActions(boss, {
      ...{ store, log, atATime: BULK_AT_A_TIME[database.kind] },
      commands: routeBulk?.(engine.commands) ?? engine.commands,
    });
    await workOnMaintenance(boss, store, log);
    await engine.agentsChanged();
  }

  const engine: Engine = {
    async start(org, agentId, request) {
      const job = await startJob(parts, org, agentId, request);
      dispatcher.wake(request.startAfter);
      return job;
    },
    async startAgain(org, key, { actor, trigger }) {
      const [job, detail] = await Promise.all([getJob(store.db, org, key), getJobDetail(store.db, key)]);
      if (job === undefined) throw noSuchJob(key);
      if (job.agentId === null) throw conflict("It is not known which agent the job is of.");
      return await engine.start(org, job.agentId, { actor, trigger, params: detail?.params ?? undefined });
    },
    commands: {
      async cancel(org, keys, request) {
        const cancelled = await cancelJobs(parts, org, keys, request);
        for (const { id } of keys) dispatcher.cancel(id);
        return cancelled;
      },
      async retry(org, keys, request) {
        const made = await retryJobs(parts, org, keys, request);
        dispatcher.wake();
        return made;
      },
    },
    async cancel(org, key, request) {
      const cancelled = orThrow(await cancelJobs(parts, org, [key], request));
      dispatcher.cancel(key.id);
      return cancelled;
    },
    async retry(org, key, request) {
      const job = orThrow(await retryJobs(parts, org, [key], request));
      dispatcher.wake();
      return job;
    },
    async startBulk(request) {
      const action = await startBulkAction(parts, request);
      bulkWorker?.wake();
      return action;
    },
    openQueue: () => tickets.open(),
    work() {
      working ??= begin();
      return working;
    },
    agentsChanged() {
      const run = async () => reconcileSchedules(await tickets.open(), store);
      // One after the other, whatever came of the one before: two at once could each undo the other's.
      const next = reconciling.then(run, run);
      reconciling = next.catch(() => undefined);
      return next;
    },
    nextScheduledAt: (cron, timezone) => nextDue(tickets.boss, cron, timezone),
    scheduleProblem: (cron, timezone) => describeProblem(tickets.boss, cron, timezone),
    stop({ graceMs }) {
      stopping ??= (async () => {
        await working?.catch(() => undefined);
        await Promise.all([bulkWorker?.stop(), dispatcher.stop(graceMs)]);
        await Promise.all(closers.map((close) => close()));
        await Promise.all([tickets.close(), fetcher.close(), extractor.close()]);
      })();
      return stopping;
    },
  };
  return engine;
}
