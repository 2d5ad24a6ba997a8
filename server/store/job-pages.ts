import { type Kysely, sql } from "kysely";
import type { JobRow, Trigger } from "../../lib/jobs/model.ts";
import { COUNT_OF_STATE, type CountName, type JobState, STATES_OF_COUNT } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import type { Condition } from "./job-filter-sql.ts";
import { JOB_COLUMNS } from "./jobs.ts";

/** Which jobs of a source. Times are ISO texts and bound from both sides, the bounds included. */
export interface PageFilter {
  source: string;
  agentId?: string | undefined;
  /** Left out, all of them. */
  states?: readonly JobState[] | undefined;
  /** Whether a queued job waits for its time: true only such, false none of them. */
  isScheduled?: boolean | undefined;
  trigger?: Trigger | undefined;
  created?: TimeRange | undefined;
  /** When a program asked for it to begin. */
  scheduled?: TimeRange | undefined;
  channelCode?: string | undefined;
  /** Whether jobs that no program gave a channel are of that channel, too. */
  orNoChannel?: boolean | undefined;
}

export interface TimeRange {
  from?: string | undefined;
  to?: string | undefined;
}

/** The columns that pages can be sorted by. */
export const PAGE_SORTS = [
  "id",
  "agentId",
  "type",
  "state",
  "priority",
  "createdAt",
  "updatedAt",
  "scheduledAt",
  "startedAt",
  "endedAt",
  "durationMs",
  "queueMs",
  "error",
] as const;
export type PageSort = (typeof PAGE_SORTS)[number];

export interface NumberedPage {
  sort: readonly { column: PageSort; descending: boolean }[];
  offset: number;
  limit: number;
}

/**
 * A page by offset, as other vendors' APIs count them, and how many jobs there are in all. The console's own lists are paged
 * by keyset (`job-list.ts`), which does not grow dearer with depth. `sort` is completed by age and id, so that it is
 * whole.
 */
export async function readJobPage(
  db: Kysely<Database>,
  org: string,
  filter: PageFilter,
  page: NumberedPage,
): Promise<{ items: JobRow[]; total: number }> {
  const conditions = conditionsOf(org, filter);
  let query = db.selectFrom("job").select(JOB_COLUMNS);
  for (const condition of conditions) query = query.where(condition);
  for (const { column, descending } of page.sort) {
    if (column === "scheduledAt")
      query = query.orderBy(ASKED_TIME, (way) => (descending ? way.desc() : way.asc()).nullsLast());
    else query = query.orderBy(column === "id" ? sql`length(id)` : column, dir(descending));
    if (column === "id") query = query.orderBy("id", dir(descending));
  }
  const descending = page.sort[0]?.descending ?? true;
  if (!page.sort.some(({ column }) => column === "createdAt")) query = query.orderBy("createdAt", dir(descending));
  query = query.orderBy("id", dir(descending)).offset(page.offset).limit(page.limit);
  const [items, total] = await Promise.all([query.execute(), countPage(db, org, filter, conditions)]);
  return { items, total };
}

/** When a job was asked to begin: its own column is empty once it has begun. */
const ASKED_TIME = sql`coalesce(
  (select r.scheduled_at from job_request r where r.source = job.source and r.job_id = job.id), scheduled_at)`;

function dir(descending: boolean): "desc" | "asc" {
  return descending ? "desc" : "asc";
}

/** From the counters where these can tell, else by counting. */
async function countPage(
  db: Kysely<Database>,
  org: string,
  filter: PageFilter,
  conditions: readonly Condition[],
): Promise<number> {
  const names = countNamesOf(filter);
  if (names?.length === 0) return 0;
  if (names !== undefined) {
    let query = db
      .selectFrom("jobCount")
      .select(sql<number>`coalesce(sum(jobs), 0)::int8`.as("jobs"))
      .where("org", "=", org)
      .where("source", "=", filter.source)
      .where("countName", "in", names);
    if (filter.agentId !== undefined) query = query.where("agentId", "=", filter.agentId);
    return (await query.executeTakeFirstOrThrow()).jobs;
  }
  let query = db.selectFrom("job").select(sql<number>`count(*)::int8`.as("jobs"));
  for (const condition of conditions) query = query.where(condition);
  return (await query.executeTakeFirstOrThrow()).jobs;
}

/** The counts whose sum is the filter's jobs; undefined when it asks for what no counter knows. */
function countNamesOf({ states, ...filter }: PageFilter): CountName[] | undefined {
  const { isScheduled, trigger, created, scheduled, channelCode } = filter;
  if ([isScheduled, trigger, created, scheduled, channelCode].some((part) => part !== undefined)) return undefined;
  const names = Object.keys(STATES_OF_COUNT) as CountName[];
  if (states === undefined) return names;
  const wanted = names.filter((name) => states.some((state) => COUNT_OF_STATE[state] === name));
  const covered = wanted.flatMap((name) => STATES_OF_COUNT[name]);
  return covered.every((state) => states.includes(state)) ? wanted : undefined;
}

function conditionsOf(org: string, filter: PageFilter): Condition[] {
  const { source, agentId, states, isScheduled, trigger, created, scheduled, channelCode, orNoChannel } = filter;
  const conditions: Condition[] = [sql`org = ${org}`, sql`source = ${source}`];
  if (agentId !== undefined) conditions.push(sql`agent_id = ${agentId}`);
  if (states !== undefined) conditions.push(states.length === 0 ? sql`false` : sql`state in (${sql.join(states)})`);
  if (isScheduled !== undefined) {
    const waits = sql`(state = 'Queued' and scheduled_at is not null and scheduled_at > now())`;
    conditions.push(isScheduled ? sql`${waits}` : sql`not ${waits}`);
  }
  if (trigger !== undefined) conditions.push(sql`trigger = ${trigger}`);
  if (created?.from !== undefined) conditions.push(sql`created_at >= ${created.from}`);
  if (created?.to !== undefined) conditions.push(sql`created_at <= ${created.to}`);
  const ofRequest: Condition[] = [];
  if (scheduled?.from !== undefined) ofRequest.push(sql`r.scheduled_at >= ${scheduled.from}`);
  if (scheduled?.to !== undefined) ofRequest.push(sql`r.scheduled_at <= ${scheduled.to}`);
  if (channelCode !== undefined && orNoChannel) {
    conditions.push(sql`id not in (
      select r.job_id from job_request r
      where r.org = ${org} and r.source = ${source} and r.channel_code <> ${channelCode})`);
  } else if (channelCode !== undefined) ofRequest.push(sql`r.channel_code = ${channelCode}`);
  if (ofRequest.length > 0) {
    conditions.push(sql`id in (
      select r.job_id from job_request r
      where r.org = ${org} and r.source = ${source} and ${sql.join(ofRequest, sql` and `)})`);
  }
  return conditions;
}
