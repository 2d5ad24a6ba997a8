import type { TaskOrder, TaskOutlinePage, TaskRows } from "../../lib/api/job-types.ts";
import type { JobPage } from "../../lib/api/types.ts";
import type { JobRow, JobRun } from "../../lib/jobs/model.ts";
import { writeSeqs } from "../../lib/jobs/seqs.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { TaskSort } from "../../lib/jobs/task-sort.ts";
import type { Principal } from "../auth/principal.ts";
import { AppError } from "../errors.ts";
import { readRevision } from "../store/changes.ts";
import { getRetriedAs } from "../store/job-details.ts";
import { getJob } from "../store/jobs.ts";
import { readTaskOrder, readTaskOutline, readTaskRows } from "../store/task-reads.ts";
import { withinMs } from "../store/time-limit.ts";
import type { Store } from "../store/write.ts";
import { type RunKey, requireJob, requireRun, toInt } from "./find-job.ts";
import type { Mirror } from "./mirror.ts";

const ORDER_BUDGET_MS = 5000;
/** Retries of retries are followed so far, either way. */
const MOST_RETRIES = 20;

/** The tasks of one attempt as a whole: their order, any of them by number, and when each was worked on. */
export class TasksService {
  readonly #store: Store;
  readonly #mirror: Mirror;

  constructor(store: Store, mirror: Mirror) {
    this.#store = store;
    this.#mirror = mirror;
  }

  /**
   * Which tasks there are of these states (empty means all) with a text, and in which order.
   * @throws AppError UNAVAILABLE when looking through them takes the database too long
   */
  async order(
    principal: Principal,
    key: RunKey,
    asked: { states: readonly JobState[]; text: string; sort: TaskSort },
  ): Promise<TaskOrder> {
    const { run, revision } = await this.#find(principal, key);
    if (run === undefined) return { seqs: "", counts: {}, more: false, runId: null, revision };
    const found = await withinMs(this.#store.db, ORDER_BUDGET_MS, (db) => readTaskOrder(db, run.id, asked));
    if (found === null) {
      throw new AppError("UNAVAILABLE", "Looking through the tasks took too long. Search for less, or try again.");
    }
    return { ...found, seqs: writeSeqs(found.seqs), runId: run.id, revision };
  }

  /** Tasks by their numbers. */
  async rows(principal: Principal, key: RunKey, seqs: readonly number[]): Promise<TaskRows> {
    const { run, revision } = await this.#find(principal, key);
    if (run === undefined) return { items: [], revision };
    const possible = seqs.filter((seq) => seq === toInt(seq));
    return { items: await readTaskRows(this.#store.db, run.id, possible), revision };
  }

  /** When tasks were worked on, by seq, after `after`. */
  async outline(principal: Principal, key: RunKey, page: { after: number; limit: number }): Promise<TaskOutlinePage> {
    const { run, revision } = await this.#find(principal, key);
    const base = run?.agentStartTime ?? run?.agentQueuedDate ?? run?.updateDate ?? new Date().toISOString();
    if (run === undefined) {
      return { base, seqs: "", states: "", starts: "", spans: "", nextCursor: null, runId: null, revision };
    }
    const after = toInt(page.after);
    const { seqs, more, ...columns } = await readTaskOutline(this.#store.db, run.id, {
      after,
      limit: page.limit,
      base,
    });
    const last = seqs.at(-1);
    const nextCursor = more && last !== undefined ? String(last) : null;
    return { base, seqs: writeSeqs(seqs), ...columns, nextCursor, runId: run.id, revision };
  }

  /** The job among those that it retries and that retried it, the first of them first. Of several retries the newest counts. */
  async chain(principal: Principal, key: { source: string; id: string }): Promise<JobPage> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const job = await requireJob(db, principal, key);
    const known = new Set([job.id]);
    const follow = async (next: (from: JobRow) => Promise<string | null>) => {
      const found: JobRow[] = [];
      for (let from = job; found.length < MOST_RETRIES; ) {
        const id = await next(from);
        if (id === null || known.has(id)) break;
        const other = await getJob(db, principal.org, { source: job.source, id });
        if (other === undefined) break;
        known.add(id);
        found.push(other);
        from = other;
      }
      return found;
    };
    const earlier = await follow(async ({ retryOf }) => retryOf);
    const later = await follow(({ source, id }) => getRetriedAs(db, { source, id }));
    const items = [...earlier.reverse(), job, ...later];
    return { items, nextCursor: null, previousCursor: null, stopped: null, revision };
  }

  async #find(principal: Principal, key: RunKey): Promise<{ run: JobRun | undefined; revision: number }> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    return { ...(await requireRun(db, this.#mirror, principal, key, "tasks")), revision };
  }
}
