import type { Logger } from "pino";
import type { Instant } from "../../../lib/jobs/model.ts";
import type { SourceSettings } from "../../../lib/sources/settings.ts";
import type { HistoryCursor } from "../../store/source-sync.ts";
import type { Store } from "../../store/write.ts";
import { BackendError, type BackendFault } from "../backend-error.ts";
import type { JobSource, ListedJobs, ListRequest } from "../job-source.ts";
import type { Circuit } from "./circuit.ts";
import { deleteGone } from "./delete-gone.ts";
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

/** What to do where the backend's words do not say it. */
const ADVICE: Partial<Record<BackendFault, string>> = {
  forbidden: "check what the key may do",
  "not-found": "check the address",
  refused: "its API may be another version than the documented one",
};

/** What keeps every call from being answered: of the next job it will not be otherwise. */
const OF_ALL: ReadonlySet<BackendFault> = new Set(["unreachable", "moved", "unauthenticated", "rate-limited"]);

/** Asks for a part of a list and brings the index in line with it. */
export async function readPart(
  reading: Reading,
  backend: JobSource,
  request: ListRequest,
  signal: AbortSignal,
): Promise<{ listed: ListedJobs; ingested: Ingested }> {
  const { listed, askedAt } = await askList(reading, backend, request, signal);
  return { listed, ingested: await take(reading, backend, listed, askedAt, signal) };
}

/** Asks for a part of a list, in the circuit. What keeps it from being had is told by the source's health, with what to do. */
export async function askList(
  { circuit, tracker }: Reading,
  backend: JobSource,
  request: ListRequest,
  signal: AbortSignal,
): Promise<{ listed: ListedJobs; askedAt: Date }> {
  try {
    const ask = async () => {
      const askedAt = new Date();
      return { listed: await backend.list(request, signal), askedAt };
    };
    return await circuit.call(ask, signal, "list");
  } catch (error) {
    if (error instanceof BackendError) tracker.failed(inWords(error, request));
    throw error;
  }
}

function inWords({ fault, message }: BackendError, { partition }: ListRequest): string {
  const place = partition === "" ? "" : `, asked for ${partition}`;
  const advice = ADVICE[fault];
  return `${message}${place}${advice === undefined ? "" : `; ${advice}`}`;
}

/** Brings the index in line with a part of a list; jobs of which it says what is hard to believe are asked for. */
export async function take(
  reading: Reading,
  backend: JobSource,
  listed: ListedJobs,
  askedAt: Date,
  signal: AbortSignal,
): Promise<Ingested> {
  for (const notice of listed.notices) reading.tracker.notice(notice);
  const options = { askedAt, certain: false, late: backend.listsLate };
  const ingested = await ingest(reading.store, reading.source, listed.jobs, options);
  if (ingested.unusable > 0)
    reading.tracker.notice("Jobs with ids that cannot be kept were left out", ingested.unusable);
  await readJobs(reading, backend, ingested.doubtful, signal);
  return ingested;
}

/**
 * Asks for single jobs and brings the index in line; those that the backend no longer has leave it. One that cannot be read is
 * noted, and does not keep the others from it.
 */
export async function readJobs(
  reading: Reading,
  backend: JobSource,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { circuit, store, source, tracker } = reading;
  const gone: string[] = [];
  for (const id of ids) {
    const askedAt = new Date();
    try {
      const detail = await circuit.call(() => backend.get(id, signal), signal);
      if (detail === null) gone.push(id);
      else await ingest(store, source, [detail.job], { askedAt, certain: true });
    } catch (error) {
      if (!(error instanceof BackendError) || OF_ALL.has(error.fault) || circuit.failures > 0) throw error;
      tracker.notice(`A job could not be read: ${error.message}`);
    }
  }
  if (gone.length === 0) return;
  const deleted = await circuit.call(() => deleteGone(store, backend, source.id, gone, signal), signal, "list");
  tracker.set({ vanished: tracker.health.vanished + deleted });
}

/** Does something for each partition; one that fails does not keep the others from it. @throws the first failure, at the end */
export async function forPartitions(
  partitions: readonly string[],
  work: (partition: string) => Promise<void>,
): Promise<void> {
  let failure: BackendError | undefined;
  for (const partition of partitions) {
    try {
      await work(partition);
    } catch (error) {
      if (!(error instanceof BackendError) || OF_ALL.has(error.fault)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
}
