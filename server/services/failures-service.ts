import type { FailureGroups } from "../../lib/api/types.ts";
import { FAILURE_WINDOWS, type FailureWindow } from "../../lib/jobs/failure-window.ts";
import type { Principal } from "../auth/principal.ts";
import { readRevision } from "../store/changes.ts";
import { groupFailures } from "../store/failures.ts";
import type { Store } from "../store/write.ts";
import { requireFilter, resolveFor } from "./require-filter.ts";

/** How long failures may be read for one answer. */
const BUDGET_MS = 150;

/** Failed jobs by kind of failure. */
export class FailuresService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The jobs that failed in the window up to now and match the filter text `q`, by error fingerprint.
   * @throws AppError BAD_REQUEST at `q`
   */
  async groups(principal: Principal, { q, window }: { q: string; window: FailureWindow }): Promise<FailureGroups> {
    const { db } = this.#store;
    const filter = resolveFor(principal, requireFilter(q));
    const { bucketMs, buckets } = FAILURE_WINDOWS[window];
    const now = Date.now();
    const period = {
      from: new Date(now - bucketMs * buckets).toISOString(),
      // What failed in this very millisecond is of the period.
      to: new Date(now + 1).toISOString(),
    };
    const revision = await readRevision(db);
    const found = await groupFailures(db, principal.org, filter, { ...period, buckets, budgetMs: BUDGET_MS });
    return { ...found, ...period, bucketMs, asOf: new Date(now).toISOString(), revision };
  }
}
