import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { JobRow, JobRun } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { type JobKey, type JobUpdate, lockJob, updateJob } from "../store/jobs.ts";
import { appendLogLines } from "../store/logs.ts";
import { type RunUpdate, updateRun } from "../store/runs.ts";
import type { TaskOwner } from "../store/tasks.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { jobColumns, type Progress, runColumns, withPercent } from "./progress.ts";
import { type RunControl, RunStopped } from "./run-control.ts";
import { RunLog } from "./run-log.ts";
import type { Ticket, TicketQueue } from "./ticket-queue.ts";

/** What a step of a run changes, besides what it wrote itself. */
export interface Step {
  progress?: Progress;
  run?: RunUpdate;
  job?: JobUpdate;
}

/** What a run is made of when its worker begins or resumes it. */
export interface BegunRun {
  job: JobRow & { org: string };
  run: JobRun;
  agentId: string;
  definition: AgentDefinition;
  progress: Progress;
  lastLogSeq: number;
}

/**
 * One attempt, in the hands of one worker. Everything that it does reaches the database through `commit`, which first
 * makes sure that the worker still has the attempt, so that a worker that was thought dead changes nothing.
 */
export class RunSession {
  readonly org: string;
  readonly key: JobKey;
  readonly runId: number;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly priority: number;
  readonly agentId: string;
  readonly definition: AgentDefinition;
  readonly log: RunLog;
  readonly control: RunControl;
  readonly ticket: Ticket;
  readonly store: Store;
  readonly #tickets: TicketQueue;
  #progress: Progress;
  #run: JobRun;
  #elapsed: number;
  #since: number | undefined;

  constructor(begun: BegunRun, parts: { store: Store; tickets: TicketQueue; ticket: Ticket; control: RunControl }) {
    this.org = begun.job.org;
    this.key = { source: begun.job.source, id: begun.job.id };
    this.runId = begun.run.id;
    this.attempt = begun.run.attempt;
    this.maxAttempts = begun.job.maxAttempts;
    this.priority = begun.job.priority;
    this.agentId = begun.agentId;
    this.definition = begun.definition;
    this.log = new RunLog(begun.lastLogSeq);
    this.control = parts.control;
    this.ticket = parts.ticket;
    this.store = parts.store;
    this.#tickets = parts.tickets;
    this.#progress = begun.progress;
    this.#run = begun.run;
    this.#elapsed = begun.run.agentElapsedExecutionTime ?? 0;
  }

  /** The figures as last committed. */
  get progress(): Progress {
    return this.#progress;
  }

  /** The run as last committed. */
  get run(): JobRun {
    return this.#run;
  }

  get owner(): TaskOwner {
    return { ...this.key, org: this.org, runId: this.runId };
  }

  /** Milliseconds that the agent half has run so far, over all workers that had it. */
  get agentElapsed(): number {
    return this.#elapsed + (this.#since === undefined ? 0 : Math.round(performance.now() - this.#since));
  }

  startAgentClock(): void {
    this.#since = performance.now();
  }

  stopAgentClock(): void {
    this.#elapsed = this.agentElapsed;
    this.#since = undefined;
  }

  /**
   * Commits one step: what `work` writes, the figures, and the log lines that wait. Throws RunStopped when the job is
   * being cancelled (unless `ending`) or the worker no longer has it; nothing of the step is then kept.
   */
  async commit(work: (tx: WriteTransaction) => Promise<Step>, options: { ending?: boolean } = {}): Promise<void> {
    try {
      await this.#commit(work, options.ending ?? false);
    } catch (error) {
      if (error instanceof RunStopped) this.control.stop(error.reason);
      throw error;
    }
  }

  async #commit(work: (tx: WriteTransaction) => Promise<Step>, ending: boolean): Promise<void> {
    const lines = this.log.waiting();
    const { run, progress } = await this.store.write(async (tx) => {
      // The job first, always: whoever cancels takes the same locks in the same order.
      const job = await lockJob(tx, this.key);
      if (job === undefined || hasEnded(job.state) || job.attempt !== this.attempt) throw new RunStopped("claim-lost");
      if (job.state === "Cancelling" && !ending) throw new RunStopped("cancel");
      await this.#tickets.hold(tx, this.ticket);
      const step = await work(tx);
      await appendLogLines(tx, this.owner, lines);
      const progress = withPercent({
        ...(step.progress ?? this.#progress),
        logLinesReceived: this.#progress.logLinesReceived + lines.length,
      });
      const run = await updateRun(tx, this.org, this.runId, {
        ...runColumns(progress),
        agentElapsedExecutionTime: this.agentElapsed,
        ...step.run,
      });
      await updateJob(tx, this.key, { ...jobColumns(progress), ...step.job });
      return { run, progress };
    });
    this.#run = run;
    this.#progress = progress;
    this.log.committed(lines);
  }
}
