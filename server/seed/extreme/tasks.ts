import { type Kysely, sql } from "kysely";
import { errorFingerprint } from "../../../lib/jobs/fingerprint.ts";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { insertExtremeRun } from "./insert-run.ts";

const AGENT_HALF_MS = 2 * 3_600_000;
const BATCH = 20_000;

/** What a target or an error must not be able to do; each stands in every few thousandth task. */
const HOSTILE = [
  `</script><script>document.title = "run"</script>`,
  `<img src=x onerror="document.title = 'run'">`,
  "javascript:document.title='run'",
  "\u202ereversed\u202c \u2066isolated",
  "bell \u0007 escape \u001b[31mred\u001b[0m backspace \u0008 line\r\nfeed",
  "ﷺ".repeat(40),
  "Z̶̨̡̛͓̳͈̺a̴͙͝l̷̰̈g̵̜͌o̶".repeat(12),
  "x".repeat(100_000),
];

/**
 * A failed job with a huge number of tasks that overlap as those of eight workers do. It waited five hours for a run of two. Some
 * tasks end before they start, some lie outside the run, some never started; some targets and errors are hostile.
 */
export async function makeTasks(db: Kysely<Database>): Promise<JobKey> {
  return await makeManyTasks(db, "tasks", 100_000);
}

/** The same with another number of tasks, for benchmarks. */
export async function makeManyTasks(db: Kysely<Database>, name: string, tasks: number): Promise<JobKey> {
  const ended = Date.now() - 600_000;
  const started = ended - AGENT_HALF_MS - 60_000;
  const iso = (ms: number) => new Date(ms).toISOString();
  const [queuedAt, startedAt, endedAt] = [iso(started - 5 * 3_600_000), iso(started), iso(ended)];
  const crawledAt = iso(started + AGENT_HALF_MS);
  const error = `Gave up after ${tasks} tasks: too many of them failed`;
  const { source, id, runId } = await insertExtremeRun(db, name, {
    job: {
      state: "Failed",
      createdAt: queuedAt,
      queuedAt,
      startedAt,
      endedAt,
      tasksTotal: tasks,
      error,
      errorFingerprint: errorFingerprint(error),
    },
    run: {
      agentResultIsSuccess: false,
      agentResultMessage: error,
      agentQueuedDate: queuedAt,
      agentStartTime: startedAt,
      agentEndTime: crawledAt,
      agentTasksCount: tasks,
      processingState: "Completed",
      processingStartTime: crawledAt,
      processingEndTime: endedAt,
    },
  });
  const step = AGENT_HALF_MS / tasks;
  for (let first = 1; first <= tasks; first += BATCH) {
    await insertBatch(db, runId, { first, last: Math.min(tasks, first + BATCH - 1), start: startedAt, step });
  }
  return { source, id };
}

/** In the database: it makes a hundred thousand rows in a second or two, where sending them takes ten times as long. */
async function insertBatch(
  db: Kysely<Database>,
  runId: number,
  { first, last, start, step }: { first: number; last: number; start: string; step: number },
): Promise<void> {
  const hostile = sql`(${[...HOSTILE]}::text[])[1 + (n / 1013) % ${sql.lit(HOSTILE.length)}]`;
  await sql`
    insert into task (run_id, seq, target, state, depth, results_count, http_status, queued_at, started_at, ended_at, error)
    select ${runId}, n,
      case when n % 1013 = 0 then ${hostile} || ' ' || n else 'https://shop.example/catalogue/' || n end,
      state, n % 4,
      case when state = 'Completed' then h % 60 end,
      case when state = 'Completed' then 200 when state = 'Failed' then (array[404, 500, 503, null])[1 + h % 4] end,
      start - interval '1 second',
      start, start + took,
      case
        when state <> 'Failed' then null
        when n % 1013 < 40 then ${hostile} || ' timed out after ' || h || ' ms'
        else 'timed out after ' || h || ' ms at /catalogue/' || n
      end
    from (
      select n, h, state,
        case
          when state in ('Queued', 'Cancelled') then null
          when n % 4999 = 0 then ${start}::timestamptz - interval '40 years'
          else ${start}::timestamptz + (n * ${step}::float8 + h % 300) * interval '1 millisecond'
        end as start,
        case
          when state not in ('Completed', 'Failed') then null
          when n % 997 = 0 then interval '-3 seconds'
          else (40 + h % 700 + case when n % 331 = 0 then 20000 else 0 end) * interval '1 millisecond'
        end as took
      from (
        select n, abs(hashint4(n) % 100000) as h,
          case
            when n % 40 = 3 or n % 9000 > 8800 then 'Failed'
            when n % 7001 = 0 then 'Unknown'
            when n % 5003 = 0 then 'Executing'
            when n > ${last} - 3 and n % 2 = 0 then 'Queued'
            when n % 2503 = 0 then 'Cancelled'
            else 'Completed'
          end as state
        from generate_series(${first}::int, ${last}::int) n
      ) made
    ) timed`.execute(db);
}
