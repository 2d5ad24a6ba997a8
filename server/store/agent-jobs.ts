import { type Kysely, sql } from "kysely";
import type { JobRow } from "../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";

const OPEN_STATES = JOB_STATES.filter((state) => state !== "Unknown" && !hasEnded(state));

interface AgentKey {
  id: string;
  org: string;
}

/** A job of the agent that has not ended; undefined when there is none. */
export async function openJobOf(
  db: Kysely<Database>,
  { id, org }: AgentKey,
): Promise<Pick<JobRow, "id" | "state"> | undefined> {
  return await db
    .selectFrom("job")
    .select(["id", "state"])
    .where("org", "=", org)
    .where("agentId", "=", id)
    .where("state", "in", OPEN_STATES)
    .limit(1)
    .executeTakeFirst();
}

/** How many jobs of the agent somebody has started since midnight by UTC; schedules and retries are not counted. */
export async function startsToday(db: Kysely<Database>, { id, org }: AgentKey): Promise<number> {
  const row = await db
    .selectFrom("job")
    .select(sql<number>`count(*)::int8`.as("jobs"))
    .where("org", "=", org)
    .where("agentId", "=", id)
    .where("trigger", "in", ["manual", "api"])
    .where("createdAt", ">=", sql<string>`date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`)
    .executeTakeFirstOrThrow();
  return row.jobs;
}
