import { type Kysely, sql } from "kysely";
import type { QueuePlace } from "../../lib/api/job-types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";

/** Queued jobs that are looked at for what is before one of them. */
const MOST_QUEUED = 20_000;

/**
 * What stands between a queued job and its start: the jobs that come before it (of higher priority, or as high and longer in the queue;
 * not those whose time has not come), all of them and those of its agent, and how many are executing. At most `most` queued jobs are
 * looked at.
 */
export async function readQueuePlace(
  db: Kysely<Database>,
  org: string,
  job: Pick<JobRow, "source" | "id" | "agentId" | "priority" | "queuedAt" | "createdAt">,
  most: number = MOST_QUEUED,
): Promise<Pick<QueuePlace, "ahead" | "aheadOfAgent" | "capped" | "executing" | "executingOfAgent">> {
  const since = job.queuedAt ?? job.createdAt;
  const [{ rows }, counts] = await Promise.all([
    sql<{ looked: number; ahead: number; ofAgent: number }>`
      select count(*)::int8 as looked, (count(*) filter (where before))::int8 as ahead,
        (count(*) filter (where before and agent_id = ${job.agentId}))::int8 as of_agent
      from (
        select agent_id, id <> ${job.id} and (scheduled_at is null or scheduled_at <= now()) and (
          priority > ${job.priority}::int
          or priority = ${job.priority}::int and (coalesce(queued_at, created_at), id) < (${since}::timestamptz, ${job.id})
        ) as before
        from job where org = ${org} and source = ${job.source} and state = 'Queued' limit ${most}
      ) as queued`.execute(db),
    db
      .selectFrom("jobCount")
      .select(["agentId", sql<number>`sum(jobs)::int8`.as("jobs")])
      .where("org", "=", org)
      .where("source", "=", job.source)
      .where("countName", "=", "executing")
      .groupBy("agentId")
      .execute(),
  ]);
  const { looked = 0, ahead = 0, ofAgent = 0 } = rows[0] ?? {};
  const known = job.agentId !== null;
  return {
    ahead,
    aheadOfAgent: known ? ofAgent : null,
    capped: looked === most,
    executing: counts.reduce((sum, { jobs }) => sum + jobs, 0),
    executingOfAgent: known ? (counts.find(({ agentId }) => agentId === job.agentId)?.jobs ?? 0) : null,
  };
}
