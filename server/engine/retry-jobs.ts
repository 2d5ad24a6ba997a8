import type { JobRow } from "../../lib/jobs/model.ts";
import { AppError } from "../errors.ts";
import type { RetryRequest } from "../services/job-engine.ts";
import { getBulkCommands, insertCommands } from "../store/commands.ts";
import { getJobDetails, listRetries, type RetryState, type StoredDetail } from "../store/job-details.ts";
import { copyJobRequests } from "../store/job-requests.ts";
import { insertJobs, type JobKey, listJobsByKey, lockJobs, nextLocalJobIds, textOfKey } from "../store/jobs.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { noSuchJob, whyNotRetried } from "./refusals.ts";
import { type Remade, remakeJob } from "./remake-job.ts";
import { fresh, startedBy } from "./start-job.ts";
import type { TicketQueue } from "./ticket-queue.ts";

type Old = JobRow & { org: string; agentId: string };

/** A job that can be retried, with what the new one is made from. */
interface Retriable {
  old: Old;
  remade: Remade;
}

/** What a job is judged by. */
interface Facts {
  job: (JobRow & { org: string }) | undefined;
  detail: StoredDetail | undefined;
  retries: readonly RetryState[];
}

/**
 * Makes new jobs of such as have ended, with the same configurations unless `edits` says otherwise, all in one transaction. Answers in the order of
 * `keys`, which are of different jobs: the new job, or why there is none (NOT_FOUND; CONFLICT unless the job has ended and can
 * be made again). While an earlier retry of a job has not ended there is no other, unless `again`. A bulk action retries
 * each job once, and answers with the same new job if asked again; it retries none that somebody else has.
 */
export async function retryJobs(
  { store, tickets }: { store: Store; tickets: TicketQueue },
  org: string,
  keys: readonly JobKey[],
  request: RetryRequest,
): Promise<(JobRow | AppError)[]> {
  await tickets.open();
  return await store.write(async (tx) => {
    const jobs = await lockJobs(tx, keys);
    const outcomes = await madeBefore(tx, org, keys, request);
    const left = keys.filter((key) => !outcomes.has(textOfKey(key)));
    const retries = await listRetries(tx.db, left);
    const details = await getJobDetails(tx.db, left);
    const retriable: Retriable[] = [];
    for (const key of left) {
      const text = textOfKey(key);
      const facts = { job: jobs.get(text), detail: details.get(text), retries: retries.get(text) ?? [] };
      const judged = judge(org, key, facts, request);
      if (judged instanceof AppError) outcomes.set(text, judged);
      else retriable.push(judged);
    }
    const made = await makeAgain(tx, tickets, org, retriable, request);
    for (const [place, { old }] of retriable.entries()) outcomes.set(textOfKey(old), made[place] ?? noSuchJob(old));
    return keys.map((key) => outcomes.get(textOfKey(key)) ?? noSuchJob(key));
  });
}

/** The jobs that this bulk action has made of some of them already. */
async function madeBefore(
  tx: WriteTransaction,
  org: string,
  keys: readonly JobKey[],
  { bulkId }: RetryRequest,
): Promise<Map<string, JobRow | AppError>> {
  if (bulkId === undefined) return new Map();
  const commands = await getBulkCommands(tx, bulkId, keys);
  const keyOfResult = (key: JobKey) => ({ source: key.source, id: commands.get(textOfKey(key))?.resultJobId ?? "" });
  const asked = keys.filter((key) => commands.has(textOfKey(key)));
  const made = await listJobsByKey(tx.db, org, asked.map(keyOfResult));
  const byKey = new Map(made.map((job) => [textOfKey(job), job]));
  return new Map(
    asked.map((key) => [textOfKey(key), byKey.get(textOfKey(keyOfResult(key))) ?? noSuchJob(keyOfResult(key))]),
  );
}

function judge(org: string, key: JobKey, { job, detail, retries }: Facts, request: RetryRequest): Retriable | AppError {
  if (job === undefined || job.org !== org || job.agentId === null) return noSuchJob(key);
  const refusal = whyNotRetried(job, retries, request);
  if (refusal !== undefined) return refusal;
  try {
    return { old: { ...job, agentId: job.agentId }, remade: remakeJob(job, detail, request.edits) };
  } catch (cause) {
    if (cause instanceof AppError) return cause;
    const message = "What the job was made with is not kept, so it cannot be made again.";
    return new AppError("CONFLICT", message, { cause });
  }
}

/** In the order of `retriable`. */
async function makeAgain(
  tx: WriteTransaction,
  tickets: TicketQueue,
  org: string,
  retriable: readonly Retriable[],
  { actor, reason = null, bulkId }: RetryRequest,
): Promise<JobRow[]> {
  if (retriable.length === 0) return [];
  const now = new Date().toISOString();
  const ids = await nextLocalJobIds(tx, retriable.length);
  const each = retriable.flatMap((job, place) => {
    const id = ids[place];
    return id === undefined ? [] : [{ ...job, id }];
  });
  await insertCommands(
    tx,
    each.map(({ old, remade, id }) => ({
      ...{
        org,
        source: old.source,
        jobId: old.id,
        agentId: old.agentId,
        action: "retry" as const,
        actor,
        reason,
        bulkId,
        edited: remade.edited,
      },
      ...{ acknowledgedAt: now, finishedAt: now, outcome: "done" as const, resultJobId: id },
    })),
  );
  const made = await insertJobs(
    tx,
    each.map(({ old, remade, id }) => ({
      ...fresh(id, now),
      ...remade.made,
      org,
      trigger: "retry",
      agentId: old.agentId,
      agentName: old.agentName,
      retryOf: old.id,
      ...startedBy(actor),
    })),
  );
  await copyJobRequests(
    tx,
    each.map(({ old, id }) => ({ old, made: { source: old.source, id } })),
  );
  await tickets.send(
    tx,
    ...each.map(({ old, remade: { definition, made }, id }) => ({
      ...{ jobId: id, attempt: 1, agentId: old.agentId, concurrency: definition.concurrency, priority: made.priority },
    })),
  );
  return made;
}
