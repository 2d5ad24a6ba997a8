import { type Kysely, sql } from "kysely";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { JOB_COLUMNS, type JobKey } from "./jobs.ts";

/** A job exactly as it was at a revision of the feed: what changes after it follows on from this. */
export interface JobNow {
  revision: number;
  job: JobRow;
  /** The task that its latest run is at; null for none. */
  currentTask: number | null;
}

/** The job with the revision that it holds, in one statement and thus of one moment; undefined when there is none. */
export async function readJobNow(
  db: Kysely<Database>,
  org: string,
  { source, id }: JobKey,
): Promise<JobNow | undefined> {
  const latestRun = sql`
    select id from job_run where source = ${source} and job_id = ${id} order by attempt desc limit 1`;
  const row = await db
    .selectFrom("job")
    .select(JOB_COLUMNS)
    .select([
      sql<number>`(select revision from feed)`.as("revision"),
      sql<number | null>`(
        select seq from task where run_id = (${latestRun}) and state = 'Executing' order by seq limit 1
      )`.as("currentTask"),
    ])
    .where("org", "=", org)
    .where("source", "=", source)
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { revision, currentTask, ...job } = row;
  return { revision, job, currentTask };
}
