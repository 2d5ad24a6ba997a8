import { type Kysely, type RawBuilder, sql } from "kysely";
import type { JobPage } from "../../lib/api/types.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import type { Database } from "../db/schema.ts";
import {
  type Cursor,
  cursorScope,
  isTime,
  type Order,
  orderOf,
  positionOf,
  readCursor,
  writeCursor,
} from "./job-cursor.ts";
import { allOf, type Condition, whereFilter } from "./job-filter-sql.ts";
import { JOB_COLUMNS } from "./jobs.ts";

/** Which page of a list. */
export interface JobListPage {
  sort: JobSort;
  /** The `nextCursor` or `previousCursor` of another page of the same list; null for the first page. */
  cursor: string | null;
  limit: number;
  /** The filter as text, to which cursors are bound: with "-24h" as it stands, not as an instant. */
  text: string;
  /** How long may be searched, in milliseconds, before the page is answered as far as it came. */
  budgetMs?: number;
}

/**
 * A page of the jobs that match. Jobs without the value that the list is sorted by are not in it. A page before that
 * comes out short is answered as the first page.
 * @throws AppError BAD_REQUEST at `cursor` when it is not one of this filter and order
 */
export async function listJobs(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  page: JobListPage,
): Promise<Omit<JobPage, "revision">> {
  const order = orderOf(page.sort);
  const scope = cursorScope(page.text, page.sort);
  const cursor = page.cursor === null ? null : readCursor(page.cursor, scope, order);
  const backwards = cursor?.direction === "before";
  const found = await read(db, org, filter, order, cursor, page.limit + 1);
  const more = found.length > page.limit;
  if (more) found.pop();
  if (backwards && found.length < page.limit) return await listJobs(db, org, filter, { ...page, cursor: null });
  const items = backwards ? found.reverse() : found;
  const first = items.at(0);
  const last = items.at(-1);
  const to = (direction: Cursor["direction"], job: JobRow | undefined) =>
    job === undefined ? null : writeCursor({ direction, included: false, position: positionOf(job, order) }, scope);
  return {
    items,
    nextCursor: more || backwards ? to("after", last) : null,
    previousCursor: (backwards ? more : cursor !== null) ? to("before", first) : null,
    stopped: null,
  };
}

async function read(
  db: Kysely<Database>,
  org: string,
  filter: ResolvedFilter,
  order: Order,
  cursor: Cursor | null,
  limit: number,
): Promise<JobRow[]> {
  const descending = order.descending !== (cursor?.direction === "before");
  const column = sql.raw(order.column);
  const way = sql.raw(descending ? "desc" : "asc");
  const conditions: Condition[] = [sql<boolean>`org = ${org}`, whereFilter(filter)];
  if (order.column !== "created_at") conditions.push(sql<boolean>`${column} is not null`);
  if (cursor !== null) conditions.push(beyond(order, cursor, descending));
  return await db
    .selectFrom("job")
    .select(JOB_COLUMNS)
    .where(allOf(conditions))
    .orderBy(sql`${column} ${way}, source ${way}, id ${way}`)
    .limit(limit)
    .execute();
}

function beyond(order: Order, { position, included }: Cursor, descending: boolean): Condition {
  const value: RawBuilder<unknown> = isTime(order)
    ? sql`${position.value}::timestamptz`
    : sql`${position.value}::bigint`;
  const op = sql.raw(`${descending ? "<" : ">"}${included ? "=" : ""}`);
  return sql<boolean>`(${sql.raw(order.column)}, source, id) ${op} (${value}, ${position.source}, ${position.id})`;
}
