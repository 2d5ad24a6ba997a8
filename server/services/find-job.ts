import type { Kysely } from "kysely";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Principal } from "../auth/principal.ts";
import type { Database } from "../db/schema.ts";
import { notFound } from "../errors.ts";
import { getJob, type JobKey } from "../store/jobs.ts";

/** Whether anything can have this id: such as are longer or hold control characters need not trouble the database. */
export function isPossibleId(id: string): boolean {
  return /^\P{Cc}{1,200}$/u.test(id);
}

/** The job, if the principal may know of it. @throws AppError NOT_FOUND */
export async function requireJob(db: Kysely<Database>, principal: Principal, key: JobKey): Promise<JobRow> {
  if (!isPossibleId(key.source) || !isPossibleId(key.id)) throw notFound("This job");
  const job = await getJob(db, principal.org, key);
  if (job === undefined) throw notFound(`Job ${key.source}/${key.id}`);
  return job;
}
