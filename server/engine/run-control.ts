/**
 * Why a run stops before its work is done. `shutdown`: this process ends, another one goes on with the run.
 * `claim-lost`: another worker has the run, so nothing may be written any more.
 */
export type StopReason = "cancel" | "time-limit" | "shutdown" | "claim-lost";

/** Thrown where a run notices that it has been stopped. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`the run was stopped: ${reason}`);
    this.reason = reason;
  }
}

const WEIGHT: Record<StopReason, number> = { shutdown: 1, "time-limit": 2, cancel: 3, "claim-lost": 4 };

/** What can be said to a run while it works. Of two reasons to stop, the one that leaves less to do counts. */
export class RunControl {
  readonly #now = new AbortController();
  readonly #soon = new AbortController();
  #reason: StopReason | undefined;

  /** Aborts when work in hand must be dropped at once. */
  get signal(): AbortSignal {
    return this.#now.signal;
  }

  /** Aborts also when the run shall only not begin anything new. */
  get pauseSignal(): AbortSignal {
    return AbortSignal.any([this.#now.signal, this.#soon.signal]);
  }

  /** Drops the work in hand. */
  stop(reason: StopReason): void {
    if (this.#reason === undefined || WEIGHT[reason] > WEIGHT[this.#reason]) this.#reason = reason;
    this.#now.abort(new RunStopped(this.#reason));
  }

  /** Lets the task in hand end and begins no other; the run is then handed to another worker. */
  pause(): void {
    this.#soon.abort(new RunStopped("shutdown"));
  }

  /** Throws when the run has been stopped. */
  check(): void {
    if (this.#reason !== undefined) throw new RunStopped(this.#reason);
  }

  /** Throws when nothing new may be begun. */
  checkBeforeNext(): void {
    this.check();
    if (this.#soon.signal.aborted) throw new RunStopped("shutdown");
  }
}
