import type { FailureHistory } from "../../lib/api/job-types.ts";
import type { FailureGroups } from "../../lib/api/types.ts";
import { FAILURE_WINDOWS, type FailureWindow } from "../../lib/jobs/failure-window.ts";
import type { Principal } from "../auth/principal.ts";
import { AppError } from "../errors.ts";
import { readRevision } from "../store/changes.ts";
import { countFailuresOfKind, countRetriesOfKind } from "../store/failure-history.ts";
import { groupFailures } from "../store/failures.ts";
import type { JobKey } from "../store/jobs.ts";
import type { Store } from "../store/write.ts";
import { requireJob } from "./find-job.ts";
import { requireFilter, resolveFor } from "./require-filter.ts";

/** How long failures may be read for one answer. */
const BUDGET_MS = 150;
const DAY_MS = 86_400_000;
/** How far back failures of one kind are counted, and their retries looked at. */
const SEEN_DAYS = 7;
const RETRIES_DAYS = 30;

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

  /**
   * How often jobs failed as this one did, and how retries of such failures ended.
   * @throws AppError NOT_FOUND; CONFLICT when the job has not failed
   */
  async history(principal: Principal, key: JobKey): Promise<FailureHistory> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const { state, errorFingerprint: fingerprint } = await requireJob(db, principal, key);
    if (state !== "Failed") throw new AppError("CONFLICT", `Job ${key.source}/${key.id} has not failed.`);
    const now = Date.now();
    const daysAgo = (days: number) => new Date(now - days * DAY_MS).toISOString();
    const kind = { org: principal.org, fingerprint };
    const [seen, retries] = await Promise.all([
      countFailuresOfKind(db, kind, { from: daysAgo(SEEN_DAYS), budgetMs: BUDGET_MS }),
      countRetriesOfKind(db, kind, { from: daysAgo(RETRIES_DAYS), budgetMs: BUDGET_MS }),
    ]);
    return { fingerprint, seen, retries, asOf: new Date(now).toISOString(), revision };
  }
}
