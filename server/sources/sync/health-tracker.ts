import type { SourceHealth, SourceNotice } from "../../../lib/sources/health.ts";
import type { BackendFault } from "../backend-error.ts";
import type { CallReport } from "../http/backend-client.ts";
import type { Circuit } from "./circuit.ts";

const RATE_MS = 60_000;
const ERRORS_MS = 300_000;
const MOST_NOTICES = 20;
const SAID_AGAIN_MS = 5000;
/** A clock that is off by less is right enough. */
const CLOCK_MS = 120_000;
const CLOCK = "Its clock is ";

/** What the backend answered as it should: it was understood, and had no such job or would not do it. */
const ANSWERS: ReadonlySet<BackendFault> = new Set(["not-found", "conflict"]);

/** Keeps count of how the reading of one source goes. What happened long ago is in the health that it begins with. */
export class HealthTracker {
  #health: SourceHealth;
  readonly #circuit: Circuit;
  /** Calls of the last five minutes: when each ended, and whether it failed. */
  #calls: { at: number; failed: boolean }[] = [];
  #told = "";
  /** What was told but for what only tells the time, and when. */
  #said = "";
  #saidAt = 0;
  /** By how many minutes its clock was ahead when that was last said. */
  #clockAhead = 0;

  constructor(health: SourceHealth, circuit: Circuit) {
    this.#health = health;
    this.#circuit = circuit;
  }

  /** How it is now. */
  get health(): SourceHealth {
    const now = Date.now();
    this.#calls = this.#calls.filter(({ at }) => now - at < ERRORS_MS);
    const failed = this.#calls.filter((call) => call.failed).length;
    return {
      ...this.#health,
      failures: this.#circuit.failures,
      nextTryAt: this.#circuit.openUntil?.toISOString() ?? null,
      requestsLastMinute: this.#calls.filter(({ at }) => now - at < RATE_MS).length,
      errorRate: this.#calls.length === 0 ? null : Math.round((failed / this.#calls.length) * 1000) / 1000,
    };
  }

  /**
   * The health, if it says something else than when it was last given. That all is as it was, but later, is told every few
   * seconds only: each time is a write, and a message to whoever has the console open.
   */
  news(): SourceHealth | null {
    const { health } = this;
    const said = JSON.stringify(timeless(health));
    if (said === this.#said && performance.now() - this.#saidAt < SAID_AGAIN_MS) return null;
    const text = JSON.stringify(health);
    if (text === this.#told) return null;
    this.#told = text;
    this.#said = said;
    this.#saidAt = performance.now();
    return health;
  }

  /** Counts a call, whoever made it. */
  called({ error, clockAheadMs }: Pick<CallReport, "error" | "clockAheadMs">): void {
    const at = Date.now();
    const failed = error !== null && !ANSWERS.has(error.fault);
    this.#calls.push({ at, failed });
    if (!failed) this.set({ lastSuccessAt: new Date(at).toISOString() });
    else if (error.isOutage) this.failed(error.message);
    if (clockAheadMs !== null) this.#lookAtClock(clockAheadMs);
  }

  /** Says what is wrong with the source. */
  failed(error: string): void {
    this.set({ error, errorAt: new Date().toISOString() });
  }

  set(part: Partial<SourceHealth>): void {
    this.#health = { ...this.#health, ...part };
  }

  #lookAtClock(aheadMs: number): void {
    const minutes = Math.round(aheadMs / 60_000);
    // As one call is slower than another, it comes out a little different each time.
    if (Math.abs(aheadMs) < CLOCK_MS || Math.abs(minutes - this.#clockAhead) <= 1) return;
    this.#clockAhead = minutes;
    this.set({ notices: this.#health.notices.filter(({ text }) => !text.startsWith(CLOCK)) });
    this.notice(`${CLOCK}${Math.abs(minutes)} min ${minutes > 0 ? "ahead of" : "behind"} this one`);
  }

  /** Remembers what was odd: the same again is counted. */
  notice(text: string, times = 1): void {
    const lastAt = new Date().toISOString();
    const before = this.#health.notices.find((notice) => notice.text === text);
    const notice: SourceNotice = { text, times: (before?.times ?? 0) + times, lastAt };
    const others = this.#health.notices.filter((each) => each !== before);
    this.set({ notices: [notice, ...others].slice(0, MOST_NOTICES) });
  }
}

/** What is said but for what changes with every call; of times only whether there is one. */
function timeless(health: SourceHealth): SourceHealth {
  const whether = (at: string | null) => (at === null ? null : "");
  const { lastSuccessAt, newestAt, executingAt, driftAt } = health;
  return {
    ...health,
    ...{ lastSuccessAt: whether(lastSuccessAt), newestAt: whether(newestAt), executingAt: whether(executingAt) },
    ...{ driftAt: whether(driftAt), requestsLastMinute: 0, errorRate: null },
  };
}
