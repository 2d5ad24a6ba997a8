import type { Instant } from "../../../lib/jobs/model.ts";
import { listIdsMadeBetween } from "../../store/reported-jobs.ts";
import type { ListedJobs } from "../job-source.ts";
import { type Reading, readJobs } from "./reading.ts";

/** Jobs of the index that are looked at for one part of a list. */
const MOST_OF_PART = 5000;
/** Single jobs that are asked for in one reading of a history. */
const MOST_ASKED = 1000;

/**
 * Finds jobs of the index that a source no longer lists: of each part of the list, those made in its time that neither it nor
 * the part before holds. Each is asked for by itself before it is believed to be gone.
 */
export class VanishedFinder {
  readonly #reading: Reading;
  /** Of each partition the ids of the part before, and the time of its oldest job. */
  readonly #before = new Map<string, { ids: ReadonlySet<string>; oldest: Instant }>();
  #asked = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  async look(partition: string, listed: ListedJobs, signal: AbortSignal): Promise<void> {
    const { store, source } = this.#reading;
    const times = listed.jobs.flatMap(({ createdAt }) => createdAt ?? []).sort();
    const [oldest, newest] = [times[0], times.at(-1)];
    if (oldest === undefined || newest === undefined) return;
    const before = this.#before.get(partition);
    const ids = new Set(listed.jobs.map(({ id }) => id));
    this.#before.set(partition, { ids, oldest });
    const kept = await listIdsMadeBetween(store.db, source.id, {
      agentId: partition === "" ? null : partition,
      from: oldest,
      // From the part before on: a job made between the two would be missed.
      to: before === undefined || before.oldest < newest ? newest : before.oldest,
      limit: MOST_OF_PART,
    });
    const missing = kept.filter((id) => !ids.has(id) && before?.ids.has(id) !== true);
    const asked = missing.slice(0, Math.max(0, MOST_ASKED - this.#asked));
    this.#asked += asked.length;
    await readJobs(this.#reading, asked, signal);
  }
}
