import { listUnended } from "../../store/reported-jobs.ts";
import { forPartitions, type Reading, readJobs, readPart } from "./reading.ts";

/** Pages of what is active that are read at a time: a backend with more is behind anyway. */
const MOST_PAGES = 20;
/** Single jobs that are asked for at a time. */
const MOST_ASKED = 25;
/** Unended jobs of which one turn is made. */
const MOST_UNENDED = 2000;

/**
 * Reads what is under way: in lists of it where the backend has them, and job by job what such lists do not hold or hold late,
 * a few each time, in turn.
 */
export class ActiveReader {
  readonly #reading: Reading;
  /** When each job was last asked for by itself. */
  readonly #asked = new Map<string, number>();
  #turn = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  async read(signal: AbortSignal): Promise<void> {
    const { executing: backend, store, source, tracker } = this.#reading;
    const listed = backend.listsActive ? await this.#readLists(signal) : new Set<string>();
    const unended = await listUnended(store.db, source, MOST_UNENDED);
    const alone = unended.map(({ id }) => id).filter((id) => !listed.has(id));
    this.#turn++;
    const due = alone.toSorted((one, other) => (this.#asked.get(one) ?? 0) - (this.#asked.get(other) ?? 0));
    const ids = due.slice(0, MOST_ASKED);
    for (const id of ids) this.#asked.set(id, this.#turn);
    await readJobs(this.#reading, backend, ids, signal);
    const known = new Set(alone);
    for (const id of this.#asked.keys()) if (!known.has(id)) this.#asked.delete(id);
    tracker.set({ executingAt: new Date().toISOString() });
  }

  /** The ids of jobs of which a list said how they are, and need not be asked for. */
  async #readLists(signal: AbortSignal): Promise<Set<string>> {
    const { executing: backend } = this.#reading;
    const ids = new Set<string>();
    await forPartitions(backend.partitions, async (partition) => {
      for (let page = 0, offset = 0; page < MOST_PAGES; page++) {
        const request = { partition, offset, limit: backend.pageLimit, activeOnly: true };
        const { listed } = await readPart(this.#reading, backend, request, signal);
        if (!backend.listsLate) for (const { id } of listed.jobs) ids.add(id);
        offset += listed.returned;
        if (listed.returned < backend.pageLimit || offset >= (listed.total ?? Number.POSITIVE_INFINITY)) break;
      }
    });
    return ids;
  }
}
