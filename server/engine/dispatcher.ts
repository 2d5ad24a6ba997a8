import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { RunControl } from "./run-control.ts";
import type { Ticket, TicketQueue } from "./ticket-queue.ts";

/** How often tickets are looked for when nothing says that there are any. */
const POLL_MS = 2000;
/** A third of the silence after which a worker counts as lost. */
const BEAT_MS = 5000;
/** How long runs have, after their grace, to write down where they are. */
const LAST_WORDS_MS = 5000;
/** A database that failed is given this long before the run is taken up again. */
const GIVE_BACK_MS = 1000;
const LONGEST_TIMER_MS = 2_000_000_000;

export interface DispatcherParts {
  tickets: TicketQueue;
  log: Logger;
  /** Runs that may be under way at a time in this process. */
  concurrency: number;
  run: (ticket: Ticket, control: RunControl) => Promise<void>;
  /** Which of these jobs are being cancelled, for cancels asked on other nodes. */
  cancelling: (jobIds: string[]) => Promise<string[]>;
}

interface Running {
  ticket: Ticket;
  control: RunControl;
  ended: Promise<void>;
}

/**
 * Takes tickets one after another while there is room, and runs them side by side. pg-boss's own workers would fetch
 * independently of each other, and two that fetch at once both see the last free place of a group.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #running = new Map<string, Running>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #looping: Promise<void> | undefined;
  #beating: NodeJS.Timeout | undefined;
  #stopped = false;
  #woken = false;
  #wake: () => void = () => undefined;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#looping ??= this.#loop();
    this.#beating ??= setInterval(() => this.#beat(), BEAT_MS);
  }

  /** Looks for tickets now, or at a time to come. */
  wake(due: Date = new Date()): void {
    const wait = due.getTime() - Date.now();
    if (this.#looping === undefined || this.#stopped) return;
    if (wait <= 0) {
      this.#woken = true;
      this.#wake();
      return;
    }
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.wake();
      },
      Math.min(wait + 1, LONGEST_TIMER_MS),
    );
    this.#timers.add(timer);
  }

  /** Stops the run of a job, if this process has it; if nobody has, its ticket may be due now. */
  cancel(jobId: string): void {
    for (const { ticket, control } of this.#running.values()) if (ticket.data.jobId === jobId) control.stop("cancel");
    this.wake();
  }

  /** Takes no more; runs end their task in hand and are handed back, those that take longer than the grace drop it. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#wake();
    for (const timer of this.#timers) clearTimeout(timer);
    const running = [...this.#running.values()];
    for (const { control } of running) control.pause();
    await this.#looping;
    const ended = Promise.all([...this.#running.values()].map((each) => each.ended));
    await within(ended, graceMs);
    for (const { control } of this.#running.values()) control.stop("shutdown");
    await within(ended, LAST_WORDS_MS);
    clearInterval(this.#beating);
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false;
      await this.#takeAll();
      if (!this.#stopped && !this.#woken) await this.#sleep();
    }
  }

  async #takeAll(): Promise<void> {
    try {
      while (!this.#stopped && this.#running.size < this.#parts.concurrency) {
        const ticket = await this.#parts.tickets.take();
        if (ticket === null) return;
        this.#run(ticket);
      }
    } catch (error) {
      if (!this.#stopped) this.#parts.log.error({ err: error }, "Could not look for jobs to run");
    }
  }

  #run(ticket: Ticket): void {
    const control = new RunControl();
    if (this.#stopped) control.pause();
    const ended = this.#parts
      .run(ticket, control)
      .catch((error) => this.#giveBack(ticket, error))
      .then(() => {
        this.#running.delete(ticket.id);
        this.wake();
      });
    this.#running.set(ticket.id, { ticket, control, ended });
  }

  /** After a failure of the database. If that fails too, the ticket is handed out again when it goes stale. */
  async #giveBack(ticket: Ticket, error: unknown): Promise<void> {
    const { log, tickets } = this.#parts;
    log.error({ err: error, job: ticket.data.jobId }, "A run could not be written down; it will be taken up again");
    await delay(GIVE_BACK_MS);
    await tickets.release(ticket).catch((error) => log.warn({ err: error }, "Could not give a ticket back"));
  }

  async #sleep(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, POLL_MS);
    await promise;
    clearTimeout(timer);
  }

  async #beat(): Promise<void> {
    const running = [...this.#running.values()];
    if (running.length === 0) return;
    try {
      const lost = await this.#parts.tickets.beat(running.map(({ ticket }) => ticket));
      for (const { id } of lost) this.#running.get(id)?.control.stop("claim-lost");
      const cancelling = await this.#parts.cancelling(running.map(({ ticket }) => ticket.data.jobId));
      for (const jobId of cancelling) this.cancel(jobId);
    } catch (error) {
      this.#parts.log.warn({ err: error }, "Could not say that this worker is alive");
    }
  }
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([work, late]);
  clearTimeout(timer);
}
