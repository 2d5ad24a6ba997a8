import type { WebSocket } from "ws";
import { STATUS_OF_STATE, type Status } from "../../../lib/dialects/sentimatrix/status.ts";
import type { JobTargets } from "../../../lib/dialects/sentimatrix/targets.ts";
import { toJobMessage, toTargetMessage } from "../../../lib/dialects/sentimatrix/to-wire.ts";
import type { WireMessage } from "../../../lib/dialects/sentimatrix/wire.ts";
import type { JobRow, Task } from "../../../lib/jobs/model.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import type { Change } from "../../../lib/realtime/change.ts";
import type { JobNow } from "../../store/job-now.ts";

/** The least time between two messages of progress. */
const PROGRESS_EVERY_MS = 100;
/** Over this many bytes unsent, a client is sent no progress until it has read them. */
const SOFT_BACKLOG = 64 * 1024;
/** Over this many, or after so long, it is cut off. */
const HARD_BACKLOG = 1024 * 1024;
const LONGEST_LAG_MS = 15_000;

/** Why a connection is closed, beyond 1000: its last message was sent. Codes from 4000 on are for applications to choose. */
export const CLOSE = {
  shutdown: [1001, "The server is shutting down."],
  unauthenticated: [4401, "This API token is not valid any more."],
  gone: [4404, "This job does not exist any more."],
} as const satisfies Record<string, readonly [code: number, reason: string]>;

/**
 * One client that hears of one job: first how it is, then what the feed tells, in order. Only progress is ever left out: of
 * that a client that is slow gets the latest when it has read what it was sent.
 */
export class JobSocket {
  readonly #socket: WebSocket;
  readonly #targets: JobTargets;
  #job: JobRow;
  #revision: number;
  #currentTask: number | null;
  /** The last progress that was sent, as it was written. */
  #told: string | undefined;
  #toldStatus: Status | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #laggingSince: number | undefined;
  /** Changes that came while the job is read anew. */
  #waiting: Change[] | undefined;
  #isAlive = true;
  #isClosing = false;

  constructor(socket: WebSocket, targets: JobTargets, now: JobNow) {
    this.#socket = socket;
    this.#targets = targets;
    this.#job = now.job;
    this.#revision = now.revision;
    this.#currentTask = now.currentTask;
    socket.on("pong", () => {
      this.#isAlive = true;
    });
    socket.on("close", () => {
      this.#isClosing = true;
      clearTimeout(this.#timer);
    });
    this.#tellJob();
  }

  /** Bytes that wait to be sent. */
  get backlog(): number {
    return this.#socket.bufferedAmount;
  }

  /** Takes the next change of its job; those that it knows of do nothing. */
  changed(change: Change): void {
    if (this.#waiting !== undefined) this.#waiting.push(change);
    else if (change.revision > this.#revision && !this.#isClosing) this.#apply(change);
  }

  /** Keeps changes until `goOn` tells how the job is now: the feed did not follow on. */
  wait(): void {
    this.#waiting ??= [];
  }

  goOn(now: JobNow): void {
    this.#job = now.job;
    this.#revision = now.revision;
    this.#currentTask = now.currentTask;
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    this.#tellJob();
    for (const change of waiting) this.changed(change);
  }

  /** Says goodbye. A client that does not answer is cut off by and by. */
  close([code, reason]: readonly [code: number, reason: string]): void {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    this.#socket.close(code, reason);
  }

  /** Sends a ping; whoever has not answered the last one is gone. */
  ping(): void {
    if (this.#isAlive) this.#socket.ping();
    else this.#socket.terminate();
    this.#isAlive = false;
  }

  /** Cuts off a client that does not read. To be called now and then: it may be that nothing is sent meanwhile. */
  cutIfLagging(): void {
    if (!this.#lags()) return;
    const since = this.#laggingSince ?? performance.now();
    if (this.#socket.bufferedAmount <= HARD_BACKLOG && performance.now() - since <= LONGEST_LAG_MS) return;
    this.#isClosing = true;
    clearTimeout(this.#timer);
    this.#socket.terminate();
  }

  #apply(change: Change): void {
    this.#revision = change.revision;
    if (change.kind === "tasks") for (const task of change.data.tasks) this.#tellTask(task);
    if (change.kind !== "job" || change.data.version <= this.#job.version) return;
    const { before: _, ...patch } = change.data;
    this.#job = { ...this.#job, ...patch };
    if (STATUS_OF_STATE[this.#job.state] !== this.#toldStatus) this.#tellJob();
    else if (this.#timer === undefined) {
      const due = Math.max(0, this.#toldAt + PROGRESS_EVERY_MS - performance.now());
      this.#timer = setTimeout(() => this.#tellProgress(), due);
    }
  }

  #tellTask(task: Task): void {
    if (task.state === "Executing") this.#currentTask = task.seq;
    else if (this.#currentTask === task.seq) this.#currentTask = null;
    const message = toTargetMessage(this.#job, this.#targets, task);
    if (message !== null) this.#send(JSON.stringify(message));
  }

  #tellProgress(): void {
    this.#timer = undefined;
    if (this.#lags()) this.#timer = setTimeout(() => this.#tellProgress(), PROGRESS_EVERY_MS);
    else this.#tellJob();
  }

  /** Tells how the job is, if that is news; after its end nothing more is to come. */
  #tellJob(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const message: WireMessage = toJobMessage(this.#job, this.#targets, this.#currentTask);
    const text = JSON.stringify(message);
    if (text !== this.#told) this.#send(text);
    this.#told = text;
    this.#toldStatus = message.data.status;
    this.#toldAt = performance.now();
    if (hasEnded(this.#job.state)) this.close([1000, `The job has ended: ${message.type}.`]);
  }

  #send(text: string): void {
    if (this.#isClosing) return;
    this.#socket.send(text);
    this.cutIfLagging();
  }

  #lags(): boolean {
    const lags = this.#socket.bufferedAmount > SOFT_BACKLOG;
    if (!lags) this.#laggingSince = undefined;
    else this.#laggingSince ??= performance.now();
    return lags;
  }
}
