import { randomUUID } from "node:crypto";
import type { Page, SavedView } from "../../lib/api/types.ts";
import { type Principal, requireScope } from "../auth/principal.ts";
import { AppError, conflict, notFound } from "../errors.ts";
import { readRevision } from "../store/changes.ts";
import {
  countViews,
  deleteView,
  getView,
  insertView,
  listViews,
  type StoredView,
  updateView,
  type ViewContent,
} from "../store/saved-views.ts";
import type { Store } from "../store/write.ts";
import { isPossibleId } from "./find-job.ts";
import { requireFilter } from "./require-filter.ts";

/** The most views that one person may have. */
const MAX_VIEWS = 200;

/** Named lists, of one person or shared in the organisation. Only who made one may change it. */
export class ViewsService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The principal's own views and all shared ones by name, on one page. */
  async list(principal: Principal): Promise<Page<SavedView>> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const stored = await listViews(db, principal.org, principal.id);
    return { items: stored.map((view) => toView(principal, view)), nextCursor: null, revision };
  }

  /** @throws AppError BAD_REQUEST at `q`; CONFLICT when the name is taken, or there are too many */
  async create(principal: Principal, content: ViewContent): Promise<SavedView> {
    requireScope(principal, "services:write");
    requireFilter(content.q);
    const { org, id: owner, name: ownerName } = principal;
    const stored = await named(content, () =>
      this.#store.write(async ({ db }) => {
        if ((await countViews(db, org, owner)) >= MAX_VIEWS) {
          throw conflict(`You have ${MAX_VIEWS} views, which is as many as one may have. Delete one first.`);
        }
        return await insertView(db, { id: randomUUID(), org, owner, ownerName, ...content });
      }),
    );
    return toView(principal, stored);
  }

  /** Replaces all that a view says. @throws AppError as `create` does; NOT_FOUND; FORBIDDEN when it is another's */
  async update(principal: Principal, id: string, content: ViewContent): Promise<SavedView> {
    requireScope(principal, "services:write");
    requireFilter(content.q);
    await this.#requireOwn(principal, id);
    const owned = { org: principal.org, owner: principal.id, id };
    const stored = await named(content, () => updateView(this.#store.db, owned, content));
    if (stored === undefined) throw notFound("This view");
    return toView(principal, stored);
  }

  /** @throws AppError NOT_FOUND; FORBIDDEN when it is another's */
  async remove(principal: Principal, id: string): Promise<void> {
    requireScope(principal, "services:write");
    await this.#requireOwn(principal, id);
    const removed = await deleteView(this.#store.db, { org: principal.org, owner: principal.id, id });
    if (!removed) throw notFound("This view");
  }

  async #requireOwn(principal: Principal, id: string): Promise<void> {
    const { db } = this.#store;
    const view = isPossibleId(id) ? await getView(db, principal.org, principal.id, id) : undefined;
    if (view === undefined) throw notFound("This view");
    if (view.owner === principal.id) return;
    throw new AppError(
      "FORBIDDEN",
      `This view is ${view.ownerName}'s: only they may change it. Save it under a name of your own instead.`,
    );
  }
}

function toView(principal: Principal, { ownerName, ...view }: StoredView): SavedView {
  return { ...view, owner: ownerName, mine: view.owner === principal.id };
}

/** Does a write that the unique index on views' names may refuse, and says so in words. */
async function named<Result>({ name }: ViewContent, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && "constraint" in error && error.constraint === "saved_view_name") {
      throw new AppError("CONFLICT", `name: you have a view of the name ${name} already; choose another`, {
        field: "name",
        cause: error,
      });
    }
    throw error;
  }
}
