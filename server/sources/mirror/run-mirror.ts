import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import type { RunPart } from "../../../lib/jobs/run-parts.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { redactSecrets } from "../../../lib/text/redact.ts";
import { AppError, conflict } from "../../errors.ts";
import {
  appendResults,
  clearResults,
  getMirror,
  type KeptMirror,
  putDetail,
  putMirror,
  putRun,
  putTasks,
} from "../../store/job-mirror.ts";
import { getJob, type JobKey, textOfKey, updateJob } from "../../store/jobs.ts";
import { getRun } from "../../store/runs.ts";
import type { TaskOwner } from "../../store/tasks.ts";
import type { Store } from "../../store/write.ts";
import { BackendError } from "../backend-error.ts";
import { type JobSource, MOST_ROWS } from "../job-source.ts";
import { deleteGone } from "../sync/delete-gone.ts";
import { ingest } from "../sync/ingest.ts";
import { appendLines, linesAfterKept } from "./mirror-log.ts";
import { runColumns } from "./run-columns.ts";

/** What was read of a job that runs is good for so long, and of one that has ended; in milliseconds. */
const GOOD_MS = { running: 1500, ended: 60_000 };
/** Whoever looks waits so long for a backend; then is shown what is kept, with its age. */
const PATIENCE_MS = 8000;
/** How often a job that somebody looks at is read. */
const WATCH_MS = 2000;
/** As much of a log, and of results, is kept; more is to be had from the backend itself. */
const MOST_LINES = 200_000;
const MOST_RESULTS = 100_000;

export interface RunMirrorParts {
  store: Store;
  log: Logger;
  /** The backend of a source, for operators' calls; undefined for what is no connected backend. */
  open: (source: string) => Promise<JobSource | undefined>;
}

/**
 * Reads what backends know of a job when somebody looks at it, into the tables that runs of the built-in engine are kept in:
 * so its page does all that theirs do. What cannot be read now stays as it was read before, and its age is known.
 */
export class RunMirror {
  readonly #parts: RunMirrorParts;
  /** What is being read: whoever comes meanwhile waits for the same. */
  readonly #reading = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(parts: RunMirrorParts) {
    this.#parts = parts;
  }

  /**
   * Brings what is kept of a job up to date, its details first. Resolves when that is done, when it takes too long, or when it
   * cannot be done; it never throws for what a backend does.
   */
  async freshen({ source, id }: JobKey, part: RunPart | "detail"): Promise<void> {
    if (source === "local") return;
    const backend = await this.#open({ source, id });
    if (backend === undefined) return;
    const done = this.#once({ source, id }, backend, part);
    const patience = new AbortController();
    await Promise.race([done, sleep(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  /** Reads all of a part, however long it takes. @throws AppError SOURCE_FAILED; CONFLICT when it is more than is kept */
  async readWhole(key: JobKey, part: RunPart): Promise<void> {
    if (key.source === "local" || part === "tasks") return;
    const backend = await this.#open(key);
    if (backend?.[part] === undefined) return;
    await this.#once(key, backend, part);
    const kept = await getMirror(this.#parts.store.db, key);
    if (kept == null || (kept.error === null && kept[part === "logs" ? "logAt" : "resultsAt"] !== null)) return;
    if (kept.error !== null) throw new AppError("SOURCE_FAILED", kept.error);
    // Before its run there is nothing to be read.
    if ((await getRun(this.#parts.store.db, key)) === undefined) return;
    const most = part === "logs" ? `${formatCount(MOST_LINES)} log lines` : `${formatCount(MOST_RESULTS)} results`;
    throw conflict(`It has more than ${most}, which is as many as are kept here. Get the whole at its backend.`);
  }

  /** Keeps a job up to date for as long as somebody looks at it: until what is returned is called. */
  watch(org: string, key: JobKey): () => void {
    if (key.source === "local") return () => undefined;
    const ending = new AbortController();
    const signal = AbortSignal.any([ending.signal, this.#closing.signal]);
    void this.#watch(org, key, signal).catch((error) => {
      if (!signal.aborted)
        this.#parts.log.warn({ err: error, job: key }, "A job that is looked at is not read any more");
    });
    return () => ending.abort(new Error("nobody looks at it"));
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error("the node is shutting down"));
    await Promise.allSettled(this.#reading.values());
  }

  async #watch(org: string, key: JobKey, signal: AbortSignal): Promise<void> {
    if ((await orgOf(this.#parts.store, key)) !== org) return;
    while (!signal.aborted) {
      await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const backend = await this.#open(key);
      if (backend === undefined) return;
      await this.#once(key, backend, "detail");
      for (const part of ["logs", "results"] as const) {
        if (backend.capabilities[part] && (await this.#isWanted(key, part))) await this.#once(key, backend, part);
      }
    }
  }

  /** Of parts that nobody has asked for yet, nothing is read. */
  async #isWanted(key: JobKey, part: "logs" | "results"): Promise<boolean> {
    const kept = await getMirror(this.#parts.store.db, key);
    return (part === "logs" ? kept?.logAt : kept?.resultsAt) != null;
  }

  #once(key: JobKey, backend: JobSource, part: RunPart | "detail"): Promise<void> {
    const name = `${part} ${textOfKey(key)}`;
    const reading = this.#reading.get(name);
    if (reading !== undefined) return reading;
    const made = this.#read(key, backend, part).finally(() => this.#reading.delete(name));
    this.#reading.set(name, made);
    return made;
  }

  async #read(key: JobKey, backend: JobSource, part: RunPart | "detail"): Promise<void> {
    const { log } = this.#parts;
    try {
      await this.#readDetail(key, backend);
      if (part === "logs") await this.#readLog(key, backend);
      else if (part === "results") await this.#readResults(key, backend);
    } catch (error) {
      if (!(error instanceof BackendError)) {
        if (!this.#closing.signal.aborted) log.error({ err: error, job: key }, "What a backend told could not be kept");
        return;
      }
      await this.#failed(key, error);
    }
  }

  async #open(key: JobKey): Promise<JobSource | undefined> {
    try {
      return await this.#parts.open(key.source);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      await this.#failed(key, error);
      return undefined;
    }
  }

  async #failed(key: JobKey, { message }: BackendError): Promise<void> {
    const at = new Date().toISOString();
    await this.#parts.store.write((tx) => putMirror(tx, key, { error: message, errorAt: at, lookedAt: at }));
  }

  async #readDetail(key: JobKey, backend: JobSource): Promise<void> {
    const { store } = this.#parts;
    const org = await orgOf(store, key);
    if (org === undefined) return;
    const [job, kept] = await Promise.all([getJob(store.db, org, key), getMirror(store.db, key)]);
    if (job === undefined || isGood(kept?.detailAt, job, kept?.error === null)) return;
    const askedAt = new Date();
    const detail = await backend.get(key.id, this.#closing.signal);
    if (detail === null) {
      await deleteGone(store, backend, key.source, [key.id], this.#closing.signal);
      return;
    }
    await ingest(store, { id: key.source, org }, [detail.job], { askedAt, certain: true });
    await store.write(async (tx) => {
      const row = await getJob(tx.db, org, key);
      if (row === undefined) return;
      const { params, config, result } = detail;
      const read = { detailAt: askedAt.toISOString(), lookedAt: new Date().toISOString(), error: null, errorAt: null };
      await putMirror(tx, key, { ...read, raw: redactSecrets(detail.raw) });
      await putDetail(tx, key, { params, config, result, raw: detail.raw });
      const hasBegun = row.state !== "Queued" || row.startedAt !== null || (detail.tasks?.length ?? 0) > 0;
      if (!hasBegun) return;
      const owner = await putRun(tx, org, key, Math.max(1, row.attempt), runColumns(detail, row));
      if (row.attempt === 0) await updateJob(tx, key, { attempt: 1 });
      if (detail.tasks !== null) await putTasks(tx, owner, detail.tasks);
      if (detail.log !== null) await appendLines(tx, owner, row, await linesAfterKept(tx, owner, detail.log));
    });
  }

  async #readLog(key: JobKey, backend: JobSource): Promise<void> {
    if (backend.logs === undefined) return;
    const { signal } = this.#closing;
    for (;;) {
      const state = await this.#begun(key);
      if (state === undefined) return;
      const { job, kept, owner } = state;
      const offset = kept.logLines;
      if (isGood(kept.logAt, job, true) || offset >= MOST_LINES) return;
      const askedAt = new Date().toISOString();
      const log = await backend.logs(key.id, { offset, limit: MOST_ROWS }, signal);
      const isWhole = log.newestOnly || log.returned === 0 || offset + log.returned === log.total;
      await this.#parts.store.write(async (tx) => {
        const lines = log.newestOnly ? await linesAfterKept(tx, owner, log.lines) : log.lines;
        await appendLines(tx, owner, job, lines);
        const logLines = log.newestOnly ? 0 : offset + log.returned;
        await putMirror(tx, key, { logLines, ...(isWhole ? { logAt: askedAt } : {}) });
      });
      if (isWhole) return;
    }
  }

  async #readResults(key: JobKey, backend: JobSource): Promise<void> {
    if (backend.results === undefined) return;
    const collection = 1;
    for (;;) {
      const state = await this.#begun(key);
      if (state === undefined) return;
      const { job, kept, owner } = state;
      if (isGood(kept.resultsAt, job, true) || kept.resultRows >= MOST_RESULTS) return;
      // What a run brought is final only when it has ended: until then rows may still change.
      const isAnew = hasEnded(job.state) && !kept.isFinal;
      const offset = isAnew ? 0 : kept.resultRows;
      const askedAt = new Date().toISOString();
      const range = { collection, offset, limit: MOST_ROWS };
      const { rows, total } = await backend.results(key.id, range, this.#closing.signal);
      const isWhole = rows.length === 0 || offset + rows.length >= (total ?? Number.POSITIVE_INFINITY);
      await this.#parts.store.write(async (tx) => {
        if (isAnew) await clearResults(tx, owner.runId);
        await appendResults(tx, owner.runId, { collection, after: offset, rows });
        const resultRows = offset + rows.length;
        const isFinal = hasEnded(job.state);
        await putMirror(tx, key, { resultRows, isFinal, ...(isWhole ? { resultsAt: askedAt } : {}) });
        if (total !== null && total !== job.resultsTotal) await updateJob(tx, key, { resultsTotal: total });
      });
      if (isWhole) return;
    }
  }

  /** The job with its run, and how far it was read; undefined before it has a run. */
  async #begun(key: JobKey): Promise<{ job: JobRow; kept: KeptMirror; owner: TaskOwner } | undefined> {
    const { store } = this.#parts;
    const org = await orgOf(store, key);
    if (org === undefined) return undefined;
    const [job, kept, run] = await Promise.all([
      getJob(store.db, org, key),
      getMirror(store.db, key),
      getRun(store.db, key),
    ]);
    if (job === undefined || kept === undefined || run === undefined) return undefined;
    return { job, kept, owner: { org, ...key, runId: run.id } };
  }
}

/** Whether what was read at a time needs not be read again yet. What was read before a job had ended is no longer good then. */
function isGood(readAt: string | null | undefined, { state, endedAt, updatedAt }: JobRow, isWhole: boolean): boolean {
  if (readAt == null || !isWhole) return false;
  const ended = hasEnded(state);
  // By the clock of the one or the other: the backend's may be ahead.
  if (ended && endedAt !== null && readAt <= (endedAt < updatedAt ? endedAt : updatedAt)) return false;
  return Date.now() - Date.parse(readAt) < (ended ? GOOD_MS.ended : GOOD_MS.running);
}

async function orgOf({ db }: Store, { source, id }: JobKey): Promise<string | undefined> {
  const row = await db
    .selectFrom("job")
    .select("org")
    .where("source", "=", source)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.org;
}
