import { BackendError } from "../backend-error.ts";

/** Failures in a row after which a backend is left alone for a while. */
const OPENS_AFTER = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;
/** A backend that asks for more than this is asked all the same. */
const LONGEST_OBEYED_MS = 3_600_000;

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

  /** Makes a call when it may be made. Only outages count: a job that is absent says nothing of its backend. */
  async call<Answer>(work: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#openUntil > Date.now()) await this.#until(this.#openUntil, signal);
      else if (this.#probe !== null) await this.#probe;
      else break;
    }
    if (this.#failures < OPENS_AFTER) return await this.#attempt(work);
    const attempt = this.#attempt(work);
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

  async #attempt<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await work();
      this.#failures = 0;
      return answer;
    } catch (error) {
      if (error instanceof BackendError) this.#failed(error);
      throw error;
    }
  }

  #failed(error: BackendError): void {
    if (!error.isOutage) {
      this.#failures = 0;
      return;
    }
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
    const timer = setTimeout(resolve, Math.max(0, time - Date.now()));
    signal.addEventListener("abort", () => resolve(), { once: true });
    this.#changed.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#changed.delete(resolve);
  }

  #wake(): void {
    for (const resolve of this.#changed) resolve();
  }
}
