import type { Change } from "../../lib/realtime/change.ts";
import type { SizedChange } from "../store/changes.ts";

/**
 * The latest changes in memory, without gaps, bounded in number and in size, so that clients that come back are told
 * what they missed without a read of the database.
 */
export class ChangeRing {
  readonly #maxChanges: number;
  readonly #maxSize: number;
  #entries: SizedChange[] = [];
  /** Entries before this place are gone; the array is cut only now and then. */
  #head = 0;
  #size = 0;
  #revision: number;
  readonly #ofJob = new Map<string, Change[]>();

  /** `revision` is the one before the first change to come. */
  constructor(revision: number, limits: { maxChanges: number; maxSize: number }) {
    this.#revision = revision;
    this.#maxChanges = limits.maxChanges;
    this.#maxSize = limits.maxSize;
  }

  /** The latest revision. */
  get revision(): number {
    return this.#revision;
  }

  /** The lowest revision after which everything is known. */
  get knownAfter(): number {
    return this.#revision - (this.#entries.length - this.#head);
  }

  /** Adds the change that follows on from the latest. */
  push(entry: SizedChange): void {
    this.#entries.push(entry);
    this.#size += entry.size;
    this.#revision = entry.change.revision;
    const key = jobKeyOf(entry.change);
    if (key !== null) {
      const changes = this.#ofJob.get(key);
      if (changes === undefined) this.#ofJob.set(key, [entry.change]);
      else changes.push(entry.change);
    }
    while (this.#entries.length - this.#head > this.#maxChanges || this.#size > this.#maxSize) this.#dropOldest();
    if (this.#head > 1000 && this.#head > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Forgets everything and begins after another revision. */
  restart(revision: number): void {
    this.#entries = [];
    this.#head = 0;
    this.#size = 0;
    this.#revision = revision;
    this.#ofJob.clear();
  }

  /** All changes after `since`, in order; null when some of them are forgotten. */
  after(since: number): Change[] | null {
    if (since < this.knownAfter) return null;
    return this.#entries.slice(this.#head + since - this.knownAfter).map((entry) => entry.change);
  }

  /** The changes of one job after `since`, in order; null when some of them may be forgotten. */
  ofJobAfter(source: string, id: string, since: number): Change[] | null {
    if (since < this.knownAfter) return null;
    return (this.#ofJob.get(`${source}/${id}`) ?? []).filter((change) => change.revision > since);
  }

  #dropOldest(): void {
    const oldest = this.#entries[this.#head];
    if (oldest === undefined) return;
    this.#head++;
    this.#size -= oldest.size;
    const key = jobKeyOf(oldest.change);
    if (key === null) return;
    const changes = this.#ofJob.get(key);
    changes?.shift();
    if (changes?.length === 0) this.#ofJob.delete(key);
  }
}

function jobKeyOf(change: Change): string | null {
  return change.jobId === null ? null : `${change.source}/${change.jobId}`;
}
