import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Change } from "../../lib/realtime/change.ts";
import type { OpenDatabase } from "../db/open-database.ts";
import { readFeed, readRevision, type SizedChange } from "../store/changes.ts";
import type { Store } from "../store/write.ts";
import { backoff } from "./backoff.ts";
import { type ChangeListener, listenForChanges } from "./change-listener.ts";
import { ChangeRing } from "./change-ring.ts";

const BATCH = 1000;
/** Between the starts of two reads: under load one read then takes what several commits brought. */
const MIN_READ_GAP_MS = 10;
const POLL_MS = 2000;
const RING = { maxChanges: 20_000, maxSize: 16 * 1024 * 1024 };
/** How far back the memory reaches right after a start, so that a restart does not make every client fetch afresh. */
const PRELOAD = 5000;

/** Who follows the feed in this process. */
export interface FeedFollower {
  /** The next changes in order; nothing is left out between two calls. */
  changed(changes: readonly Change[]): void;
  /** The feed could not follow on, because changes were trimmed or the database was set back: start afresh. */
  broken(): void;
}

export interface FeedOptions {
  store: Store;
  database: OpenDatabase;
  log: Logger;
  /** Bounds of the changes kept in memory. */
  ring?: { maxChanges: number; maxSize: number };
  /** How often the feed is read without having been told of a commit, in milliseconds. */
  pollMs?: number;
}

/**
 * Reads the change feed of the database in order, once for the whole process, whenever something was committed here
 * or elsewhere. Outlives errors of the database: it tries again until it is closed.
 */
export class ChangeFeed {
  readonly #store: Store;
  readonly #database: OpenDatabase;
  readonly #log: Logger;
  readonly #ring: ChangeRing;
  readonly #pollMs: number;
  readonly #followers = new Set<FeedFollower>();
  readonly #stop = new AbortController();
  readonly #signalled = (revision: number | null) => this.#hear(revision);
  #listener: ChangeListener | undefined;
  #poll: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #wanted = false;
  #failures = 0;
  #readAt = 0;
  #currentAt = Date.now();
  #waiting: (() => void)[] = [];

  private constructor(options: FeedOptions, ring: ChangeRing) {
    this.#store = options.store;
    this.#database = options.database;
    this.#log = options.log;
    this.#ring = ring;
    this.#pollMs = options.pollMs ?? POLL_MS;
  }

  /** Starts reading at the end of the feed. */
  static async start(options: FeedOptions): Promise<ChangeFeed> {
    const { db } = options.database;
    const ring = new ChangeRing(Math.max(0, (await readRevision(db)) - PRELOAD), options.ring ?? RING);
    for (;;) {
      const entries = await readFeed(db, ring.revision, BATCH);
      const first = entries[0]?.change.revision;
      if (first !== undefined && first !== ring.revision + 1) ring.restart(first - 1);
      for (const entry of entries) ring.push(entry);
      if (entries.length < BATCH) break;
    }
    const latest = await readRevision(db);
    if (latest > ring.revision && (await readFeed(db, ring.revision, 1)).length === 0) ring.restart(latest);
    const feed = new ChangeFeed(options, ring);
    feed.#begin();
    return feed;
  }

  /** The revision up to which followers were told. */
  get revision(): number {
    return this.#ring.revision;
  }

  /** When the database last confirmed that nothing is newer, in milliseconds since 1970. */
  get currentAt(): number {
    return this.#currentAt;
  }

  /** The latest changes, for those who come back. */
  get recent(): Pick<ChangeRing, "after" | "ofJobAfter"> {
    return this.#ring;
  }

  follow(follower: FeedFollower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Resolves when everything that was committed before the call has been read, or the feed is closed. */
  async catchUp(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    const read = Promise.withResolvers<void>();
    this.#waiting.push(read.resolve);
    this.#wake();
    await read.promise;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    clearInterval(this.#poll);
    this.#store.signal.off("committed", this.#signalled);
    await this.#listener?.close();
    await this.#reading;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #begin(): void {
    this.#store.signal.on("committed", this.#signalled);
    if (this.#database.kind === "server") {
      const { connect } = this.#database;
      this.#listener = listenForChanges({ connect, onCommitted: this.#signalled, log: this.#log });
    }
    this.#poll = setInterval(() => this.#wake(), this.#pollMs).unref();
    this.#wake();
  }

  #hear(revision: number | null): void {
    if (revision === null || revision > this.revision) this.#wake();
  }

  #wake(): void {
    this.#wanted = true;
    if (this.#stop.signal.aborted) return;
    this.#reading ??= this.#readWhileWanted().finally(() => {
      this.#reading = undefined;
      // Something may have been heard after the last look and before now.
      if (this.#wanted) this.#wake();
    });
  }

  async #readWhileWanted(): Promise<void> {
    while (this.#wanted && !this.#stop.signal.aborted) {
      await this.#pause(this.#readAt + MIN_READ_GAP_MS - performance.now());
      if (this.#stop.signal.aborted) return;
      this.#wanted = false;
      this.#readAt = performance.now();
      const waiting = this.#waiting.splice(0);
      try {
        await this.#readToEnd();
        if (this.#failures > 0) this.#log.info("Reading the change feed again");
        this.#failures = 0;
        this.#currentAt = Date.now();
        for (const resolve of waiting) resolve();
      } catch (error) {
        this.#waiting.unshift(...waiting);
        this.#failures++;
        this.#wanted = true;
        const retryInMs = Math.round(backoff(this.#failures, 100, 5000));
        this.#log.warn({ err: error, retryInMs }, "Could not read the change feed");
        await this.#pause(retryInMs);
      }
    }
  }

  async #readToEnd(): Promise<void> {
    const { db } = this.#database;
    for (;;) {
      const entries = await readFeed(db, this.revision, BATCH);
      if (this.#stop.signal.aborted) return;
      if (entries.length === 0) return await this.#checkRevision();
      this.#publish(entries);
      if (entries.length < BATCH) return;
    }
  }

  /** Nothing new was found: either that is so, or what should follow is no longer there. */
  async #checkRevision(): Promise<void> {
    const { db } = this.#database;
    const latest = await readRevision(db);
    if (latest === this.revision) return;
    if (latest > this.revision) {
      const entries = await readFeed(db, this.revision, BATCH);
      if (entries.length > 0) return this.#publish(entries);
    }
    this.#break(latest);
  }

  #publish(entries: readonly SizedChange[]): void {
    let run: Change[] = [];
    for (const entry of entries) {
      if (entry.change.revision !== this.revision + 1) {
        this.#tell(run);
        run = [];
        this.#break(entry.change.revision - 1);
      }
      this.#ring.push(entry);
      run.push(entry.change);
    }
    this.#tell(run);
  }

  #tell(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    for (const follower of this.#followers) {
      try {
        follower.changed(changes);
      } catch (error) {
        this.#log.error({ err: error }, "A follower of the change feed failed");
      }
    }
  }

  #break(revision: number): void {
    this.#log.warn({ from: this.revision, to: revision }, "The change feed does not follow on; clients fetch afresh");
    this.#ring.restart(revision);
    for (const follower of this.#followers) follower.broken();
  }

  async #pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => {});
  }
}
