import type { Kysely } from "kysely";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import type { Database } from "../../db/schema.ts";
import { insertJob, type JobKey, type NewJob } from "../../store/jobs.ts";
import { insertRun, type NewRun } from "../../store/runs.ts";
import { Store } from "../../store/write.ts";

/** What a made-up job with one attempt is; whatever is left out is as of a job that went well an hour ago. */
export interface ExtremeRun {
  job?: Partial<NewJob>;
  run?: Partial<NewRun>;
}

const HOUR = 3_600_000;

/** Stores a job with one attempt, and gives its key and the id that its tasks, log lines and results need. */
export async function insertExtremeRun(
  db: Kysely<Database>,
  name: string,
  { job = {}, run = {} }: ExtremeRun = {},
): Promise<JobKey & { runId: number }> {
  const began = new Date(Date.now() - HOUR).toISOString();
  const ended = new Date(Date.now() - HOUR + 90_000).toISOString();
  const key = { source: job.source ?? "local", id: extremeId(name) };
  const made = await new Store(db).write(async (tx) => {
    const { state } = await insertJob(tx, {
      org: DEFAULT_ORG,
      name: `extreme ${name}`,
      type: "crawling",
      state: "Completed",
      rawStatus: job.state ?? "Completed",
      trigger: "manual",
      createdAt: began,
      queuedAt: began,
      startedAt: began,
      endedAt: ended,
      attempt: 1,
      ...job,
      ...key,
    });
    return await insertRun(tx, DEFAULT_ORG, {
      attempt: 1,
      agentState: state,
      agentQueuedDate: began,
      agentStartTime: began,
      agentEndTime: ended,
      ...run,
      source: key.source,
      jobId: key.id,
    });
  });
  return { ...key, runId: made.id };
}

/** The id of the job that an extreme run belongs to. */
export function extremeId(name: string): string {
  return `extreme-${name}`;
}
