import { type Kysely, sql } from "kysely";
import { type ExpectedRun, expectedRunOf } from "../../lib/jobs/expected-run.ts";
import type { Database } from "../db/schema.ts";

/** Of so many latest jobs of the agent, at most so many completed ones are looked at. */
const LOOKED_AT = 200;
const MOST_RUNS = 50;

/**
 * How long the agent's completed jobs that were made before this instant took. One read along an index, of 200 jobs at
 * most: an agent of which none completes costs no more.
 */
export async function readExpectedRun(
  db: Kysely<Database>,
  org: string,
  agentId: string,
  before: string,
): Promise<ExpectedRun> {
  const { rows } = await sql<{ ms: number }>`
    select duration_ms::float8 as ms from (
      select state, duration_ms from job
      where org = ${org} and agent_id = ${agentId} and created_at < ${before}
      order by created_at desc, source desc, id desc
      limit ${LOOKED_AT}
    ) as latest
    where state = 'Completed' and duration_ms >= 0
    limit ${MOST_RUNS}`.execute(db);
  return expectedRunOf(rows.map(({ ms }) => ms));
}
