import { type Kysely, sql } from "kysely";
import type { TaskRow } from "../../lib/api/job-types.ts";
import { JOB_STATES, type JobState } from "../../lib/jobs/state.ts";
import { MOST_TASKS, type TaskSort } from "../../lib/jobs/task-sort.ts";
import type { Database } from "../db/schema.ts";

/** So much of a target or an error stands in a row; the whole is to be had from `listTasks`. */
export const TASK_TEXT_SHOWN = 2000;

/** So much of a target or an error is searched: nobody may make the database read gigabytes. */
const TASK_TEXT_SEARCHED = 4000;

const STATES = sql`array[${sql.join(JOB_STATES.map((state) => sql.lit(state)))}]::text[]`;
const PLACE_OF_STATE = sql`coalesce(array_position(${STATES}, state), 1)`;
// Not `greatest`: that leaves out what is unknown.
const DURATION = sql`(case when ended_at < started_at then interval '0' else ended_at - started_at end)`;

const ORDERS: Record<TaskSort, ReturnType<typeof sql>> = {
  number: sql`seq`,
  "-number": sql`seq desc`,
  state: sql`${PLACE_OF_STATE}, seq`,
  "-state": sql`${PLACE_OF_STATE} desc, seq`,
  results: sql`results_count nulls last, seq`,
  "-results": sql`results_count desc nulls last, seq`,
  duration: sql`${DURATION} nulls last, seq`,
  "-duration": sql`${DURATION} desc nulls last, seq`,
  ended: sql`ended_at nulls last, seq`,
  "-ended": sql`ended_at desc nulls last, seq`,
};

/**
 * The seqs of the run's tasks of these states (empty means all) that hold a text in target or error, in an order; and
 * how many of each state hold the text. Only the first hundred thousand tasks are looked at; `more` says that there are others.
 */
export async function readTaskOrder(
  db: Kysely<Database>,
  runId: number,
  asked: { states: readonly JobState[]; text: string; sort: TaskSort },
): Promise<{ seqs: number[]; counts: Partial<Record<JobState, number>>; more: boolean }> {
  const pattern = `%${asked.text.replace(/[\\%_]/g, "\\$&")}%`;
  const holdsText =
    asked.text === ""
      ? sql`true`
      : sql`(left(target, ${TASK_TEXT_SEARCHED}) ilike ${pattern} or left(error, ${TASK_TEXT_SEARCHED}) ilike ${pattern})`;
  const ofState = asked.states.length === 0 ? sql`true` : sql`state in (${sql.join(asked.states)})`;
  // Aggregated in the database: a hundred thousand rows through the driver would hold up everyone on this node.
  const { rows } = await sql<{ seqs: string | null; counts: Partial<Record<JobState, number>> | null; more: boolean }>`
    with edge as (select seq from task where run_id = ${runId} order by seq offset ${MOST_TASKS} limit 1),
    found as (
      select seq, state, results_count, started_at, ended_at from task
      where run_id = ${runId} and seq < coalesce((select seq from edge), 2147483648) and ${holdsText}
    )
    select
      (select string_agg(seq::text, ',' order by ${ORDERS[asked.sort]}) from found where ${ofState}) as seqs,
      (select json_object_agg(state, n) from (select state, count(*) as n from found group by state) s) as counts,
      exists (select from edge) as more`.execute(db);
  const { seqs = null, counts = null, more = false } = rows[0] ?? {};
  return { seqs: seqs === null ? [] : seqs.split(",").map(Number), counts: counts ?? {}, more };
}

/** Those of these tasks of a run that exist, in order of seq, with long texts cut. */
export async function readTaskRows(db: Kysely<Database>, runId: number, seqs: readonly number[]): Promise<TaskRow[]> {
  if (seqs.length === 0) return [];
  return await db
    .selectFrom("task")
    .select(["seq", "state", "depth", "resultsCount", "httpStatus", "queuedAt", "startedAt", "endedAt"])
    .select(["attempt", "maxAttempts", "dueAt"])
    .select([
      sql<string | null>`left(earlier_error, ${TASK_TEXT_SHOWN})`.as("earlierError"),
      sql<string>`left(target, ${TASK_TEXT_SHOWN})`.as("target"),
      sql<string | null>`left(error, ${TASK_TEXT_SHOWN})`.as("error"),
      sql<number>`length(target)`.as("targetLength"),
      sql<number | null>`length(error)`.as("errorLength"),
    ])
    .where("runId", "=", runId)
    .where("seq", "in", [...seqs])
    .orderBy("seq")
    .execute();
}

/** Columns of tasks in order of seq, as text with a value for each: see `TaskOutlinePage`. */
export interface OutlineColumns {
  seqs: number[];
  states: string;
  starts: string;
  spans: string;
  /** Whether there are tasks after these. */
  more: boolean;
}

/** When tasks of a run were worked on, after a seq; times count in milliseconds from `base`. */
export async function readTaskOutline(
  db: Kysely<Database>,
  runId: number,
  page: { after: number; limit: number; base: string },
): Promise<OutlineColumns> {
  const ms = (interval: ReturnType<typeof sql>) =>
    sql`string_agg(coalesce((extract(epoch from ${interval}) * 1000)::int8::text, ''), ',' order by seq)`;
  const { rows } = await sql<Record<"seqs" | "states" | "starts" | "spans", string | null> & { more: boolean }>`
    with page as (
      select seq, state, started_at, ended_at from task
      where run_id = ${runId} and seq > ${page.after} order by seq limit ${page.limit}
    )
    select
      exists (select from task where run_id = ${runId} and seq > (select max(seq) from page)) as more,
      string_agg(seq::text, ',' order by seq) as seqs,
      string_agg((${PLACE_OF_STATE} - 1)::text, '' order by seq) as states,
      ${ms(sql`(started_at - ${page.base}::timestamptz)`)} as starts,
      ${ms(sql`(ended_at - started_at)`)} as spans
    from page`.execute(db);
  const { seqs = null, states = null, starts = null, spans = null, more = false } = rows[0] ?? {};
  return {
    seqs: seqs === null ? [] : seqs.split(",").map(Number),
    states: states ?? "",
    starts: starts ?? "",
    spans: spans ?? "",
    more,
  };
}
