import { setTimeout as sleep } from "node:timers/promises";
import { readCounts } from "../../store/job-counts.ts";
import { lookAtSize } from "../../store/reported-jobs.ts";
import { putSyncState } from "../../store/source-sync.ts";
import { BackendError } from "../backend-error.ts";
import { CountComparer } from "./compare-counts.ts";
import { VanishedFinder } from "./find-vanished.ts";
import { ActiveReader } from "./read-active.ts";
import { type Part, readHistory } from "./read-history.ts";
import { readNewest } from "./read-newest.ts";
import type { Reading } from "./reading.ts";

/** How often what is known of a source is stored and told, when it changed. */
const TELL_MS = 1000;
const COUNT_EVERY_MS = 60_000;
/** The whole of a source is compared with the index so often, and no more often than that when something is amiss. */
const RECONCILE_EVERY_MS = 3_600_000;
const RECONCILE_AT_MOST_EVERY_MS = 600_000;
/** How often the history is read in a row when jobs seem to be missing afterwards. */
const MOST_TIMES = 3;
/** After so many jobs of a history, and each time that they are four times as many, the database looks at how many there are. */
const FIRST_LOOK_AT = 1000;
/** A source that was not read for so long is compared with the index when it is again. */
const AWAY_MS = 60_000;
/** The longest pause of what fails while the backend answers otherwise. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * Keeps the index in line with one source until `signal` aborts: what is under way and the newest jobs in short intervals, the
 * history in the background, once and then to compare. Failures are told by its health, and are tried again; it only throws
 * what is no failure of the source.
 */
export async function readSource(reading: Reading, signal: AbortSignal): Promise<void> {
  const { settings } = reading.source;
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const active = new ActiveReader(reading, either);
  const counts = new CountComparer(reading);
  let wanted = Number.NEGATIVE_INFINITY;
  const reconcileSoon = () => {
    wanted = Date.now();
  };

  async function newest(): Promise<void> {
    const { newestAt } = reading.tracker.health;
    const awayMs = newestAt === null ? 0 : Date.now() - Date.parse(newestAt);
    const isCaughtUp = await readNewest(reading, either);
    if (!isCaughtUp || awayMs > AWAY_MS + 2000 * settings.newestEvery) reconcileSoon();
  }

  async function history(): Promise<void> {
    const { backfill, reconciledAt } = reading.tracker.health;
    if (backfill?.finishedAt == null) return await fillBack(reading, either);
    const since = Date.now() - Date.parse(reconciledAt ?? backfill.finishedAt);
    const isWanted = wanted > Date.parse(reconciledAt ?? backfill.finishedAt) && since > RECONCILE_AT_MOST_EVERY_MS;
    if ((isWanted || since > RECONCILE_EVERY_MS) && !(await reconcile(reading, either))) reconcileSoon();
  }

  async function compare(): Promise<void> {
    if (reading.tracker.health.backfill?.finishedAt == null) return;
    if (await counts.compare(either)) reconcileSoon();
  }

  const lanes = [
    lane(reading, newest, settings.newestEvery * 1000, either),
    lane(reading, () => active.read(either), settings.executingEvery * 1000, either),
    lane(reading, history, 1000, either),
    lane(reading, compare, COUNT_EVERY_MS, either),
    tell(reading, either),
  ];
  try {
    await Promise.all(lanes);
  } finally {
    ending.abort(new Error("the reading of the source ended"));
    await Promise.allSettled(lanes);
    await store(reading);
  }
}

/** Does something again and again, with a pause between; a failure of the backend only makes it wait. */
async function lane(
  { circuit, log, source }: Reading,
  work: () => Promise<void>,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof BackendError)) throw error;
      log.debug({ source: source.id, fault: error.fault, reason: error.message }, "A source could not be read");
      // The circuit sees to a backend that is in trouble. Where only this does not work while all else does, it is tried less often.
      failures = circuit.openUntil === null ? failures + 1 : 0;
    }
    const pause = Math.max(everyMs, failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures));
    const left = Math.max(10, pause - (performance.now() - began));
    await sleep(left, undefined, { signal }).catch(() => undefined);
  }
}

async function fillBack(reading: Reading, signal: AbortSignal): Promise<void> {
  const { tracker } = reading;
  const startedAt = tracker.health.backfill?.startedAt ?? new Date().toISOString();
  tracker.set({ backfill: { startedAt, done: 0, total: null, finishedAt: null, ...tracker.health.backfill } });
  const onCursor: NonNullable<Parameters<typeof readHistory>[2]["onCursor"]> = (cursor, done, total) => {
    reading.cursor = cursor;
    tracker.set({ backfill: { startedAt, done, total, finishedAt: null } });
  };
  let looksAt = FIRST_LOOK_AT;
  const onPart = async () => {
    const { done = 0 } = tracker.health.backfill ?? {};
    if (done < looksAt) return;
    looksAt = done * 4;
    await lookAtSize(reading.store.db);
  };
  for (let time = 1; ; time++) {
    const { unusable } = await readHistory(reading, reading.cursor, { onCursor, onPart }, signal);
    // Where its list moved while it was read, some may have been missed.
    const total = tracker.health.backfill?.total ?? null;
    if (total === null || time === MOST_TIMES || (await countJobs(reading)) + unusable >= total) break;
    reading.cursor = null;
  }
  const finishedAt = new Date().toISOString();
  const { done = 0, total = null } = tracker.health.backfill ?? {};
  tracker.set({ backfill: { startedAt, done, total, finishedAt }, reconciledAt: finishedAt });
  reading.cursor = null;
}

async function countJobs({ store, source }: Reading): Promise<number> {
  const counts = await readCounts(store.db, source.org);
  return counts.reduce((sum, count) => (count.source === source.id ? sum + count.jobs : sum), 0);
}

/** Compares the whole of a source with the index. Answers whether all that seems to be gone was asked for. */
async function reconcile(reading: Reading, signal: AbortSignal): Promise<boolean> {
  const finder = new VanishedFinder(reading);
  const onPart = (partition: string, part: Part) => finder.look(partition, part, signal);
  await readHistory(reading, null, { onPart }, signal);
  reading.tracker.set({ reconciledAt: new Date().toISOString() });
  return !finder.isBehind;
}

async function tell(reading: Reading, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await store(reading);
    await sleep(TELL_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function store(reading: Reading): Promise<void> {
  const health = reading.tracker.news();
  if (health === null) return;
  await reading.store.write((tx) => putSyncState(tx, reading.source, { health, cursor: reading.cursor }));
}
