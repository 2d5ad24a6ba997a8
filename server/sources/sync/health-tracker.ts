import type { SourceHealth, SourceNotice } from "../../../lib/sources/health.ts";
import type { BackendError } from "../backend-error.ts";
import type { Circuit } from "./circuit.ts";

const RATE_MS = 60_000;
const ERRORS_MS = 300_000;
const MOST_NOTICES = 20;

/** Keeps count of how the reading of one source goes. What happened long ago is in the health that it begins with. */
export class HealthTracker {
  #health: SourceHealth;
  readonly #circuit: Circuit;
  /** Calls of the last five minutes: when each ended, and whether it failed. */
  #calls: { at: number; failed: boolean }[] = [];
  #told = "";

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

  /** The health, if it says something else than when this was last asked. */
  news(): SourceHealth | null {
    const { health } = this;
    const text = JSON.stringify(health);
    if (text === this.#told) return null;
    this.#told = text;
    return health;
  }

  called(error: BackendError | null): void {
    const at = Date.now();
    const failed = error?.isOutage === true;
    this.#calls.push({ at, failed });
    if (failed) this.set({ error: error.message, errorAt: new Date(at).toISOString() });
    else this.set({ lastSuccessAt: new Date(at).toISOString() });
  }

  set(part: Partial<SourceHealth>): void {
    this.#health = { ...this.#health, ...part };
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
