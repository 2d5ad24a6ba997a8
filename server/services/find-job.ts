import type { Kysely } from "kysely";
import type { JobRow, JobRun } from "../../lib/jobs/model.ts";
import { RUN_PART_WORDS, type RunPart } from "../../lib/jobs/run-parts.ts";
import type { Principal } from "../auth/principal.ts";
import type { Database } from "../db/schema.ts";
import { conflict, notFound } from "../errors.ts";
import { getJob, type JobKey } from "../store/jobs.ts";
import { getRun } from "../store/runs.ts";
import { getSource } from "../store/sources.ts";
import { capabilitiesOf } from "./capabilities.ts";
import type { Mirror } from "./mirror.ts";

/** Which attempt of which job: the latest, unless `attempt` says another. */
export interface RunKey extends JobKey {
  attempt?: number | undefined;
}

const MAX_INT = 2_147_483_647;

/** No seq, attempt or collection is over what the database's `int` holds. */
export function toInt(value: number): number {
  return Math.min(value, MAX_INT);
}

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

/**
 * The attempt of which a part is asked for, undefined before the first, with its job.
 * @throws AppError NOT_FOUND, also for an attempt that is not there; CONFLICT when the job's source does not give this part
 */
export async function requireRun(
  db: Kysely<Database>,
  mirror: Mirror,
  principal: Principal,
  key: RunKey,
  part: RunPart,
  { whole = false } = {},
): Promise<{ job: JobRow; run: JobRun | undefined }> {
  const [known, source] = await Promise.all([requireJob(db, principal, key), getSource(db, principal.org, key.source)]);
  if (!capabilitiesOf(source)[part]) throw conflict(`The source ${key.source} gives no ${RUN_PART_WORDS[part]}.`);
  if (whole) await mirror.readWhole(key, part);
  const job = await freshened(db, mirror, principal, known, part);
  const run = await getRun(db, key, key.attempt && toInt(key.attempt));
  if (run === undefined && key.attempt !== undefined) {
    throw notFound(`Attempt ${key.attempt} of job ${key.source}/${key.id}`);
  }
  return { job, run };
}

/** The job after what is kept of it was brought up to date. @throws AppError NOT_FOUND when its backend no longer has it */
export async function freshened(
  db: Kysely<Database>,
  mirror: Mirror,
  principal: Principal,
  job: JobRow,
  part: RunPart | "detail",
): Promise<JobRow> {
  if (job.source === "local") return job;
  await mirror.freshen(job, part);
  return await requireJob(db, principal, job);
}
