import { type Kysely, sql } from "kysely";
import type { CountName } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";

/** How many jobs an agent of a source has in one count; `agentId` is "" for jobs without an agent. */
export interface AgentCount {
  source: string;
  agentId: string;
  countName: CountName;
  jobs: number;
}

const COUNTS_LIVE_MS = 3000;
const NAMES_LIVE_MS = 30_000;

interface Kept<Value> {
  until: number;
  value: Promise<Value>;
}
const countsOf = new WeakMap<Kysely<Database>, Map<string, Kept<AgentCount[]>>>();
const namesOf = new WeakMap<Kysely<Database>, Map<string, Kept<Map<string, string>>>>();

/** The counts that triggers keep, by source and agent; at most a few seconds old, since they choose plans only. */
export function recentCounts(db: Kysely<Database>, org: string): Promise<AgentCount[]> {
  return keep(countsOf, db, org, COUNTS_LIVE_MS, () => readCounts(db, org));
}

/** The counts that triggers keep, by source and agent, as they are now. */
export async function readCounts(db: Kysely<Database>, org: string): Promise<AgentCount[]> {
  return await db
    .selectFrom("jobCount")
    .select(["source", "agentId", "countName", sql<number>`sum(jobs)::int8`.as("jobs")])
    .where("org", "=", org)
    .groupBy(["source", "agentId", "countName"])
    .having(sql`sum(jobs)`, ">", sql<number>`0`)
    .execute();
}

/** The names of agents by id, as their newest jobs have them; at most half a minute old. */
export function recentAgentNames(db: Kysely<Database>, org: string): Promise<Map<string, string>> {
  return keep(namesOf, db, org, NAMES_LIVE_MS, async () => {
    const { rows } = await sql<{ agentId: string; agentName: string }>`
      select a.agent_id, j.agent_name
      from (select distinct agent_id from job_count where org = ${org} and agent_id <> '') a
      cross join lateral (
        select agent_name from job where org = ${org} and agent_id = a.agent_id
        order by created_at desc, source desc, id desc limit 1
      ) j
      where j.agent_name is not null`.execute(db);
    return new Map(rows.map(({ agentId, agentName }) => [agentId, agentName]));
  });
}

function keep<Value>(
  kept: WeakMap<Kysely<Database>, Map<string, Kept<Value>>>,
  db: Kysely<Database>,
  org: string,
  forMs: number,
  read: () => Promise<Value>,
): Promise<Value> {
  const ofDatabase = kept.get(db) ?? new Map<string, Kept<Value>>();
  kept.set(db, ofDatabase);
  const now = performance.now();
  const there = ofDatabase.get(org);
  if (there !== undefined && there.until > now) return there.value;
  const value = read();
  ofDatabase.set(org, { until: now + forMs, value });
  value.catch(() => ofDatabase.delete(org));
  return value;
}
