import { forPartitions, type Reading, readPart } from "./reading.ts";

/** Pages that are read on while they hold jobs that were not known. More than that is for the reading of the history. */
const MOST_PAGES = 20;
const PAGE = 50;

/**
 * Reads the newest jobs, on and on until there are none that were not known. Answers whether it came to that: if not, there
 * are jobs between those read now and those known before.
 */
export async function readNewest(reading: Reading, signal: AbortSignal): Promise<boolean> {
  const { newest: backend, tracker } = reading;
  const limit = Math.min(PAGE, backend.pageLimit);
  const begun = reading.tracker.health.backfill !== null;
  let caughtUp = true;
  await forPartitions(backend.partitions, async (partition) => {
    for (let page = 1, offset = 0; ; page++) {
      const { listed, ingested } = await readPart(reading, backend, { partition, offset, limit }, signal);
      offset += listed.returned;
      if (listed.returned === 0 || ingested.created === 0) return;
      // What was there before the source was added is read with its history.
      if (!begun) return;
      if (page === MOST_PAGES) {
        caughtUp = false;
        return;
      }
    }
  });
  tracker.set({ newestAt: new Date().toISOString() });
  return caughtUp;
}
