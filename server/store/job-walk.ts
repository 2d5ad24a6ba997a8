import { type Kysely, type RawBuilder, sql } from "kysely";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { isTime, type Order, type Position } from "./job-cursor.ts";
import { allOf, type Condition } from "./job-filter-sql.ts";
import type { SplitTerms } from "./job-terms.ts";
import { JOB_COLUMNS } from "./jobs.ts";

/** From where a walk goes on. */
export interface Start {
  position: Position;
  /** Whether the job at the position is the first of the walk. */
  included: boolean;
}

/** A walk along an index, in the order of a list. */
export interface Walk {
  org: string;
  order: Order;
  /** The way that it goes; against the order of the list on the way to a page before. */
  descending: boolean;
  /** What holds for all of the walk and the index finds at once: bounds of the value that it is sorted by. */
  bounds: readonly Condition[];
  /** Parts with an index each that has the walk's order; empty for all jobs, by the order's own index. */
  branches: readonly Condition[];
  /** Whether what the index holds is checked first, and rows are fetched only of the jobs that pass. */
  thin: boolean;
}

/** Which part of a walk: so many jobs from the start on. */
export interface Part {
  start: Start | null;
  size: number;
}

/** The columns of a list's order, each with the walk's direction. */
export function orderBy({ order, descending }: Pick<Walk, "order" | "descending">, table = ""): RawBuilder<unknown> {
  const way = descending ? "desc" : "asc";
  return sql.raw([order.column, "source", "id"].map((column) => `${table}${column} ${way}`).join(", "));
}

/** What holds for all jobs of the walk from the start on. */
export function conditionsOf(walk: Pick<Walk, "org" | "order" | "descending">, start: Start | null): Condition[] {
  const conditions = [sql<boolean>`org = ${walk.org}`];
  if (walk.order.column !== "created_at") conditions.push(sql<boolean>`${sql.raw(walk.order.column)} is not null`);
  if (start !== null) conditions.push(beyond(walk, start));
  return conditions;
}

/**
 * A part of the walk as a subquery with these columns. The limit inside is a fence: the database walks the index
 * whatever it believes of the filter outside.
 */
export function steps(walk: Walk, { start, size }: Part, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  const conditions = [...conditionsOf(walk, start), ...walk.bounds];
  const select = (all: readonly Condition[]) =>
    sql`(select ${columns} from job where ${allOf(all)} order by ${orderBy(walk)} limit ${size})`;
  const [branch] = walk.branches;
  if (branch === undefined) return select(conditions);
  if (walk.branches.length === 1) return select([...conditions, branch]);
  const selects = walk.branches.map((each) => select([...conditions, each]));
  // A job that is in two branches comes twice in a row.
  const key = sql.raw(`${walk.order.column}, source, id`);
  return sql`(select distinct on (${key}) * from (${sql.join(selects, sql` union all `)}) as branches
    order by ${orderBy(walk)} limit ${size})`;
}

/** Where a part of the walk ends; null when the walk ends with it. */
export async function edgeOf(db: Kysely<Database>, walk: Walk, part: Part): Promise<Position | null> {
  const column = sql.raw(walk.order.column);
  const { rows } = await sql<Position>`
    select ${column} as value, source, id from ${steps(walk, part, sql`${column}, source, id`)} as steps
    order by ${orderBy(walk)} offset ${part.size - 1} limit 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * The jobs of a part of the walk that match, in its order, at most `limit`. Terms about what the index holds pass over
 * jobs without looking at their rows.
 */
export async function matchesAmong(
  db: Kysely<Database>,
  walk: Walk,
  part: Part & { limit: number },
  { thin, rest }: SplitTerms,
): Promise<JobRow[]> {
  const row = rowOf("found");
  if (!walk.thin) {
    const { rows } = await sql<JobRow>`
      select ${row} from ${steps(walk, part, sql`*`)} as found where ${allOf([...thin, ...rest])}
      order by ${orderBy(walk)} limit ${part.limit}`.execute(db);
    return rows;
  }
  const { rows } = await sql<JobRow>`
    select ${row} from (
      select * from ${steps(walk, part, thinColumns(walk))} as steps where ${allOf(thin)}
      order by ${orderBy(walk)} limit ${part.size}
    ) as keys cross join lateral (
      select * from job where source = keys.source and id = keys.id and ${allOf(rest)} offset 0
    ) as found
    order by ${orderBy(walk, "keys.")} limit ${part.limit}`.execute(db);
  return rows;
}

/** The columns of a list row, of this table. */
export function rowOf(table: string): RawBuilder<unknown> {
  return sql.join(JOB_COLUMNS.map((column) => sql.ref(`${table}.${column}`)));
}

/** What the index of every order holds. */
export function thinColumns({ order }: Walk): RawBuilder<unknown> {
  const own = order.column === "created_at" ? "" : `${order.column}, `;
  return sql.raw(`${own}source, id, state, agent_id, agent_name, created_at`);
}

function beyond({ order, descending }: Pick<Walk, "order" | "descending">, { position, included }: Start): Condition {
  const value = isTime(order) ? sql`${position.value}::timestamptz` : sql`${position.value}::bigint`;
  const op = sql.raw(`${descending ? "<" : ">"}${included ? "=" : ""}`);
  return sql<boolean>`(${sql.raw(order.column)}, source, id) ${op} (${value}, ${position.source}, ${position.id})`;
}
