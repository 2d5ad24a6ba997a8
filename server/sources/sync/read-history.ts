import type { HistoryCursor } from "../../store/source-sync.ts";
import type { ListedJobs } from "../job-source.ts";
import { askList, forPartitions, type Reading, take } from "./reading.ts";

/** Of each part so many jobs are read again with the next one: by them it is told whether the list moved meanwhile. */
const OVERLAP = 10;
/** How often a place is gone back from, before it is gone on from whatever is there. */
const MOST_STEPS_BACK = 3;

/** A part of a list, and whether it is the first or the last one. */
export interface Part {
  listed: ListedJobs;
  isFirst: boolean;
  isLast: boolean;
}

export interface HistoryOptions {
  /** Told of each part when the index is in line with it, before the next one is read. */
  onPart?: (partition: string, part: Part) => Promise<void>;
  /** Told where it would go on; after what it is told, a crash loses nothing. */
  onCursor?: (cursor: HistoryCursor, done: number, total: number | null) => void;
}

/**
 * Reads all jobs of a source, the newest first, from where the cursor says; answers how many items of its lists were no jobs that
 * can be kept. Lists move while they are read: new jobs push others on, which are then read twice, and deleted ones draw them back,
 * which would let some be missed; so parts overlap, and where they do not any more, it goes back. Numbered pages cannot overlap: of
 * these, it goes back when there are fewer jobs in all than before.
 */
export async function readHistory(
  reading: Reading,
  from: HistoryCursor | null,
  options: HistoryOptions,
  signal: AbortSignal,
): Promise<{ unusable: number }> {
  const { partitions } = reading.background;
  const cursor: HistoryCursor = { offsets: { ...from?.offsets }, done: [...(from?.done ?? [])] };
  const totals = new Map<string, number | null>();
  let unusable = 0;
  const tell = () => {
    const done = Object.values(cursor.offsets).reduce((sum, each) => sum + each, 0);
    options.onCursor?.(structuredClone(cursor), done, totalOf(partitions, totals));
  };
  const left = partitions.filter((partition) => !cursor.done.includes(partition));
  await forPartitions(left, async (partition) => {
    const onPart = async (part: Part, end: number, lost: number) => {
      unusable += lost;
      await options.onPart?.(partition, part);
      cursor.offsets[partition] = end;
      totals.set(partition, part.listed.total);
      tell();
    };
    await readPartition(reading, partition, cursor.offsets[partition] ?? 0, signal, onPart);
    cursor.done.push(partition);
    tell();
  });
  return { unusable };
}

async function readPartition(
  reading: Reading,
  partition: string,
  from: number,
  signal: AbortSignal,
  onPart: (part: Part, end: number, unusable: number) => Promise<void>,
): Promise<void> {
  const { background } = reading;
  const limit = background.pageLimit;
  const overlap = background.listsPages ? 0 : Math.min(OVERLAP, Math.floor(limit / 2));
  const ask = (offset: number) => askList(reading, background, { partition, offset, limit }, signal);
  let offset = Math.max(0, from - overlap);
  let before: ListedJobs | undefined;
  let isFirst = true;
  let reached = 0;
  let stepsBack = 0;
  let asked = ask(offset);
  for (;;) {
    const { listed, askedAt } = await asked;
    const end = offset + listed.returned;
    // A backend may give fewer than it was asked for, and count no further than it likes: the end is where nothing follows.
    const isAll = listed.returned < limit && listed.total !== null && end >= listed.total;
    const isLast = isAll || listed.returned === 0 || (before !== undefined && end <= reached);
    if (isSameAgain(before, listed, overlap)) {
      if (end <= (listed.total ?? Infinity))
        reading.tracker.notice("A list answers the same jobs at another offset, so only the newest can be read");
      return;
    }
    const moved = hasMovedBack(before, listed, overlap);
    if (moved && stepsBack < MOST_STEPS_BACK && offset > 0) {
      stepsBack++;
      offset = Math.max(0, offset - limit + overlap);
      asked = ask(offset);
      // What is read from there on is looked at against itself.
      before = undefined;
      continue;
    }
    if (!moved) stepsBack = 0;
    const next = end - Math.min(overlap, Math.floor(listed.returned / 2));
    // The next part is on its way while this one is written.
    if (!isLast) {
      asked = ask(next);
      asked.catch(() => undefined);
    }
    const { unusable } = await take(reading, background, listed, askedAt, signal);
    await onPart({ listed, isFirst, isLast }, end, unusable + listed.returned - listed.jobs.length);
    if (isLast) return;
    before = listed;
    reached = end;
    isFirst = false;
    offset = next;
  }
}

/** Whether a list answers the same whatever it is asked for. Where jobs were added meanwhile, they may have pushed all of them on. */
function isSameAgain(before: ListedJobs | undefined, { jobs, total }: ListedJobs, overlap: number): boolean {
  if (before === undefined || jobs.length <= overlap || (total ?? 0) > (before.total ?? 0)) return false;
  const ids = new Set(before.jobs.map(({ id }) => id));
  return jobs.every(({ id }) => ids.has(id));
}

/** Whether jobs before this part are gone from the list, so that some were passed over. */
function hasMovedBack(before: ListedJobs | undefined, { jobs, total }: ListedJobs, overlap: number): boolean {
  if (before === undefined) return false;
  if (overlap === 0) return total !== null && before.total !== null && total < before.total;
  const tail = new Set(before.jobs.slice(-overlap).map(({ id }) => id));
  return jobs.length > 0 && !jobs.some(({ id }) => tail.has(id));
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
