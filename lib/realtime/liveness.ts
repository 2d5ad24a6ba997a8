import { HEARTBEAT_MS } from "./protocol.ts";

/** The truth about the data on the screen. Times are milliseconds since 1970 on the client's clock. */
export interface LiveStatus {
  /**
   * `live`: everything is known as it happens. `stale`: connected, but nothing was heard for too long, or paused while
   * hidden. `reconnecting`: the connection was lost. `offline`: it was lost and the device has no network.
   */
  phase: "connecting" | "live" | "reconnecting" | "stale" | "offline";
  lastHeardAt: number | null;
  /** When the next try to connect begins; null while there is none to wait for. */
  retryAt: number | null;
  /** How old the data is at least: when it was last known to be current. Null while it is. */
  staleSince: number | null;
}

const STALE_MS = 2.5 * HEARTBEAT_MS;
const NEWS_EVERY_MS = 1000;

/** Derives the phase from what happens to a connection and from the age of the last word of the server. */
export class Liveness {
  #status: LiveStatus = { phase: "connecting", lastHeardAt: null, retryAt: null, staleSince: null };
  #isConnected = false;
  #toldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<(status: LiveStatus) => void>();

  status(): LiveStatus {
    return this.#status;
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connecting(): void {
    this.#isConnected = false;
    this.#set({ phase: this.#status.lastHeardAt === null ? "connecting" : this.#lostPhase(), retryAt: null });
  }

  connected(): void {
    this.#isConnected = true;
    this.heard();
  }

  /** All rooms are joined and what was missed has been told. */
  caughtUp(): void {
    if (this.#isConnected) this.#set({ phase: "live", retryAt: null });
  }

  heard(): void {
    const lastHeardAt = Date.now();
    this.#timer ??= setTimeout(() => this.#checkAge(), STALE_MS);
    if (this.#status.phase === "stale" && this.#isConnected) this.#set({ phase: "live", lastHeardAt });
    else if (lastHeardAt - this.#toldAt >= NEWS_EVERY_MS) this.#set({ lastHeardAt });
    else this.#status = { ...this.#status, lastHeardAt };
  }

  lost(retryAt: number): void {
    this.#isConnected = false;
    this.#set({ phase: this.#lostPhase(), retryAt });
  }

  /** The connection was given back on purpose. */
  paused(): void {
    this.#isConnected = false;
    this.#set({ phase: "stale", retryAt: null });
  }

  /** Whether nothing has been heard for so long that the connection is to be doubted. */
  isSilent(): boolean {
    const { lastHeardAt } = this.#status;
    return lastHeardAt === null || Date.now() - lastHeardAt >= STALE_MS;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #checkAge(): void {
    this.#timer = undefined;
    const { phase, lastHeardAt } = this.#status;
    if (lastHeardAt === null) return;
    const left = lastHeardAt + STALE_MS - Date.now();
    if (left > 0) this.#timer = setTimeout(() => this.#checkAge(), left);
    else if (phase === "live") this.#set({ phase: "stale" });
  }

  #lostPhase(): "offline" | "reconnecting" {
    return globalThis.navigator?.onLine === false ? "offline" : "reconnecting";
  }

  #set(change: Partial<LiveStatus>): void {
    const next = { ...this.#status, ...change };
    if (next.phase === "live") next.staleSince = null;
    else if (next.phase !== "connecting") next.staleSince ??= next.lastHeardAt;
    this.#status = next;
    this.#toldAt = Date.now();
    for (const listener of [...this.#listeners]) listener(next);
  }
}
