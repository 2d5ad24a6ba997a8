import type { Logger } from "pino";
import type { Instant } from "../../../lib/jobs/model.ts";
import type { SourceSettings } from "../../../lib/sources/settings.ts";
import { deleteJobs } from "../../store/jobs.ts";
import type { HistoryCursor } from "../../store/source-sync.ts";
import type { Store } from "../../store/write.ts";
import type { JobSource, ListedJobs, ListRequest } from "../job-source.ts";
import type { Circuit } from "./circuit.ts";
import type { HealthTracker } from "./health-tracker.ts";
import { type Ingested, ingest } from "./ingest.ts";

/** One source while it is being read, as all that read it share it. */
export interface Reading {
  store: Store;
  log: Logger;
  source: { id: string; org: string; updatedAt: Instant; settings: SourceSettings };
  /** The backend, for what is executing, for the newest jobs and for the history. */
  executing: JobSource;
  newest: JobSource;
  background: JobSource;
  circuit: Circuit;
  tracker: HealthTracker;
  /** Where the history is read from next; null before it was begun. */
  cursor: HistoryCursor | null;
}

/** Asks for a part of a list and brings the index in line with it. */
export async function readPart(
  reading: Reading,
  backend: JobSource,
  request: ListRequest,
  signal: AbortSignal,
): Promise<{ listed: ListedJobs; ingested: Ingested }> {
  const { listed, askedAt } = await askList(reading, backend, request, signal);
  return { listed, ingested: await take(reading, listed, askedAt, signal) };
}

/** Asks for a part of a list, in the circuit. */
export async function askList(
  { circuit }: Reading,
  backend: JobSource,
  request: ListRequest,
  signal: AbortSignal,
): Promise<{ listed: ListedJobs; askedAt: Date }> {
  return await circuit.call(async () => {
    const askedAt = new Date();
    return { listed: await backend.list(request, signal), askedAt };
  }, signal);
}

/** Brings the index in line with a part of a list; jobs of which it says what is hard to believe are asked for. */
export async function take(
  reading: Reading,
  listed: ListedJobs,
  askedAt: Date,
  signal: AbortSignal,
): Promise<Ingested> {
  for (const notice of listed.notices) reading.tracker.notice(notice);
  const ingested = await ingest(reading.store, reading.source, listed.jobs, { askedAt, certain: false });
  if (ingested.unusable > 0)
    reading.tracker.notice("Jobs with ids that cannot be kept were left out", ingested.unusable);
  await readJobs(reading, ingested.doubtful, signal);
  return ingested;
}

/** Asks for single jobs and brings the index in line; those that the backend no longer has leave it. */
export async function readJobs(reading: Reading, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const { circuit, executing, store, source, tracker } = reading;
  for (const id of ids) {
    const askedAt = new Date();
    const detail = await circuit.call(() => executing.get(id, signal), signal);
    if (detail !== null) await ingest(store, source, [detail.job], { askedAt, certain: true });
    else {
      const gone = await store.write((tx) => deleteJobs(tx, [{ source: source.id, id }]));
      tracker.set({ vanished: tracker.health.vanished + gone });
    }
  }
}
