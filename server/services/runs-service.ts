import type { LogPage, ResultPage, TaskPage } from "../../lib/api/types.ts";
import type { JobRun, LogLevel } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";
import { readRevision } from "../store/changes.ts";
import type { JobKey } from "../store/jobs.ts";
import { lastLogSeq, listLogLines } from "../store/logs.ts";
import { countResults, listResults } from "../store/results.ts";
import { getRun } from "../store/runs.ts";
import { listTasks } from "../store/tasks.ts";
import type { Store } from "../store/write.ts";
import { requireJob } from "./find-job.ts";

/** Which attempt of which job: the latest, unless `attempt` says another. */
export interface RunKey extends JobKey {
  attempt?: number | undefined;
}

/** What to read of a log: forward from `after`, backward from `before`, or its last lines. */
export interface LogRequest {
  after?: number | undefined;
  before?: number | undefined;
  tail?: boolean | undefined;
  limit: number;
  /** Empty means every level. */
  levels: readonly LogLevel[];
  task?: number | undefined;
}

/** No seq, attempt or collection is over what the database's `int` holds. */
const MAX_INT = 2_147_483_647;

/** Tasks, log lines and results of one attempt at a job, page by page. Before the first attempt all are empty. */
export class RunsService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Tasks by seq, after `after`; `states` empty means all. */
  async tasks(
    principal: Principal,
    key: RunKey,
    page: { after: number; limit: number; states: readonly JobState[] },
  ): Promise<TaskPage> {
    const { run, revision } = await this.#find(principal, key);
    if (run === undefined) return { items: [], nextCursor: null, revision };
    const range = { ...page, after: toInt(page.after), limit: page.limit + 1 };
    const found = await listTasks(this.#store.db, run.id, range);
    return { ...cutPage(found, page.limit), revision };
  }

  /** Log lines in order of seq. */
  async logs(principal: Principal, key: RunKey, request: LogRequest): Promise<LogPage> {
    const { run, revision } = await this.#find(principal, key);
    if (run === undefined) return { items: [], nextCursor: null, revision, runId: null, lastSeq: 0 };
    const { db } = this.#store;
    const about = { revision, runId: run.id, lastSeq: await lastLogSeq(db, run.id) };
    const what = { levels: request.levels, task: request.task && toInt(request.task) };
    const before = request.before ?? (request.tail ? MAX_INT : undefined);
    if (before === undefined) {
      const range = { ...what, after: toInt(request.after ?? 0), limit: request.limit + 1 };
      return { ...cutPage(await listLogLines(db, run.id, range), request.limit), ...about };
    }
    const items = await listLogLines(db, run.id, { ...what, before: toInt(before), limit: request.limit });
    const last = items.at(-1);
    const more = last !== undefined && before <= about.lastSeq;
    return { items, nextCursor: more ? String(last.seq) : null, ...about };
  }

  /** Result rows of a collection by seq, after `after`. */
  async results(
    principal: Principal,
    key: RunKey,
    page: { collection: number; after: number; limit: number },
  ): Promise<ResultPage> {
    const { run, revision } = await this.#find(principal, key);
    if (run === undefined) return { items: [], nextCursor: null, revision, runId: null, total: 0 };
    const { db } = this.#store;
    const collection = toInt(page.collection);
    const range = { collection, after: toInt(page.after), limit: page.limit + 1 };
    const found = await listResults(db, run.id, range);
    return {
      ...cutPage(found, page.limit),
      revision,
      runId: run.id,
      total: await countResults(db, run.id, collection),
    };
  }

  async #find(principal: Principal, key: RunKey): Promise<{ run: JobRun | undefined; revision: number }> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    await requireJob(db, principal, key);
    const run = await getRun(db, key, key.attempt && toInt(key.attempt));
    if (run === undefined && key.attempt !== undefined) {
      throw notFound(`Attempt ${key.attempt} of job ${key.source}/${key.id}`);
    }
    return { run, revision };
  }
}

/** A page from `limit` + 1 items: the one too many says that there is a next page, which begins after the last shown. */
function cutPage<Item extends { seq: number }>(
  found: Item[],
  limit: number,
): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? String(last.seq) : null };
}

function toInt(value: number): number {
  return Math.min(value, MAX_INT);
}
