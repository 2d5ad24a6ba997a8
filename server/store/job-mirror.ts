import { type Kysely, type Selectable, sql } from "kysely";
import type { ResultRow, Task } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { isOneOf, type JobKey } from "./jobs.ts";
import { insertResults } from "./results.ts";
import { getRun, insertRun, type RunUpdate, updateRun } from "./runs.ts";
import { recordTasks, type TaskOwner } from "./tasks.ts";
import { type WriteTransaction, withoutNul } from "./write.ts";

/** What was read of a backend's job when somebody looked at it, and how far. */
export type KeptMirror = Omit<Selectable<Database["jobMirror"]>, "source" | "jobId" | "raw">;

const MIRROR_COLUMNS = [
  ...(["detailAt", "logLines", "logAt", "resultRows", "resultsAt", "isFinal", "error", "errorAt", "lookedAt"] as const),
] as const;

/** What a detail says beside the job's row: JSON texts, and the answer itself. */
export interface MirroredTexts {
  params: string | null;
  config: string | null;
  result: string | null;
  raw: string;
}

export async function getMirror(db: Kysely<Database>, { source, id }: JobKey): Promise<KeptMirror | undefined> {
  return await db
    .selectFrom("jobMirror")
    .select(MIRROR_COLUMNS)
    .where("source", "=", source)
    .where("jobId", "=", id)
    .executeTakeFirst();
}

/** Keeps how far a job was read. A job that is gone is passed over. */
export async function putMirror(
  tx: WriteTransaction,
  { source, id }: JobKey,
  values: Partial<KeptMirror> & { raw?: string | null },
): Promise<void> {
  await sql`
    insert into job_mirror (source, job_id)
    select source, id from job where source = ${source} and id = ${id}
    on conflict do nothing`.execute(tx.db);
  if (Object.keys(values).length === 0) return;
  await tx.db.updateTable("jobMirror").set(values).where("source", "=", source).where("jobId", "=", id).execute();
}

/** Keeps the texts of a job; what the backend does not tell any more stays as it was. */
export async function putDetail(tx: WriteTransaction, { source, id }: JobKey, texts: MirroredTexts): Promise<void> {
  const kept = (text: string | null) => (text === null ? null : withoutNul(text));
  const [params, config, result] = [kept(texts.params), kept(texts.config), kept(texts.result)];
  await sql`
    insert into job_detail as d (source, job_id, params, config, result)
    select source, id, ${params}, ${config}, ${result} from job where source = ${source} and id = ${id}
    on conflict (source, job_id) do update set params = coalesce(excluded.params, d.params),
      config = coalesce(excluded.config, d.config), result = coalesce(excluded.result, d.result)`.execute(tx.db);
}

/** The run of a job as its backend tells of it; made when it is not there. Nothing is written when nothing changed. */
export async function putRun(
  tx: WriteTransaction,
  org: string,
  { source, id }: JobKey,
  attempt: number,
  columns: RunUpdate & { agentState: NonNullable<RunUpdate["agentState"]> },
): Promise<TaskOwner> {
  const run = await getRun(tx.db, { source, id }, attempt);
  if (run === undefined) {
    const made = await insertRun(tx, org, { source, jobId: id, attempt, ...columns });
    return { org, source, id, runId: made.id };
  }
  const names = Object.keys(columns) as (keyof typeof columns)[];
  if (names.some((name) => run[name] !== columns[name])) await updateRun(tx, org, run.id, columns);
  return { org, source, id, runId: run.id };
}

export type MirroredTask = Pick<Task, "target" | "state" | "resultsCount"> &
  Pick<Task, "queuedAt" | "startedAt" | "endedAt" | "error">;

/** Makes a run's tasks those that its backend tells of, in its order. Only those that changed are written and told. */
export async function putTasks(tx: WriteTransaction, owner: TaskOwner, tasks: readonly MirroredTask[]): Promise<void> {
  const { runId } = owner;
  const targets = distinctTargets(tasks);
  const rows = tasks.map((task, place) => ({ ...task, seq: place + 1, target: targets[place] }));
  const before = await taskSeqs(tx, runId);
  const isSameList = [...before].every(([target, seq]) => targets[seq - 1] === target);
  if (!isSameList) await tx.db.deleteFrom("task").where("runId", "=", runId).execute();
  for (let at = 0; at < rows.length; at += 2000) {
    const stored = await sql<Task>`
      insert into task as t (run_id, seq, target, state, results_count, queued_at, started_at, ended_at, error)
      select ${runId}, seq, target, state, "resultsCount", "queuedAt", "startedAt", "endedAt", error
      from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 2000))}::jsonb) as told (seq int, target text, state text,
        "resultsCount" int, "queuedAt" timestamptz, "startedAt" timestamptz, "endedAt" timestamptz, error text)
      on conflict (run_id, seq) do update set state = excluded.state,
        results_count = excluded.results_count, queued_at = excluded.queued_at, started_at = excluded.started_at,
        ended_at = excluded.ended_at, error = excluded.error
      where (t.target, t.state, t.results_count, t.started_at, t.ended_at, t.error) is distinct from
        (excluded.target, excluded.state, excluded.results_count, excluded.started_at, excluded.ended_at, excluded.error)
      returning seq, target, state, depth, results_count, http_status, queued_at, started_at, ended_at, error, attempt,
        max_attempts, due_at, earlier_error`.execute(tx.db);
    if (stored.rows.length > 0)
      recordTasks(
        tx,
        owner,
        stored.rows.toSorted((one, other) => one.seq - other.seq),
      );
  }
}

/** A run has a target once; a backend may tell of one twice. */
function distinctTargets(tasks: readonly MirroredTask[]): string[] {
  const seen = new Set<string>();
  const times = new Map<string, number>();
  return tasks.map(({ target }) => {
    const kept = withoutNul(target.toWellFormed());
    let distinct = kept;
    while (seen.has(distinct)) {
      const time = (times.get(kept) ?? 1) + 1;
      times.set(kept, time);
      distinct = `${kept} (${time})`;
    }
    seen.add(distinct);
    return distinct;
  });
}

/** The seqs of a run's tasks by their targets, so that log lines find theirs. */
export async function taskSeqs(tx: WriteTransaction, runId: number): Promise<Map<string, number>> {
  const rows = await tx.db.selectFrom("task").select(["target", "seq"]).where("runId", "=", runId).execute();
  return new Map(rows.map(({ target, seq }) => [target, seq]));
}

/** Takes a run's results away: they are read anew. */
export async function clearResults(tx: WriteTransaction, runId: number): Promise<void> {
  for (const table of ["resultRow", "resultCount"] as const) {
    await tx.db.deleteFrom(table).where("runId", "=", runId).execute();
  }
}

/** Keeps result rows, JSON texts each, after those that are there. */
export async function appendResults(
  tx: WriteTransaction,
  runId: number,
  { collection, after, rows }: { collection: number; after: number; rows: readonly string[] },
): Promise<void> {
  const results = rows.map(
    (data, place): ResultRow => ({ collection, seq: after + place + 1, task: null, verdict: null, data }),
  );
  await insertResults(tx, runId, results);
}

/**
 * Forgets what was read of jobs that nobody looked at since `before`, at most `limit` of them. It is read again when somebody
 * does. Returns how many there were.
 */
export async function forgetMirrors(db: Kysely<Database>, before: Date, limit = 200): Promise<number> {
  return await db.transaction().execute(async (tx) => {
    const rows = await tx
      .deleteFrom("jobMirror")
      .where(
        sql<boolean>`(source, job_id) in (select source, job_id from job_mirror
          where looked_at < ${before.toISOString()}::timestamptz order by looked_at limit ${limit})`,
      )
      .returning(["source", "jobId as id"])
      .execute();
    if (rows.length === 0) return 0;
    await tx.deleteFrom("jobRun as job").where(isOneOf(rows, sql`job.job_id`)).execute();
    await tx.deleteFrom("jobDetail as job").where(isOneOf(rows, sql`job.job_id`)).execute();
    return rows.length;
  });
}
