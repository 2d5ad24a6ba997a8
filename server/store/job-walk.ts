import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { Database } from "../db/schema.ts";
import { isTime, type Order, type Position } from "./job-cursor.ts";
import { allOf, type Condition, type ResolvedTerm, whereTerm } from "./job-filter-sql.ts";

/** From where a walk goes on. */
export interface Start {
  position: Position;
  /** Whether the job at the position is the first of the walk. */
  included: boolean;
}

/** A walk along an index of all jobs, in the order of a list. */
export interface Walk {
  org: string;
  order: Order;
  /** The way that it goes; against the order of the list on the way to a page before. */
  descending: boolean;
  /** What holds for all of the walk and an index finds at once: bounds of the value that it is sorted by. */
  bounds: readonly Condition[];
  /** Each of them has the walk's order by an index of its own; all jobs are the one branch `true`. */
  branches: readonly Condition[];
}

/** The key of the list's order as columns, each with the walk's direction. */
export function orderBy({ order, descending }: Walk): RawBuilder<unknown> {
  const way = sql.raw(descending ? "desc" : "asc");
  return sql`${sql.raw(order.column)} ${way}, source ${way}, id ${way}`;
}

/**
 * The next `size` jobs of the walk as a subquery with these columns. The limit inside is a fence: the database walks the
 * index whatever it believes of the filter outside.
 */
export function steps(
  walk: Walk,
  start: Start | null,
  size: number,
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const branches = walk.branches.map((branch) => {
    const conditions = [sql<boolean>`org = ${walk.org}`, branch, ...walk.bounds];
    if (walk.order.column !== "created_at") conditions.push(sql<boolean>`${sql.raw(walk.order.column)} is not null`);
    if (start !== null) conditions.push(beyond(walk, start));
    return sql`(select ${columns} from job where ${allOf(conditions)} order by ${orderBy(walk)} limit ${size})`;
  });
  if (branches.length === 1) return sql`${branches[0]}`;
  return sql`(select * from (${sql.join(branches, sql` union all `)}) as branches order by ${orderBy(walk)} limit ${size})`;
}

/** Where the next `size` jobs of the walk end; null when there are no more than that. */
export async function edgeOf(
  db: Kysely<Database>,
  walk: Walk,
  start: Start | null,
  size: number,
): Promise<Position | null> {
  const columns = sql`${sql.raw(walk.order.column)}, source, id`;
  const { rows } = await sql<Position>`
    select ${sql.raw(walk.order.column)} as value, source, id from ${steps(walk, start, size, columns)} as steps
    order by ${orderBy(walk)} offset ${size - 1} limit 1`.execute(db);
  return rows[0] ?? null;
}

function beyond({ order, descending }: Walk, { position, included }: Start): Condition {
  const value: RawBuilder<unknown> = isTime(order)
    ? sql`${position.value}::timestamptz`
    : sql`${position.value}::bigint`;
  const op = sql.raw(`${descending ? "<" : ">"}${included ? "=" : ""}`);
  return sql<boolean>`(${sql.raw(order.column)}, source, id) ${op} (${value}, ${position.source}, ${position.id})`;
}

/** The columns that the indexes of all orders hold beside their own. */
export const THIN_COLUMNS = sql.raw("source, id, state, agent_id, agent_name, created_at");

/** Terms by how they are answered: by the bounds of a walk, by what the index holds, or by the row itself. */
export interface SplitTerms {
  bounds: Condition[];
  thin: Condition[];
  rest: Condition[];
}

export function splitTerms({ terms, now }: ResolvedFilter, order: Order): SplitTerms {
  const split: SplitTerms = { bounds: [], thin: [], rest: [] };
  for (const term of terms) {
    const bounds = boundsOf(term, order);
    if (bounds !== null) split.bounds.push(...bounds);
    else (isThin(term) ? split.thin : split.rest).push(whereTerm(term, now));
  }
  return split;
}

function isThin(term: ResolvedTerm): boolean {
  if (term.kind === "time") return term.key === "created";
  return term.kind === "choice" && ["state", "source", "id", "agent"].includes(term.key);
}

/** The term as bounds of the value that the walk is sorted by; null when it is about something else. */
function boundsOf(term: ResolvedTerm, { column }: Order): Condition[] | null {
  const name = sql.raw(column);
  if (term.kind === "time" && `${term.key}_at` === column) {
    return [
      ...(term.from === null ? [] : [sql<boolean>`${name} >= ${term.from}::timestamptz`]),
      ...(term.to === null ? [] : [sql<boolean>`${name} < ${term.to}::timestamptz`]),
    ];
  }
  if (term.kind !== "measure" || MEASURED[column] !== term.key) return null;
  const { range } = term;
  if (range.op !== "..") return [sql<boolean>`${name} ${sql.raw(range.op)} ${range.value}::float8`];
  return [
    ...(range.from === null ? [] : [sql<boolean>`${name} >= ${range.from}::float8`]),
    ...(range.to === null ? [] : [sql<boolean>`${name} <= ${range.to}::float8`]),
  ];
}

const MEASURED: Partial<Record<Order["column"], string>> = { duration_ms: "duration", queue_ms: "queued" };
