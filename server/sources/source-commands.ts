import type { ReportedDetail } from "../../lib/dialects/reported-detail.ts";
import type { ReportedJob } from "../../lib/dialects/reported-job.ts";
import type { Command, CommandAction, JobRow } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { hasEndedAlready, noSuchJob, whyNotRetried } from "../engine/refusals.ts";
import { AppError, conflict } from "../errors.ts";
import type { CancelRequest, RetryRequest } from "../services/job-engine.ts";
import {
  type Actor,
  type CommandUpdate,
  getBulkCommands,
  insertCommand,
  listCommands,
  updateCommand,
} from "../store/commands.ts";
import { listRetries } from "../store/job-details.ts";
import { getJob, type JobKey, lockJob, textOfKey, updateJob } from "../store/jobs.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { BackendError } from "./backend-error.ts";
import type { JobSource, RequestedStart } from "./job-source.ts";
import { deleteGone } from "./sync/delete-gone.ts";
import { ingest } from "./sync/ingest.ts";

export interface SourceCommandsParts {
  store: Store;
  /** The backend of a source, for operators' calls; undefined for what is no connected backend. */
  open: (source: string) => Promise<JobSource | undefined>;
}

/** What a command is asked with. */
interface Asked {
  actor: Actor;
  reason: string | null;
  bulkId?: string | undefined;
}

const FAILED_FOR_GOOD: ReadonlySet<string> = new Set([
  "conflict",
  "forbidden",
  "refused",
  "not-found",
  "unauthenticated",
]);

/**
 * Commands on jobs of connected backends. Each is stored before the backend is asked, so that it is known of whatever happens
 * then; what the backend answers is believed, and brought into the index at once.
 */
export class SourceCommands {
  readonly #parts: SourceCommandsParts;

  constructor(parts: SourceCommandsParts) {
    this.#parts = parts;
  }

  /**
   * Asks a backend to stop a job. @throws AppError NOT_FOUND; CONFLICT when it has ended or the backend will not; SOURCE_FAILED
   * when it cannot
   */
  async cancel(org: string, key: JobKey, request: CancelRequest): Promise<{ job: JobRow; command: Command }> {
    const backend = await this.#require(key.source, "cancel");
    const begun = await this.#begin(org, key, "cancel", request, async (job) =>
      hasEnded(job.state) ? hasEndedAlready(job) : undefined,
    );
    if (!begun.isNew) return begun;
    let told: ReportedJob | null = null;
    const command = await this.#carryOut(org, begun.command, key, async (signal) => {
      told = (await backend.cancel?.(key.id, request.reason, signal)) ?? null;
      // It is done when the job has ended: whoever reads that of the backend says so.
      return { acknowledgedAt: now() };
    });
    await this.#reread(org, key, backend, told);
    return { job: (await getJob(this.#parts.store.db, org, key)) ?? begun.job, command };
  }

  /** Asks a backend to do a job again. @throws AppError as `cancel`; CONFLICT also when it has not ended */
  async retry(org: string, key: JobKey, request: RetryRequest): Promise<JobRow> {
    const backend = await this.#require(key.source, "retry");
    const asked = { ...request, reason: request.reason ?? null };
    const begun = await this.#begin(org, key, "retry", asked, async (job, tx) =>
      whyNotRetried(job, (await listRetries(tx.db, [key])).get(textOfKey(key)) ?? [], request),
    );
    let made: JobRow | undefined;
    if (begun.isNew) {
      await this.#carryOut(org, begun.command, key, async (signal) => {
        const job = await backend.retry?.(key.id, signal);
        if (job === undefined) throw conflict(`The source ${key.source} cannot retry jobs.`);
        made = await this.#keepMade(org, key.source, { ...job, retryOf: job.retryOf ?? key.id }, request.actor);
        return finished(job);
      });
    } else if (begun.command.resultJobId !== null) {
      made = await getJob(this.#parts.store.db, org, { source: key.source, id: begun.command.resultJobId });
    }
    if (made === undefined) throw noSuchJob(key);
    return made;
  }

  /** Asks a backend to start a job. @throws AppError CONFLICT when it will not; SOURCE_FAILED when it cannot */
  async start(org: string, source: string, request: RequestedStart & { actor: Actor }): Promise<JobRow> {
    const backend = await this.#require(source, "start");
    const { actor, ...start } = request;
    const { agentId } = start;
    const command = await this.#parts.store.write((tx) =>
      insertCommand(tx, { org, source, jobId: null, agentId, action: "start", actor, reason: null }),
    );
    let made: JobRow | undefined;
    await this.#carryOut(org, command, { source, id: null }, async (signal) => {
      const job = await backend.start?.(start, signal);
      if (job === undefined) throw conflict(`The source ${source} cannot start jobs.`);
      made = await this.#keepMade(org, source, { ...job, agentId: job.agentId ?? agentId }, actor);
      return finished(job);
    });
    if (made === undefined) throw noSuchJob({ source, id: "" });
    return made;
  }

  /**
   * Asks a backend to start another job of the agent that a job is of, with what that one was started with.
   * @throws AppError as `start`; NOT_FOUND when the backend has no such job any more
   */
  async startAgain(org: string, key: JobKey, { actor }: { actor: Actor }): Promise<JobRow> {
    const backend = await this.#require(key.source, "start");
    const job = await getJob(this.#parts.store.db, org, key);
    if (job?.agentId == null) throw noSuchJob(key);
    const like = await this.#detail(key, backend);
    const { agentId } = job;
    return await this.start(org, key.source, {
      agentId,
      params: like.params,
      like: like.raw,
      scheduledAt: null,
      actor,
    });
  }

  async #detail(key: JobKey, backend: JobSource): Promise<ReportedDetail> {
    try {
      const detail = await backend.get(key.id, new AbortController().signal);
      if (detail !== null) return detail;
    } catch (error) {
      throw error instanceof BackendError ? asAppError(error, "cancel") : error;
    }
    throw noSuchJob(key);
  }

  async #require(source: string, capability: CommandAction): Promise<JobSource> {
    const backend = await this.#open(source, capability);
    if (backend?.capabilities[capability] !== true) throw conflict(`The source ${source} cannot ${capability} jobs.`);
    return backend;
  }

  async #open(source: string, action: CommandAction): Promise<JobSource | undefined> {
    try {
      return await this.#parts.open(source);
    } catch (error) {
      throw error instanceof BackendError ? asAppError(error, action) : error;
    }
  }

  /** Stores a command, unless the same is under way or this bulk action has asked before: then answers with that one. */
  async #begin(
    org: string,
    key: JobKey,
    action: CommandAction,
    { actor, reason, bulkId }: Asked,
    whyNot: (job: JobRow, tx: WriteTransaction) => Promise<AppError | undefined>,
  ): Promise<{ job: JobRow; command: Command; isNew: boolean }> {
    return await this.#parts.store.write(async (tx) => {
      const found = await lockJob(tx, key);
      if (found === undefined || found.org !== org) throw noSuchJob(key);
      const { org: _, ...job } = found;
      const commands = bulkId === undefined ? await listCommands(tx.db, key) : [];
      const open = commands.find((each) => each.action === action && each.finishedAt === null);
      const earlier = bulkId === undefined ? open : (await getBulkCommands(tx, bulkId, [key])).get(textOfKey(key));
      if (earlier !== undefined) return { job, command: earlier, isNew: false };
      const refusal = await whyNot(job, tx);
      if (refusal !== undefined) throw refusal;
      const { agentId } = job;
      const asked = { org, source: key.source, jobId: key.id, agentId, action, actor, reason, bulkId };
      return { job, command: await insertCommand(tx, asked), isNew: true };
    });
  }

  /** Does what a command asks, and stores what became of it. */
  async #carryOut(
    org: string,
    command: Command,
    { source, id }: { source: string; id: string | null },
    work: (signal: AbortSignal) => Promise<CommandUpdate>,
  ): Promise<Command> {
    const { store } = this.#parts;
    const where = { org, source, jobId: id };
    try {
      const update = await work(new AbortController().signal);
      return await store.write((tx) => updateCommand(tx, where, command.id, update));
    } catch (error) {
      const isRefusal =
        error instanceof AppError || (error instanceof BackendError && FAILED_FOR_GOOD.has(error.fault));
      const outcome = isRefusal ? "refused" : "failed";
      await store.write((tx) => updateCommand(tx, where, command.id, { finishedAt: now(), outcome }));
      throw error instanceof BackendError ? asAppError(error, command.action) : error;
    }
  }

  /** Brings a job in line with what its backend says of it now. What it said in its answer stands when it cannot be asked. */
  async #reread(org: string, { source, id }: JobKey, backend: JobSource, told: ReportedJob | null): Promise<void> {
    const { store } = this.#parts;
    const askedAt = new Date();
    if (told !== null) {
      await ingest(store, { id: source, org }, [told], { askedAt, certain: true });
      return;
    }
    const { signal } = new AbortController();
    try {
      const detail = await backend.get(id, signal);
      if (detail === null) await deleteGone(store, backend, source, [id], signal);
      else await ingest(store, { id: source, org }, [detail.job], { askedAt, certain: true });
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
    }
  }

  async #keepMade(
    org: string,
    source: string,
    job: ReportedJob,
    { kind, id, name }: Actor,
  ): Promise<JobRow | undefined> {
    const { store } = this.#parts;
    await ingest(store, { id: source, org }, [job], { askedAt: new Date(), certain: true });
    const key = { source, id: job.id };
    const row = await getJob(store.db, org, key);
    if (row === undefined || kind === "schedule") return row;
    return await store.write((tx) => updateJob(tx, key, { startedBy: name, startedById: id }));
  }
}

/** What is stored of a command that made a job. */
function finished({ id }: ReportedJob): CommandUpdate {
  const at = now();
  return { acknowledgedAt: at, finishedAt: at, outcome: "done", resultJobId: id };
}

function now(): string {
  return new Date().toISOString();
}

function asAppError(error: BackendError, action: CommandAction): AppError {
  // What was asked may have been done although nobody answered: of a cancel that does no harm.
  const unsure = action !== "cancel" && (error.fault === "timeout" || error.fault === "unreachable");
  const message = unsure
    ? `${error.message} It may have done it all the same: look before you try again.`
    : error.message;
  if (error.fault === "conflict" || error.fault === "refused")
    return new AppError("CONFLICT", message, { cause: error });
  return new AppError("SOURCE_FAILED", message, { cause: error });
}
