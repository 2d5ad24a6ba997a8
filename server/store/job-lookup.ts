import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import type { Order } from "./job-cursor.ts";
import {
  allOf,
  anyOf,
  type Condition,
  likePattern,
  lowered,
  type ResolvedTerm,
  whereFilter,
} from "./job-filter-sql.ts";
import { conditionsOf, orderBy, rowOf, type Start, type Walk } from "./job-walk.ts";
import { canInterrupt } from "./time-limit.ts";

/** Conditions that an index answers whatever the order of the list, and what they leave is few enough to be sorted. */
interface Lookup {
  condition: Condition;
  /** What says by a look at one index how many they are. */
  count: Condition;
}

const AT_IT = JOB_STATES.filter((state) => !hasEnded(state));

/** Jobs by id, or by the job that they retry: a few, wherever they are. Null when the filter names none. */
export function pointsOf(org: string, filter: ResolvedFilter): Condition | null {
  for (const term of filter.terms) {
    if (term.kind !== "choice" || term.negated) continue;
    const column = term.key === "id" ? "id" : term.key === "retry-of" ? "retry_of" : null;
    if (column === null) continue;
    return sql<boolean>`(source, ${sql.raw(column)}) in (
      select source.id, value from source cross join unnest(${term.values}::text[]) as value where source.org = ${org})`;
  }
  return null;
}

/** Lookups by text on the embedded database, which cannot be stopped, are for stores up to this size. */
const EMBEDDED_LOOKUP_JOBS = 400_000;
const NO_SCANS = "set local enable_seqscan = off";
/** The planner believes that texts are more frequent than they are. */
const BITMAPS_ONLY = `${NO_SCANS}; set local enable_indexscan = off; set local enable_indexonlyscan = off`;

/**
 * A condition on jobs that an index other than the order's own answers, and with what settings to ask: a range that at
 * most `few` jobs are in, or else texts and tags. Null when the filter has neither.
 */
export async function chooseLookup(
  db: Kysely<Database>,
  list: { org: string; filter: ResolvedFilter; order: Order; few: number; allJobs: number },
): Promise<{ condition: Condition; settings: string } | null> {
  const { org, filter, order, few, allJobs } = list;
  for (const { condition, count } of rangeLookups(filter, order)) {
    if (await isFew(db, org, count, few)) return { condition, settings: NO_SCANS };
  }
  const text = textLookup(filter);
  if (text === null || (allJobs > EMBEDDED_LOOKUP_JOBS && !(await canInterrupt(db)))) return null;
  return { condition: text, settings: BITMAPS_ONLY };
}

/** What an index by text finds: every term that it can answer. Null when there is none. */
function textLookup(filter: ResolvedFilter): Condition | null {
  const conditions = filter.terms.flatMap((term): Condition[] => {
    if (term.kind === "word" && !term.negated && hasTrigram(term.text)) return [inSearch([term.text])];
    if (term.kind === "contains" && !term.negated && term.values.every(hasTrigram)) return [inSearch(term.values)];
    if (term.kind === "choice" && term.key === "tag" && !term.negated) {
      return [sql<boolean>`(tags <> '{}' and lower_all(tags) && ${lowered(term.values)})`];
    }
    return [];
  });
  return conditions.length === 0 ? null : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** Names and errors are part of the searched text. */
function inSearch(values: readonly string[]): Condition {
  return anyOf(values.map((value) => sql<boolean>`search like ${likePattern(value)}`));
}

/** Without three letters or digits in a row an index of trigrams has to be read from end to end. */
function hasTrigram(text: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(text);
}

/** Ranges of times and measures that an index other than the order's own can count. */
function rangeLookups(filter: ResolvedFilter, order: Order): Lookup[] {
  return filter.terms.flatMap((term) => rangeLookup(term, order) ?? []);
}

function rangeLookup(term: ResolvedTerm, order: Order): Lookup | null {
  const range = bareRange(term);
  if (range === null || range.column === order.column) return null;
  if (term.kind === "time") return { condition: range.condition, count: range.condition };
  // Those that are still at it have no figure in the index, but are few.
  const atIt = sql<boolean>`state = any(${AT_IT}::text[])`;
  return { condition: anyOf([range.condition, atIt]), count: range.condition };
}

const COLUMNS: Record<string, Order["column"]> = {
  created: "created_at",
  ended: "ended_at",
  duration: "duration_ms",
  queued: "queue_ms",
};

/** The term as an index takes it: the column alone on one side. Null for terms about columns without one. */
function bareRange(term: ResolvedTerm): { column: Order["column"]; condition: Condition } | null {
  if (term.kind !== "time" && term.kind !== "measure") return null;
  const column = COLUMNS[term.key];
  if (column === undefined) return null;
  const name = sql.raw(column);
  const bounds: [string, RawBuilder<unknown> | null][] =
    term.kind === "time"
      ? [
          [">=", term.from === null ? null : sql`${term.from}::timestamptz`],
          ["<", term.to === null ? null : sql`${term.to}::timestamptz`],
        ]
      : term.range.op === ".."
        ? [
            [">=", term.range.from === null ? null : sql`${term.range.from}::bigint`],
            ["<=", term.range.to === null ? null : sql`${term.range.to}::bigint`],
          ]
        : [[term.range.op, sql`${term.range.value}::bigint`]];
  const conditions = bounds.flatMap(([op, bound]) =>
    bound === null ? [] : [sql<boolean>`${name} ${sql.raw(op)} ${bound}`],
  );
  return { column, condition: allOf([sql<boolean>`${name} is not null`, ...conditions]) };
}

/** All that match and satisfy the condition, which an index answers, from the start on; sorted, the first of them. */
export async function lookUp(
  db: Kysely<Database>,
  list: Pick<Walk, "org" | "order" | "descending"> & { filter: ResolvedFilter },
  { start, limit, condition }: { start: Start | null; limit: number; condition: Condition },
): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select ${rowOf("found")} from (
      select * from job where org = ${list.org} and ${condition} offset 0
    ) as found
    where ${allOf([...conditionsOf(list, start), whereFilter(list.filter)])}
    order by ${orderBy(list)} limit ${limit}`.execute(db);
  return rows;
}

/** Whether no more than `most` jobs satisfy the condition, by looking at no more than that. */
async function isFew(db: Kysely<Database>, org: string, condition: Condition, most: number): Promise<boolean> {
  const { rows } = await sql<{ jobs: number }>`
    select count(*)::int8 as jobs from (
      select from job where org = ${org} and ${condition} limit ${most + 1}
    ) as few`.execute(db);
  return (rows[0]?.jobs ?? 0) <= most;
}
