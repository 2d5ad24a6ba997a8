import type { Instant } from "../../../lib/jobs/model.ts";
import { listIdsMadeBetween } from "../../store/reported-jobs.ts";
import type { Part } from "./read-history.ts";
import { type Reading, readJobs } from "./reading.ts";

/** Jobs of the index that are looked at for one part of a list. */
const MOST_OF_PART = 5000;
/** Single jobs that are asked for in one reading of a history. */
const MOST_ASKED = 1000;

/**
 * Finds jobs of the index that a source no longer lists: of each part of the list, those made in its time that neither it nor
 * the part before holds; the first part is of all newer ones too, the last of all older ones. Each is asked for by itself before it
 * is believed to be gone.
 */
export class VanishedFinder {
  readonly #reading: Reading;
  /** Of each partition the ids of the part before, and the time of its oldest job. */
  readonly #before = new Map<string, { ids: ReadonlySet<string>; oldest: Instant | null }>();
  #asked = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Whether more jobs seem to be gone than could be asked for. */
  get isBehind(): boolean {
    return this.#asked >= MOST_ASKED;
  }

  async look(partition: string, { listed, isFirst, isLast }: Part, signal: AbortSignal): Promise<void> {
    const { store, source, background } = this.#reading;
    const times = listed.jobs.flatMap(({ createdAt }) => createdAt ?? []).sort();
    const before = this.#before.get(partition);
    const [oldest = before?.oldest ?? null, newest = null] = [times[0], times.at(-1)];
    // A backend that tells no times cannot be compared so.
    if (oldest === null && listed.jobs.length > 0) return;
    const ids = new Set(listed.jobs.map(({ id }) => id));
    this.#before.set(partition, { ids, oldest });
    // From the part before on: a job made between the two would be missed.
    const to = before === undefined ? newest : later(before.oldest, newest);
    const kept = await listIdsMadeBetween(store.db, source, {
      agentId: partition === "" ? null : partition,
      from: isLast ? null : oldest,
      to: isFirst ? null : to,
      limit: MOST_OF_PART,
    });
    const missing = kept.filter((id) => !ids.has(id) && before?.ids.has(id) !== true);
    const asked = missing.slice(0, Math.max(0, MOST_ASKED - this.#asked));
    this.#asked += asked.length;
    await readJobs(this.#reading, background, asked, signal);
  }
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
