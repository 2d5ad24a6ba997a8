import { type Kysely, sql } from "kysely";
import type { ResolvedFilter, ResolvedTime } from "../../lib/jobs/filter/model.ts";
import type { Database } from "../db/schema.ts";
import type { Order } from "./job-cursor.ts";
import { anyOf, type Condition, type ResolvedTerm, whereTerm } from "./job-filter-sql.ts";

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
    else (isInIndex(term) ? split.thin : split.rest).push(whereTerm(term, now));
  }
  return split;
}

function isInIndex(term: ResolvedTerm): boolean {
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

/** Jobs of which something happened before it could; written as the index of them has it. */
const ODD = "(started_at < created_at or ended_at < created_at or ended_at < started_at or updated_at < created_at)";

/** More of them are not looked at. */
const MOST_ODD = 1000;

/**
 * What times of a filter say of the value that a list is sorted by: a job that had ended by noon was made before noon.
 * Nothing, where jobs of backends whose clocks run backwards say otherwise.
 */
export async function impliedBounds(
  db: Kysely<Database>,
  org: string,
  { terms, now }: ResolvedFilter,
  { column }: Order,
): Promise<Condition[]> {
  const implied = terms.flatMap((term) => {
    const bound = term.kind === "time" ? impliedBound(term, column) : null;
    return bound === null ? [] : [{ bound, isAgainst: sql<boolean>`(${whereTerm(term, now)} and not ${bound})` }];
  });
  if (implied.length === 0) return [];
  const { rows } = await sql<{ odd: number; against: number }>`
    select count(*)::int8 as odd, count(*) filter (where ${anyOf(implied.map(({ isAgainst }) => isAgainst))})::int8 as against
    from (select * from job where org = ${org} and ${sql.raw(ODD)} limit ${MOST_ODD}) as odd_jobs`.execute(db);
  const { odd = MOST_ODD, against = 0 } = rows[0] ?? {};
  return odd < MOST_ODD && against === 0 ? implied.map(({ bound }) => bound) : [];
}

function impliedBound({ key, from, to }: ResolvedTime, column: Order["column"]): Condition | null {
  if (column === "created_at" && key !== "created" && to !== null) {
    return sql<boolean>`(created_at < ${to}::timestamptz)`;
  }
  if (column === "ended_at" && (key === "created" || key === "started") && from !== null) {
    return sql<boolean>`(ended_at >= ${from}::timestamptz)`;
  }
  return null;
}
