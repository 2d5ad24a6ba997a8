import { COUNT_OF_STATE } from "../../../lib/jobs/state.ts";
import { listUnended } from "../../store/reported-jobs.ts";
import { JobListeners } from "./job-listeners.ts";
import { forPartitions, type Reading, readJobs, readPart } from "./reading.ts";

/** Pages of what is active that are read at a time: a backend with more is behind anyway. */
const MOST_PAGES = 20;
/** Single jobs that are asked for in a turn, where the limit of calls lets so many go in its time. */
const MOST_ASKED = 25;
const LEAST_ASKED = 4;
/** Of these so many may be such as only wait, while others run. */
const SHARE_OF_WAITING = 1 / 4;
/** Unended jobs of which one turn is made. */
const MOST_UNENDED = 2000;
/** What the backend tells of by itself is read every so many turns. */
const TURNS_OF_TOLD = 5;

/**
 * Reads what is under way: in lists of it where the backend has them, and job by job what such lists do not hold or hold late,
 * a few each time, in turn. Where the backend tells of jobs that run, it is listened to, and asked less often.
 */
export class ActiveReader {
  readonly #reading: Reading;
  readonly #listeners: JobListeners;
  /** When each job was last asked for by itself. */
  readonly #asked = new Map<string, number>();
  #areAllHeard = false;
  #turn = 0;

  constructor(reading: Reading, signal: AbortSignal) {
    this.#reading = reading;
    this.#listeners = new JobListeners(reading, signal);
  }

  async read(signal: AbortSignal): Promise<void> {
    const { executing: backend, store, source, tracker } = this.#reading;
    const isTurnOfTold = this.#turn % TURNS_OF_TOLD === 0;
    this.#turn++;
    const areListsDue = backend.listsActive && (isTurnOfTold || !this.#areAllHeard);
    const listed = areListsDue ? await this.#readLists(signal) : new Set<string>();
    const unended = await listUnended(store.db, source, MOST_UNENDED);
    const running = unended.filter(({ state }) => COUNT_OF_STATE[state] === "executing").map(({ id }) => id);
    if (backend.subscribe !== undefined) this.#listeners.follow(running);
    const heard = new Set(running.filter((id) => this.#listeners.hears(id)));
    this.#areAllHeard = heard.size > 0 && heard.size === running.length;
    const isAlone = (id: string) => !listed.has(id) && (isTurnOfTold || !heard.has(id));
    const ids = this.#choose(unended.map(({ id }) => id).filter(isAlone), new Set(running));
    for (const id of ids) this.#asked.set(id, this.#turn);
    await readJobs(this.#reading, backend, ids, signal);
    const known = new Set(unended.map(({ id }) => id));
    for (const id of this.#asked.keys()) if (!known.has(id)) this.#asked.delete(id);
    tracker.set({ executingAt: new Date().toISOString() });
  }

  /** Those that were not asked for the longest; of what waits, which may be a thousand jobs of next week, only a few. */
  #choose(ids: readonly string[], running: ReadonlySet<string>): string[] {
    const { requestsPerMinute, executingEvery } = this.#reading.source.settings;
    const most = Math.min(MOST_ASKED, Math.max(LEAST_ASKED, Math.floor((requestsPerMinute / 60) * executingEvery)));
    const order = ids.toSorted((one, other) => (this.#asked.get(one) ?? 0) - (this.#asked.get(other) ?? 0));
    const waiting = order.filter((id) => !running.has(id));
    const few = Math.min(waiting.length, Math.floor(most * SHARE_OF_WAITING));
    return [...order.filter((id) => running.has(id)).slice(0, most - few), ...waiting].slice(0, most);
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
