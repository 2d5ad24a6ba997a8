import type { Kysely } from "kysely";
import type { BulkActionDetail, BulkActionPage, BulkItem, Page } from "../../lib/api/types.ts";
import { type BulkAction, type BulkPreview, type BulkVerb, MAX_BULK_JOBS } from "../../lib/jobs/bulk.ts";
import { freezeFilter } from "../../lib/jobs/filter/freeze.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";
import { type Principal, requireScope } from "../auth/principal.ts";
import type { Database } from "../db/schema.ts";
import { badRequest, conflict, notFound } from "../errors.ts";
import {
  getBulkAction,
  listBulkActions,
  listBulkItems,
  lockBulkAction,
  updateBulkAction,
} from "../store/bulk-actions.ts";
import { deleteTargets, type JobCondition, previewBulk } from "../store/bulk-targets.ts";
import { readRevision } from "../store/changes.ts";
import { whereFilter } from "../store/job-filter-sql.ts";
import { isOneOf, type JobKey } from "../store/jobs.ts";
import { withinMs } from "../store/time-limit.ts";
import type { Store } from "../store/write.ts";
import { isPossibleId } from "./find-job.ts";
import type { JobEngine } from "./job-engine.ts";
import { readPosition, writePosition } from "./position.ts";
import { requireFilter, resolveFor } from "./require-filter.ts";

/** Counting is exact, so it may take a while on a large store, but not longer. */
const COUNT_WITHIN_MS = 15_000;

/** Which jobs an action is about: all that match a filter text, or these. */
export interface BulkJobs {
  q?: string | undefined;
  jobs?: JobKey[] | undefined;
}

interface Chosen {
  which: JobCondition;
  query: string | null;
  chosen: number | null;
}

/** Actions on many jobs: what one would do, beginning and stopping it, and what became of those that there are. */
export class BulkActionsService {
  readonly #store: Store;
  readonly #engine: JobEngine;

  constructor(store: Store, engine: JobEngine) {
    this.#store = store;
    this.#engine = engine;
  }

  /** What the action would do now; nothing is done. @throws AppError BAD_REQUEST at `q` */
  async preview(principal: Principal, { verb, ...jobs }: BulkJobs & { verb: BulkVerb }): Promise<BulkPreview> {
    return await this.#preview(principal, verb, choose(principal, jobs));
  }

  /**
   * Begins an action on the jobs that are eligible now. `expected` is how many of them the operator confirmed.
   * @throws AppError BAD_REQUEST at `q`; CONFLICT when there are none, clearly more than confirmed, or too many
   */
  async start(
    principal: Principal,
    request: BulkJobs & { verb: BulkVerb; reason: string | null; expected: number },
  ): Promise<BulkAction> {
    requireScope(principal, "services:write");
    const { verb, reason, expected } = request;
    const jobs = choose(principal, request);
    const { matched, tooMany } = await this.#preview(principal, verb, jobs);
    if (tooMany) {
      throw conflict(
        `More than ${MAX_BULK_JOBS.toLocaleString("en-US")} jobs match. Narrow the filter down: add a state, an agent or a time.`,
      );
    }
    return await this.#engine.startBulk({
      ...jobs,
      verb,
      reason,
      expected,
      matched,
      org: principal.org,
      actor: principal,
    });
  }

  /**
   * Stops an action. One that still waits is undone as if it had never been asked for; of one that runs, what was done
   * stays. Asked again while it is stopping, answers how it stands.
   * @throws AppError NOT_FOUND; CONFLICT when it has ended
   */
  async abort(principal: Principal, id: string): Promise<BulkAction> {
    requireScope(principal, "services:write");
    if (!isPossibleId(id)) throw notFound("This bulk action");
    return await this.#store.write(async (tx) => {
      const action = await lockBulkAction(tx, id);
      if (action === undefined || action.org !== principal.org) throw notFound(`Bulk action ${id}`);
      const now = new Date().toISOString();
      const asked = { abortRequestedAt: now, abortedBy: principal.name };
      switch (action.state) {
        case "waiting":
          await deleteTargets(tx, id);
          return await updateBulkAction(tx, id, { ...asked, state: "undone", finishedAt: now });
        case "running":
          if (action.abortedBy !== null) return action;
          return await updateBulkAction(tx, id, asked);
        default:
          throw conflict(`This bulk action has ended already: it is ${action.state}.`);
      }
    });
  }

  /** The newest first. `cursor` is the `nextCursor` of the page before. @throws AppError BAD_REQUEST at `cursor` */
  async list(principal: Principal, page: { cursor: string | null; limit: number }): Promise<BulkActionPage> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const [createdAt, id] = page.cursor === null ? [] : readPosition(page.cursor, ["time", "text"]);
    const after = createdAt === undefined || id === undefined ? null : { createdAt, id };
    const found = await listBulkActions(db, principal.org, { after, limit: page.limit + 1 });
    return { ...cut(found, page.limit, (last) => [last.createdAt, last.id]), revision };
  }

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, id: string): Promise<BulkActionDetail> {
    const { db } = this.#store;
    if (!isPossibleId(id)) throw notFound("This bulk action");
    const revision = await readRevision(db);
    const action = await getBulkAction(db, principal.org, id);
    if (action === undefined) throw notFound(`Bulk action ${id}`);
    return { action, revision };
  }

  /** The jobs that something was done to, or that it failed for, by source and id. @throws AppError as `get`, `list` */
  async items(
    principal: Principal,
    id: string,
    page: { outcome: BulkItem["outcome"]; cursor: string | null; limit: number },
  ): Promise<Page<BulkItem>> {
    const { db } = this.#store;
    const { revision } = await this.get(principal, id);
    const [source, jobId] = page.cursor === null ? [] : readPosition(page.cursor, ["text", "text"]);
    const after = source === undefined || jobId === undefined ? null : { source, id: jobId };
    const found = await listBulkItems(db, id, { outcome: page.outcome, after, limit: page.limit + 1 });
    return { ...cut(found, page.limit, (last) => [last.source, last.jobId]), revision };
  }

  async #preview(principal: Principal, verb: BulkVerb, { which }: Chosen): Promise<BulkPreview> {
    const asOf = new Date().toISOString();
    const count = (db: Kysely<Database>) => previewBulk(db, principal.org, verb, which);
    const preview = await withinMs(this.#store.db, COUNT_WITHIN_MS, count);
    if (preview !== null) return { ...preview, asOf };
    throw badRequest("q", "takes too long to count; add a state, an agent, a source or a time");
  }
}

function choose(principal: Principal, { q, jobs }: BulkJobs): Chosen {
  if (jobs !== undefined) {
    const keys = new Map(jobs.map((key) => [JSON.stringify([key.source, key.id]), key]));
    return { which: isOneOf([...keys.values()]), query: null, chosen: keys.size };
  }
  const filter = resolveFor(principal, requireFilter(q ?? ""));
  return { which: whereFilter(filter), query: serializeFilter(freezeFilter(filter)), chosen: null };
}

/** A page from `limit` + 1 items: the one too many says that there is a next page. */
function cut<Item>(
  found: Item[],
  limit: number,
  position: (last: Item) => string[],
): { items: Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? writePosition(position(last)) : null };
}
