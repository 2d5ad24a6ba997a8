import { URGENCIES, type Urgency } from "../job-source.ts";

/** The most calls under way with which one of this urgency may be begun: there is always room for an operator's. */
const MOST_UNDER_WAY: Record<Urgency, number> = { operator: 4, executing: 3, newest: 3, background: 2 };

/** What a class gets of the calls when others wait too; operators' calls go before all. */
const SHARES: Record<Exclude<Urgency, "operator">, number> = { executing: 4, newest: 3, background: 3 };

/** So long an operator's call waits while the backend wants to be left alone; any longer, and it is given up at once. */
const OPERATOR_PATIENCE_MS = 5000;

/** A call was not made, because the backend wants to be left alone until then. */
export class HeldBackError extends Error {
  override readonly name = "HeldBackError";
  readonly until: Date;

  constructor(until: Date) {
    super(`left alone until ${until.toISOString()}`);
    this.until = until;
  }
}

interface Waiting {
  urgency: Urgency;
  go(): void;
  giveUp(reason: unknown): void;
}

/**
 * How often one backend is called, by all who call it: a bucket of tokens with so many calls a minute, in no minute more. Operators'
 * calls come first; the others share what is left, so that no kind of reading keeps another from ever being done. Those in the
 * background leave some tokens for what may come.
 */
export class RequestLimit {
  readonly #capacity: number;
  readonly #refillMs: number;
  #tokens: number;
  #filledAt = performance.now();
  #heldUntil = 0;
  #underWay = 0;
  #waiting: Waiting[] = [];
  /** What each class has had, in its own share; who was away does not get more afterwards. */
  readonly #had = { executing: 0, newest: 0, background: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(requestsPerMinute: number) {
    // A full bucket and what comes in during a minute are together not more than what a minute may have.
    this.#capacity = Math.max(1, Math.floor(requestsPerMinute / 10));
    // One less, since calls do not come in as evenly as they went out; not where there are few anyway.
    this.#refillMs = 60_000 / (requestsPerMinute - this.#capacity + (this.#capacity > 1 ? 0 : 1));
    this.#tokens = this.#capacity;
  }

  /**
   * Waits for the turn of a call; what it returns is to be called when the call is over.
   * @throws HeldBackError for operators, and the signal's reason when it aborts
   */
  async turn(urgency: Urgency, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = { urgency, go: resolve, giveUp: reject };
    const abort = () => {
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    this.#waiting.push(waiting);
    this.#pump();
    try {
      await promise;
    } finally {
      signal.removeEventListener("abort", abort);
    }
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#underWay--;
      this.#pump();
    };
  }

  /** Sends nothing before this time, because the backend said so. */
  holdUntil(at: Date): void {
    this.#heldUntil = Math.max(this.#heldUntil, at.getTime());
    this.#pump();
  }

  /** Lets calls go whose turn it is, and looks again when the next one's comes. */
  #pump(): void {
    clearTimeout(this.#timer);
    const againMs = this.#letGo();
    if (againMs !== null) this.#timer = setTimeout(() => this.#pump(), Math.min(Math.ceil(againMs), 60_000));
  }

  /** How long the next call has to wait; null when none waits, or waits for another to be over. */
  #letGo(): number | null {
    const heldMs = this.#heldUntil - Date.now();
    if (heldMs > OPERATOR_PATIENCE_MS) {
      for (const each of this.#takeOut(({ urgency }) => urgency === "operator"))
        each.giveUp(new HeldBackError(new Date(this.#heldUntil)));
    }
    for (;;) {
      const next = this.#next();
      if (next === undefined) return null;
      if (heldMs > 0) return heldMs;
      if (this.#underWay >= MOST_UNDER_WAY[next.urgency]) return null;
      this.#refill();
      const isAlone = this.#waiting.every(({ urgency }) => urgency === "background");
      const needed = 1 + (next.urgency === "background" && isAlone ? Math.floor(this.#capacity / 2) : 0);
      if (this.#tokens < needed) return (needed - this.#tokens) * this.#refillMs;
      this.#tokens--;
      this.#underWay++;
      this.#takeOut((each) => each === next);
      this.#count(next.urgency);
      next.go();
    }
  }

  #next(): Waiting | undefined {
    const firsts = URGENCIES.flatMap((urgency) => this.#waiting.find((each) => each.urgency === urgency) ?? []);
    return firsts.reduce<Waiting | undefined>(
      (best, each) => (best === undefined || this.#hadBy(each.urgency) < this.#hadBy(best.urgency) ? each : best),
      undefined,
    );
  }

  #hadBy(urgency: Urgency): number {
    return urgency === "operator" ? Number.NEGATIVE_INFINITY : this.#had[urgency];
  }

  #count(urgency: Urgency): void {
    if (urgency === "operator") return;
    const now = this.#had[urgency];
    this.#had[urgency] += 1 / SHARES[urgency];
    for (const other of ["executing", "newest", "background"] as const) {
      const isAway = other !== urgency && !this.#waiting.some((each) => each.urgency === other);
      // A class that waits for nothing is for a call or two behind at most.
      if (isAway) this.#had[other] = Math.max(this.#had[other], now - 1);
    }
  }

  #takeOut(isWanted: (each: Waiting) => boolean): Waiting[] {
    const taken = this.#waiting.filter(isWanted);
    this.#waiting = this.#waiting.filter((each) => !taken.includes(each));
    return taken;
  }

  #refill(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#filledAt) / this.#refillMs);
    this.#filledAt = now;
  }
}
