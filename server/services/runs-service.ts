import type { TaskPage } from "../../lib/api/job-types.ts";
import type { JobRun } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { Principal } from "../auth/principal.ts";
import { readRevision } from "../store/changes.ts";
import { listTasks } from "../store/tasks.ts";
import type { Store } from "../store/write.ts";
import { type RunKey, requireRun, toInt } from "./find-job.ts";
import type { Mirror } from "./mirror.ts";

/** The tasks of one attempt at a job, page by page. Before the first attempt there are none. */
export class RunsService {
  readonly #store: Store;
  readonly #mirror: Mirror;

  constructor(store: Store, mirror: Mirror) {
    this.#store = store;
    this.#mirror = mirror;
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

  async #find(principal: Principal, key: RunKey): Promise<{ run: JobRun | undefined; revision: number }> {
    const revision = await readRevision(this.#store.db);
    return { ...(await requireRun(this.#store.db, this.#mirror, principal, key, "tasks")), revision };
  }
}

/** A page from `limit` + 1 items: the one too many says that there is a next page, which begins after the last shown. */
export function cutPage<Item extends { seq: number }>(
  found: Item[],
  limit: number,
): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? String(last.seq) : null };
}
