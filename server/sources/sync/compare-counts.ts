import { COUNT_NAMES, noCounts } from "../../../lib/jobs/state.ts";
import type { SourceHealth } from "../../../lib/sources/health.ts";
import { readCounts } from "../../store/job-counts.ts";
import { BackendError } from "../backend-error.ts";
import type { Reading } from "./reading.ts";

/**
 * Compares the index's counts of a source with its own, where it gives them. A count is called different only when it also was
 * the time before by as much: jobs go on while two are asked.
 */
export class CountComparer {
  readonly #reading: Reading;
  #before = new Map<string, number>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Answers whether the index differs. */
  async compare(signal: AbortSignal): Promise<boolean> {
    const { background: backend, circuit, store, source, tracker } = this.#reading;
    if (backend.counts === undefined) return false;
    const there = await circuit
      .call(async () => await backend.counts?.(signal), signal)
      .catch((error: unknown) => {
        if (error instanceof BackendError) tracker.notice(`Its counts could not be read: ${error.message}`);
        throw error;
      });
    if (there === undefined) return false;
    const here = noCounts();
    for (const count of await readCounts(store.db, source.org)) {
      if (count.source === source.id) here[count.countName] += count.jobs;
    }
    const differences = new Map<string, number>();
    const drift: NonNullable<SourceHealth["drift"]> = [];
    for (const count of COUNT_NAMES) {
      const told = there[count];
      if (told === null || told === here[count]) continue;
      differences.set(count, told - here[count]);
      if (this.#before.get(count) === told - here[count]) drift.push({ count, here: here[count], there: told });
    }
    this.#before = differences;
    tracker.set({ drift, driftAt: new Date().toISOString() });
    return drift.length > 0;
  }
}
