import { type RawBuilder, sql } from "kysely";
import type {
  ChoiceTerm,
  ContainsTerm,
  MeasureTerm,
  ResolvedFilter,
  ResolvedTime,
} from "../../lib/jobs/filter/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";

const ENDED = JOB_STATES.filter(hasEnded);

export type ResolvedTerm = ResolvedFilter["terms"][number];
export type Condition = RawBuilder<boolean>;

/** The filter as a condition on rows of `job`; it holds for exactly those that `matchesFilter` says yes to. */
export function whereFilter(filter: ResolvedFilter): Condition {
  return allOf(filter.terms.map((term) => whereTerm(term, filter.now)));
}

/** One term as a condition. It is never NULL: jobs without the value match no positive term, and every negated one. */
export function whereTerm(term: ResolvedTerm, now: string): Condition {
  switch (term.kind) {
    case "choice":
      return term.negated ? sql`not ${whereChoice(term)}` : whereChoice(term);
    case "contains":
      return term.negated ? sql`not ${whereContains(term)}` : whereContains(term);
    case "word":
      return term.negated ? sql`not ${likeAny("search", [term.text])}` : likeAny("search", [term.text]);
    case "time":
      return whereTime(term);
    case "measure":
      return whereMeasure(term, now);
  }
}

/** All of the conditions. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** At least one of the conditions. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

/** The text stands somewhere in the column, which holds lower case. */
function likeAny(column: string, texts: readonly string[]): Condition {
  const patterns = texts.map(likePattern);
  return sql<boolean>`coalesce(${sql.raw(column)} like any(array[${sql.join(patterns)}]), false)`;
}

/** What `like` needs to find a text anywhere in lower case. */
export function likePattern(text: string): RawBuilder<string> {
  return sql<string>`lower(${`%${text.replace(/[\\%_]/g, "\\$&")}%`})`;
}

/** The values, in lower case as the database sees it. */
export function lowered(values: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`array[${sql.join(values.map((value) => sql`lower(${value})`))}]`;
}

function oneOf(column: string, values: readonly string[]): Condition {
  return sql<boolean>`coalesce(${sql.raw(column)} = any(${values}::text[]), false)`;
}

function oneOfLowered(column: string, values: readonly string[]): Condition {
  return sql<boolean>`coalesce(lower(${sql.raw(column)}) = any(${lowered(values)}), false)`;
}

function whereChoice({ key, values }: ChoiceTerm): Condition {
  if (values.length === 0) return anyOf([]);
  switch (key) {
    case "state":
    case "source":
    case "trigger":
    case "id":
      return oneOf(key, values);
    case "retry-of":
      return oneOf("retry_of", values);
    case "fingerprint":
      return oneOf("error_fingerprint", values);
    case "type":
      return oneOfLowered("type", values);
    case "agent":
      return anyOf([oneOf("agent_id", values), oneOfLowered("agent_name", values)]);
    case "by":
      return anyOf([oneOf("started_by_id", values), oneOfLowered("started_by", values)]);
    case "tag":
      return sql<boolean>`exists (select from unnest(tags) as tag where lower(tag) = any(${lowered(values)}))`;
  }
}

function whereContains({ key, values }: ContainsTerm): Condition {
  return values.length === 0 ? anyOf([]) : likeAny(`lower(${key})`, values);
}

function whereTime({ key, from, to }: ResolvedTime): Condition {
  const column = sql.raw(`${key}_at`);
  const conditions = [sql<boolean>`${column} is not null`];
  if (from !== null) conditions.push(sql<boolean>`${column} >= ${from}::timestamptz`);
  if (to !== null) conditions.push(sql<boolean>`${column} < ${to}::timestamptz`);
  return sql<boolean>`coalesce(${allOf(conditions)}, false)`;
}

function whereMeasure({ key, range }: MeasureTerm, now: string): Condition {
  const value = measured(key, now);
  const compare = (op: string, bound: number) => sql<boolean>`${value} ${sql.raw(op)} ${bound}::float8`;
  const conditions: Condition[] = [];
  if (range.op !== "..") conditions.push(compare(range.op, range.value));
  else {
    conditions.push(sql<boolean>`${value} is not null`);
    if (range.from !== null) conditions.push(compare(">=", range.from));
    if (range.to !== null) conditions.push(compare("<=", range.to));
  }
  return sql<boolean>`coalesce(${allOf(conditions)}, false)`;
}

function measured(key: MeasureTerm["key"], now: string): RawBuilder<number> {
  switch (key) {
    case "duration":
      return sql`coalesce(duration_ms, ${sinceThen("started_at", now)})`;
    case "queued":
      return sql`coalesce(queue_ms, ${sinceDue("queued_at", now)})`;
    case "silent":
      return sinceDue("updated_at", now);
    case "percent":
      // By its text, as the wire has it: 33.3 is not 33.3 once a real has become a double.
      return sql`percent::text::float8`;
    case "priority":
    case "attempt":
      return sql.raw(key);
    case "results":
      return sql`results_total`;
  }
}

/** As `onceDue` has it: not before the time that a job is scheduled for. */
function sinceDue(column: string, now: string): RawBuilder<number> {
  const isDue = sql`${sql.raw(column)} is not null and coalesce(scheduled_at <= ${now}::timestamptz, true)`;
  return sql`case when ${isDue} then ${sinceThen(`greatest(${column}, scheduled_at)`, now)} end`;
}

/** For jobs that are still at it. Those that have ended without saying when have no figure, rather than one that grows. */
function sinceThen(instant: string, now: string): RawBuilder<number> {
  const passed = sql`(extract(epoch from ${now}::timestamptz - ${sql.raw(instant)}) * 1000)::bigint`;
  return sql`case when ended_at is null and state <> all(${ENDED}::text[]) then ${passed} end`;
}
