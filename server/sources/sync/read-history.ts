import type { HistoryCursor } from "../../store/source-sync.ts";
import type { ListedJobs } from "../job-source.ts";
import { askList, type Reading, take } from "./reading.ts";

/** Of each part so many jobs are read again with the next one: by them it is told whether the list moved meanwhile. */
const OVERLAP = 10;
/** How often a place is gone back from, before it is gone on from whatever is there. */
const MOST_STEPS_BACK = 3;

export interface HistoryOptions {
  /** Told of each part when the index is in line with it, before the next one is read. */
  onPart?: (partition: string, listed: ListedJobs) => Promise<void>;
  /** Told where it would go on; after what it is told, a crash loses nothing. */
  onCursor?: (cursor: HistoryCursor, done: number, total: number | null) => void;
}

/**
 * Reads all jobs of a source, the newest first, from where the cursor says. Lists move while they are read: new jobs push
 * others on, which are then read twice, and deleted ones draw them back, which would let some be missed; so parts overlap,
 * and where they do not any more, it goes back. Numbered pages cannot overlap: of these, what was missed is found by the next
 * reading.
 */
export async function readHistory(
  reading: Reading,
  from: HistoryCursor | null,
  options: HistoryOptions,
  signal: AbortSignal,
): Promise<void> {
  const { background } = reading;
  const cursor: HistoryCursor = { offsets: { ...from?.offsets }, done: [...(from?.done ?? [])] };
  const totals = new Map<string, number | null>();
  for (const partition of background.partitions) {
    if (cursor.done.includes(partition)) continue;
    await readPartition(reading, partition, cursor.offsets[partition] ?? 0, signal, async (listed, offset) => {
      await options.onPart?.(partition, listed);
      cursor.offsets[partition] = offset;
      totals.set(partition, listed.total);
      const done = Object.values(cursor.offsets).reduce((sum, each) => sum + each, 0);
      options.onCursor?.(structuredClone(cursor), done, totalOf(background.partitions, totals));
    });
    cursor.done.push(partition);
  }
}

async function readPartition(
  reading: Reading,
  partition: string,
  from: number,
  signal: AbortSignal,
  onPart: (listed: ListedJobs, offset: number) => Promise<void>,
): Promise<void> {
  const { background } = reading;
  const limit = background.pageLimit;
  const overlap = background.listsPages ? 0 : Math.min(OVERLAP, Math.floor(limit / 2));
  const ask = (offset: number) => askList(reading, background, { partition, offset, limit }, signal);
  let offset = Math.max(0, from - overlap);
  let last: string | undefined;
  let before = new Set<string>();
  let stepsBack = 0;
  let asked = ask(offset);
  for (;;) {
    const { listed, askedAt } = await asked;
    const end = offset + listed.returned;
    const isLast = listed.returned === 0 || end >= (listed.total ?? (listed.returned < limit ? end : Infinity));
    if (offset > 0 && listed.jobs.length > overlap && listed.jobs.every(({ id }) => before.has(id))) {
      reading.tracker.notice("A list answers the same jobs at another offset, so only the newest can be read");
      return;
    }
    const moved =
      overlap > 0 && last !== undefined && listed.returned > 0 && !listed.jobs.some(({ id }) => id === last);
    if (moved && stepsBack < MOST_STEPS_BACK && offset > 0) {
      stepsBack++;
      offset = Math.max(0, offset - limit + overlap);
      asked = ask(offset);
      last = undefined;
      continue;
    }
    if (!moved) stepsBack = 0;
    const next = end - Math.min(overlap, Math.floor(listed.returned / 2));
    // The next part is on its way while this one is written.
    if (!isLast) {
      asked = ask(next);
      asked.catch(() => undefined);
    }
    await take(reading, listed, askedAt, signal);
    await onPart(listed, end);
    if (isLast) return;
    last = listed.jobs.at(-1)?.id;
    before = new Set(listed.jobs.map(({ id }) => id));
    offset = next;
  }
}

function totalOf(partitions: readonly string[], totals: ReadonlyMap<string, number | null>): number | null {
  let sum = 0;
  for (const partition of partitions) {
    const total = totals.get(partition);
    if (total === undefined || total === null) return null;
    sum += total;
  }
  return sum;
}
