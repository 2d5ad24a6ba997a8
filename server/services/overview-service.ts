import type { ChangePage, Summary, Throughput } from "../../lib/api/types.ts";
import type { Principal } from "../auth/principal.ts";
import { listChanges, oldestRevision, readRevision } from "../store/changes.ts";
import { readSummary, readThroughput } from "../store/counts.ts";
import type { Store } from "../store/write.ts";

/** All jobs taken together: counts, jobs ended a minute, and the feed of changes. */
export class OverviewService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async summary(principal: Principal): Promise<Summary> {
    return await readSummary(this.#store.db, principal.org);
  }

  /** Ended jobs in each of the last `minutes` minutes. */
  async throughput(principal: Principal, minutes: number): Promise<Throughput> {
    return await readThroughput(this.#store.db, principal.org, minutes, new Date());
  }

  /** Changes after the revision `since`, in order. The answer's `revision` is the `since` of the next question. */
  async changes(principal: Principal, page: { since: number; limit: number }): Promise<ChangePage> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const found = await listChanges(db, { after: page.since, limit: page.limit, org: principal.org });
    // Read last: changes that are trimmed meanwhile make the answer incomplete, not silently so.
    const oldest = (await oldestRevision(db)) ?? revision + 1;
    const last = found.at(-1)?.revision ?? 0;
    return {
      changes: found.map(({ revision, at, kind, source, jobId, data }) => ({
        revision,
        at,
        kind,
        source,
        jobId,
        data,
      })),
      revision: found.length === page.limit ? last : Math.max(revision, last),
      // A revision that was never given out is of another database.
      complete: page.since >= oldest - 1 && page.since <= revision,
    };
  }
}
