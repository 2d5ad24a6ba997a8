import type { LogPage, TaskPage } from "../../lib/api/types.ts";
import type { JobRun, LogLevel } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { Principal } from "../auth/principal.ts";
import { readRevision } from "../store/changes.ts";
import { lastLogSeq, listLogLines } from "../store/logs.ts";
import { listTasks } from "../store/tasks.ts";
import type { Store } from "../store/write.ts";
import { type RunKey, requireRun, toInt } from "./find-job.ts";

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

/** Tasks and log lines of one attempt at a job, page by page. Before the first attempt both are empty. */
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
    const before = request.before ?? (request.tail ? toInt(Number.POSITIVE_INFINITY) : undefined);
    if (before === undefined) {
      const range = { ...what, after: toInt(request.after ?? 0), limit: request.limit + 1 };
      return { ...cutPage(await listLogLines(db, run.id, range), request.limit), ...about };
    }
    const items = await listLogLines(db, run.id, { ...what, before: toInt(before), limit: request.limit });
    const last = items.at(-1);
    const more = last !== undefined && before <= about.lastSeq;
    return { items, nextCursor: more ? String(last.seq) : null, ...about };
  }

  async #find(principal: Principal, key: RunKey): Promise<{ run: JobRun | undefined; revision: number }> {
    const revision = await readRevision(this.#store.db);
    return { ...(await requireRun(this.#store.db, principal, key)), revision };
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
