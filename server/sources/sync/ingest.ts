import type { ReportedJob } from "../../../lib/dialects/reported-job.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { updateOpenCommands } from "../../store/commands.ts";
import {
  insertReported,
  lockReported,
  readReported,
  recordReported,
  updateReported,
} from "../../store/reported-jobs.ts";
import type { Store, WriteTransaction } from "../../store/write.ts";
import { differs, mergeReport, newRow } from "./merge-report.ts";

/** More new jobs at a time are told of as one change: nobody watches them come one by one. */
const MOST_TOLD = 100;
/** Jobs of one transaction: few enough that nobody waits for it, and that nothing else waits for this thread. */
const BATCH = 250;
const POSSIBLE_ID = /^\P{Cc}{1,200}$/u;

export interface IngestOptions {
  /** When the backend was asked: a row that says what it was asked later is left as it is. */
  askedAt: Date;
  /**
   * Whether what a report says is certain. A list may be older than what its backend says of the single job: by a list alone,
   * no job that has ended comes back to life.
   */
  certain: boolean;
  /** Whether it is from a list that its backend keeps for a while. Of what is under way that says nothing but that it may have ended. */
  late?: boolean;
}

export interface Ingested {
  created: number;
  changed: number;
  /** Jobs of which an uncertain report says what is hard to believe: to be asked for. */
  doubtful: string[];
  /** How many ids were such as cannot be kept. */
  unusable: number;
}

/** Brings the index in line with what a backend reports. The same report twice changes nothing. */
export async function ingest(
  store: Store,
  source: { id: string; org: string },
  reported: readonly ReportedJob[],
  options: IngestOptions,
): Promise<Ingested> {
  const distinct = new Map(reported.filter(({ id }) => POSSIBLE_ID.test(id)).map((job) => [job.id, job]));
  const jobs = [...distinct.values()];
  const unusable = reported.filter(({ id }) => !POSSIBLE_ID.test(id)).length;
  const sum: Ingested = { created: 0, changed: 0, doubtful: [], unusable };
  for (let place = 0; place < jobs.length; place += BATCH) {
    const part = await ingestBatch(store, source, jobs.slice(place, place + BATCH), options);
    sum.created += part.created;
    sum.changed += part.changed;
    sum.doubtful.push(...part.doubtful);
  }
  return sum;
}

async function ingestBatch(
  store: Store,
  { id: source, org }: { id: string; org: string },
  jobs: readonly ReportedJob[],
  { askedAt, certain, late = false }: IngestOptions,
): Promise<Omit<Ingested, "unusable">> {
  return await store.write(async (tx) => {
    const ids = jobs.map(({ id }) => id);
    const before = await lockReported(tx, source, ids);
    const doubtful: string[] = [];
    const made = [];
    const changed = [];
    for (const job of jobs) {
      const row = before.get(job.id);
      if (row === undefined) made.push({ ...newRow(job, askedAt), id: job.id });
      else if (row.reportedAt !== null && Date.parse(row.reportedAt) > askedAt.getTime()) continue;
      else if (!certain && row.state !== job.state && (hasEnded(row.state) || (late && hasEnded(job.state)))) {
        doubtful.push(job.id);
      } else if (!late || hasEnded(row.state)) {
        const after = mergeReport(row, job);
        if (differs(row, after)) changed.push({ ...after, id: job.id });
      }
    }
    const inserted = await insertReported(tx, { org, source, askedAt }, made);
    const updated = await updateReported(tx, { source, askedAt }, changed);
    await finishCancels(tx, org, updated, before);
    if (inserted.length > MOST_TOLD) {
      tx.record({ org, kind: "source", source, jobId: null, data: { health: null, jobs: inserted.length } });
      recordReported(tx, org, updated, before);
    } else recordReported(tx, org, [...(await readReported(tx, source, inserted)), ...updated], before);
    return { created: inserted.length, changed: updated.length, doubtful };
  });
}

/** A cancel is done when its job is cancelled, and has failed when the job ended otherwise. */
async function finishCancels(
  tx: WriteTransaction,
  org: string,
  jobs: readonly JobRow[],
  before: ReadonlyMap<string, JobRow>,
): Promise<void> {
  for (const job of jobs) {
    if (!hasEnded(job.state) || before.get(job.id)?.state === job.state) continue;
    const outcome = job.state === "Cancelled" ? "done" : "failed";
    await updateOpenCommands(tx, org, job, "cancel", { finishedAt: new Date().toISOString(), outcome });
  }
}
