import { type Kysely, sql } from "kysely";
import type { SavedView } from "../../lib/api/types.ts";
import type { Database } from "../db/schema.ts";

/** A saved view as it is stored: with the id of who made it. */
export type StoredView = Omit<SavedView, "mine" | "owner"> & { owner: string; ownerName: string };

/** What its owner may change of a view. */
export type ViewContent = Pick<SavedView, "name" | "q" | "sort" | "shared">;

const VIEW_COLUMNS = ["id", "owner", "ownerName", "name", "query as q", "sort", "shared", "updatedAt"] as const;

/** The views that a person sees, their own and the shared ones, by name without regard to case. */
export async function listViews(db: Kysely<Database>, org: string, person: string): Promise<StoredView[]> {
  return await db
    .selectFrom("savedView")
    .select(VIEW_COLUMNS)
    .where("org", "=", org)
    .where((eb) => eb.or([eb("owner", "=", person), eb("shared", "=", true)]))
    .orderBy(sql`lower(name)`)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** The view, if the organisation has it and the person sees it. */
export async function getView(
  db: Kysely<Database>,
  org: string,
  person: string,
  id: string,
): Promise<StoredView | undefined> {
  return await db
    .selectFrom("savedView")
    .select(VIEW_COLUMNS)
    .where("org", "=", org)
    .where("id", "=", id)
    .where((eb) => eb.or([eb("owner", "=", person), eb("shared", "=", true)]))
    .executeTakeFirst();
}

/** How many views a person has made. */
export async function countViews(db: Kysely<Database>, org: string, person: string): Promise<number> {
  const { count } = await db
    .selectFrom("savedView")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .where("owner", "=", person)
    .executeTakeFirstOrThrow();
  return count;
}

/** Stores a new view. A second one of the owner with this name breaks the index `saved_view_name`. */
export async function insertView(
  db: Kysely<Database>,
  view: ViewContent & { id: string; org: string; owner: string; ownerName: string },
): Promise<StoredView> {
  const { id, org, owner, ownerName } = view;
  return await db
    .insertInto("savedView")
    .values({ id, org, owner, ownerName, ...columns(view) })
    .returning(VIEW_COLUMNS)
    .executeTakeFirstOrThrow();
}

/** Replaces what a view of this owner says; undefined when the owner has no such view. */
export async function updateView(
  db: Kysely<Database>,
  owned: { org: string; owner: string; id: string },
  content: ViewContent,
): Promise<StoredView | undefined> {
  return await db
    .updateTable("savedView")
    .set(columns(content))
    .where("org", "=", owned.org)
    .where("owner", "=", owned.owner)
    .where("id", "=", owned.id)
    .returning(VIEW_COLUMNS)
    .executeTakeFirst();
}

/** Takes a view away. False when the owner has no such view. */
export async function deleteView(
  db: Kysely<Database>,
  owned: { org: string; owner: string; id: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("savedView")
    .where("org", "=", owned.org)
    .where("owner", "=", owned.owner)
    .where("id", "=", owned.id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

function columns({ name, q, sort, shared }: ViewContent) {
  return { name, query: q, sort, shared, updatedAt: new Date().toISOString() };
}
