import { BackendError, type BackendFault } from "../backend-error.ts";

/** Failures in a row after which a backend is left alone for a while. */
const OPENS_AFTER = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;
/** A backend that asks for more than this is asked all the same. */
const LONGEST_OBEYED_MS = 3_600_000;

/**
 * What is asked for. A list that is not to be had is a failure of the backend, whatever it says; a job may be in trouble by itself.
 */
export type Asked = "list" | "job";

/** What may be the matter with one job while its backend is well. */
const OF_ONE_JOB: ReadonlySet<BackendFault> = new Set(["failing", "unreadable", "timeout"]);

/**
 * Leaves a backend alone that is in trouble: after a few failures in a row nobody calls it for a time, which doubles with each
 * that follows; then one call tries, and all others go on when it succeeds. A time that the backend names is kept.
 */
export class Circuit {
  #failures = 0;
  #openUntil = 0;
  #probe: Promise<void> | null = null;
  readonly #random: () => number;
  readonly #changed = new Set<() => void>();

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Until when nobody may call; null when anybody may. */
  get openUntil(): Date | null {
    return this.#openUntil > Date.now() ? new Date(this.#openUntil) : null;
  }

  /** Lets the next call through at once. */
  tryNow(): void {
    this.#openUntil = 0;
    this.#wake();
  }

  /** Makes a call when it may be made. Of single jobs only outages count: one that is absent says nothing of its backend. */
  async call<Answer>(work: () => Promise<Answer>, signal: AbortSignal, asked: Asked = "job"): Promise<Answer> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#openUntil > Date.now()) await this.#until(this.#openUntil, signal);
      else if (this.#probe !== null) await this.#probe;
      else break;
    }
    if (this.#failures < OPENS_AFTER) return await this.#attempt(work, asked);
    const attempt = this.#attempt(work, asked);
    const settled = attempt.then(
      () => undefined,
      () => undefined,
    );
    this.#probe = settled;
    void settled.then(() => {
      this.#probe = null;
    });
    return await attempt;
  }

  async #attempt<Answer>(work: () => Promise<Answer>, asked: Asked): Promise<Answer> {
    try {
      const answer = await work();
      // What answers 404 to everything says of each job that it is not there.
      if (asked === "list" || answer !== null) this.#failures = 0;
      return answer;
    } catch (error) {
      if (error instanceof BackendError) this.#failed(error, asked);
      throw error;
    }
  }

  #failed(error: BackendError, asked: Asked): void {
    if (asked === "job" && (!error.isOutage || (this.#failures === 0 && OF_ONE_JOB.has(error.fault)))) return;
    this.#failures++;
    const told = error.retryAt?.getTime() ?? 0;
    const doublings = this.#failures - OPENS_AFTER;
    const pause = doublings < 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(doublings, 20));
    // Spread, so that many readers of one backend that was away do not come back together.
    const own = pause === 0 ? 0 : Date.now() + pause * (0.5 + this.#random() / 2);
    this.#openUntil = Math.max(this.#openUntil, Math.min(told, Date.now() + LONGEST_OBEYED_MS), own);
  }

  /** Resolves at a time, or when somebody wants it tried now. */
  async #until(time: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    const timer = setTimeout(wake, Math.max(0, time - Date.now()));
    signal.addEventListener("abort", wake, { once: true });
    this.#changed.add(wake);
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", wake);
    this.#changed.delete(wake);
  }

  #wake(): void {
    for (const resolve of this.#changed) resolve();
  }
}
