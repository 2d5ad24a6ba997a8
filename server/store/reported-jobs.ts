import { type Kysely, sql } from "kysely";
import type { Instant, JobPatch, JobRow } from "../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import { JOB_COLUMNS } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

/** The columns of a job that a backend tells of, with their types in the database. */
const TYPES = {
  agentId: "text",
  agentName: "text",
  name: "text",
  type: "text",
  state: "text",
  rawStatus: "text",
  trigger: "text",
  priority: "int",
  percent: "real",
  activity: "text",
  tasksExpected: "int",
  tasksTotal: "int",
  tasksCompleted: "int",
  tasksFailed: "int",
  cluesTotal: "int",
  resultsTotal: "int",
  queuedAt: "timestamptz",
  scheduledAt: "timestamptz",
  startedAt: "timestamptz",
  endedAt: "timestamptz",
  error: "text",
  errorFingerprint: "text",
  warning: "text",
  retryOf: "text",
  scheduleId: "text",
  attempt: "int",
} as const satisfies Partial<Record<keyof JobRow, string>>;

/** What a backend can tell of a job's row. All other columns are the console's own. */
export type ReportedColumns = Pick<JobRow, keyof typeof TYPES>;

const NAMES = Object.keys(TYPES) as (keyof ReportedColumns)[];
const snake = (column: string) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const COLUMNS = sql.raw(NAMES.map(snake).join(", "));
const RECORD = sql.raw(NAMES.map((column) => `"${column}" ${TYPES[column]}`).join(", "));
const VALUES = sql.raw(NAMES.map((column) => `"${column}"`).join(", "));
const ASSIGNMENTS = sql.raw(NAMES.map((column) => `${snake(column)} = told."${column}"`).join(", "));

/** A row as it is kept, and when its backend was asked for what it says. */
export type KeptJob = JobRow & { reportedAt: Instant | null };

/**
 * One of these jobs of a source, as keys: a database that does not know yet how many jobs a source has takes it for few where it is
 * named by itself, and reads all of them.
 */
function isOneOf(source: string, ids: readonly string[]) {
  return sql<boolean>`(source, id) in (select * from unnest(${ids.map(() => source)}::text[], ${ids}::text[]))`;
}

/** What is kept of these jobs of a source, by id, locked until the transaction ends. */
export async function lockReported(
  tx: WriteTransaction,
  source: string,
  ids: readonly string[],
): Promise<Map<string, KeptJob>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("job")
    .select([...JOB_COLUMNS, "reportedAt"])
    .where(isOneOf(source, ids))
    .orderBy("id")
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

interface Origin {
  org: string;
  source: string;
  askedAt: Date;
}

/** Stores jobs that were not known, and answers their ids. One that another node stored meanwhile is left as it is. */
export async function insertReported(
  tx: WriteTransaction,
  { org, source, askedAt }: Origin,
  jobs: readonly (ReportedColumns & { id: string; createdAt: Instant })[],
): Promise<string[]> {
  if (jobs.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    insert into job (org, source, id, created_at, updated_at, reported_at, ${COLUMNS})
    select ${org}, ${source}, id, "createdAt", now(), ${askedAt.toISOString()}::timestamptz, ${VALUES}
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as told (id text, "createdAt" timestamptz, ${RECORD})
    on conflict do nothing returning id`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** Sets what a backend tells of jobs that are locked, and counts their versions up. Answers in no order. */
export async function updateReported(
  tx: WriteTransaction,
  { source, askedAt }: Omit<Origin, "org">,
  jobs: readonly (ReportedColumns & { id: string })[],
): Promise<JobRow[]> {
  if (jobs.length === 0) return [];
  const told = JSON.stringify(jobs.map((job) => ({ ...job, source })));
  await sql`
    update job set ${ASSIGNMENTS}, version = version + 1, updated_at = now(), reported_at = ${askedAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${told}::jsonb) as told (source text, id text, ${RECORD})
    where job.source = told.source and job.id = told.id`.execute(tx.db);
  return await readReported(
    tx,
    source,
    jobs.map(({ id }) => id),
  );
}

/** These jobs of a source, in no order. */
export async function readReported(tx: WriteTransaction, source: string, ids: readonly string[]): Promise<JobRow[]> {
  if (ids.length === 0) return [];
  return await tx.db.selectFrom("job").select(JOB_COLUMNS).where(isOneOf(source, ids)).execute();
}

/**
 * Has the database look at how many jobs there are. It does so by itself after a while, or never where it is embedded; until then it
 * plans as for a small table, and reads all jobs of a source to find a few.
 */
export async function lookAtSize(db: Kysely<Database>): Promise<void> {
  await sql`analyze job`.execute(db);
}

/** Records in the feed that jobs were made, or how they changed from what they were. */
export function recordReported(
  tx: WriteTransaction,
  org: string,
  jobs: readonly JobRow[],
  before: Map<string, JobRow>,
): void {
  for (const job of jobs) {
    const { source, id } = job;
    const old = before.get(id);
    if (old === undefined) tx.record({ org, kind: "job-created", source, jobId: id, data: job });
    else tx.record({ org, kind: "job", source, jobId: id, data: changeOf(old, job) });
  }
}

/** As `updateJob` tells it: what changed; of a change of state all of the row, and what the changed fields were. */
function changeOf(old: JobRow, job: JobRow): JobPatch & { before?: Partial<JobRow> } {
  const { source, id, version, updatedAt } = job;
  const changed = NAMES.filter((column) => old[column] !== job[column]);
  const pick = (row: JobRow) => Object.fromEntries(changed.map((column) => [column, row[column]])) as Partial<JobRow>;
  return old.state === job.state ? { ...pick(job), source, id, version, updatedAt } : { ...job, before: pick(old) };
}

/** A source, with its organisation: indexes begin with that. */
interface SourceOf {
  org: string;
  id: string;
}

const UNENDED = JOB_STATES.filter((state) => !hasEnded(state));

/** The jobs of a source that had not ended when last heard of, the newest first, at most `limit`. */
export async function listUnended(db: Kysely<Database>, { org, id }: SourceOf, limit: number): Promise<JobRow[]> {
  return await db
    .selectFrom("job")
    .select(JOB_COLUMNS)
    .where("org", "=", org)
    .where("source", "=", id)
    .where("state", "in", UNENDED)
    .orderBy("createdAt", "desc")
    .limit(limit)
    .execute();
}

/**
 * The ids of jobs of a source that were made between two times, both included, the newest first; null is no bound. Of those of one
 * agent where lists are of agents. At most `limit`.
 */
export async function listIdsMadeBetween(
  db: Kysely<Database>,
  { org, id }: SourceOf,
  { agentId, from, to, limit }: { agentId: string | null; from: Instant | null; to: Instant | null; limit: number },
): Promise<string[]> {
  let query = db
    .selectFrom("job")
    .select("id")
    .where("org", "=", org)
    .where("source", "=", id)
    .orderBy("createdAt", "desc")
    .limit(limit);
  if (from !== null) query = query.where("createdAt", ">=", from);
  if (to !== null) query = query.where("createdAt", "<=", to);
  if (agentId !== null) query = query.where("agentId", "=", agentId);
  return (await query.execute()).map(({ id }) => id);
}
