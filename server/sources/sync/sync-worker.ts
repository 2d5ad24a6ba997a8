import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { listBackends, type StoredBackend } from "../../store/source-sync.ts";
import type { Store } from "../../store/write.ts";
import type { SourceTicket, SourceTickets } from "./source-tickets.ts";

/** How often it is looked which sources there are and how they changed. */
const LOOK_MS = 1000;
/** A third of the silence after which a node counts as lost. */
const BEAT_MS = 5000;
/** How long a source is left alone whose reading broke for a reason that is not the source's. */
const BROKEN_MS = 2000;
/** Sources that one node reads. */
const MOST_READ = 100;

export interface SyncWorkerParts {
  store: Store;
  tickets: SourceTickets;
  log: Logger;
  /** Reads a source, or takes its jobs away when it is being removed, until the signal aborts. */
  read: (source: StoredBackend, signal: AbortSignal) => Promise<void>;
}

interface Held {
  ticket: SourceTicket;
  source: StoredBackend;
  ending: AbortController;
  ended: Promise<void>;
}

/**
 * Sees to it that every source is read, each by one node at a time: whichever takes its ticket. A source that was changed is
 * read afresh, with what it is now.
 */
export class SyncWorker {
  readonly #parts: SyncWorkerParts;
  readonly #held = new Map<string, Held>();
  readonly #stopping = new AbortController();
  #looping: Promise<void> | undefined;
  #beaten = 0;

  constructor(parts: SyncWorkerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#looping ??= this.#loop();
  }

  /** Stops reading, and gives all tickets up. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("the node is shutting down"));
    await this.#looping;
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#look();
      } catch (error) {
        if (!signal.aborted) this.#parts.log.error({ err: error }, "Could not look for sources to read");
      }
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
    for (const { ending } of this.#held.values()) ending.abort(signal.reason);
    await Promise.all([...this.#held.values()].map(({ ended }) => ended));
  }

  async #look(): Promise<void> {
    const { store, tickets } = this.#parts;
    const sources = new Map((await listBackends(store.db)).filter(isRead).map((source) => [source.id, source]));
    for (const { source, ending } of this.#held.values()) {
      if (sources.get(source.id)?.updatedAt !== source.updatedAt) ending.abort(new Error("the source was changed"));
    }
    if (performance.now() - this.#beaten > BEAT_MS) await this.#beat();
    await tickets.offer([...sources.keys()].filter((id) => !this.#held.has(id)));
    for (const ticket of await tickets.take(MOST_READ - this.#held.size)) {
      const source = sources.get(ticket.data.source);
      if (source === undefined || this.#held.has(source.id)) await tickets.giveUp(ticket);
      else this.#hold(ticket, source);
    }
  }

  #hold(ticket: SourceTicket, source: StoredBackend): void {
    const ending = new AbortController();
    const ended = this.#read(ticket, source, ending.signal);
    this.#held.set(source.id, { ticket, source, ending, ended });
  }

  async #read(ticket: SourceTicket, source: StoredBackend, signal: AbortSignal): Promise<void> {
    const { read, tickets, log } = this.#parts;
    try {
      await read(source, signal);
    } catch (error) {
      if (!signal.aborted) {
        log.error({ err: error, source: source.id }, "The reading of a source broke; it will be taken up again");
        await sleep(BROKEN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    await tickets.giveUp(ticket).catch((error) => log.warn({ err: error }, "Could not give up a source"));
    this.#held.delete(source.id);
  }

  async #beat(): Promise<void> {
    const held = [...this.#held.values()];
    const lost = await this.#parts.tickets.beat(held.map(({ ticket }) => ticket));
    this.#beaten = performance.now();
    for (const { ticket, ending } of held) {
      if (lost.has(ticket.id)) ending.abort(new Error("another node reads the source"));
    }
  }
}

function isRead({ paused, removedAt }: StoredBackend): boolean {
  return !paused || removedAt !== null;
}
