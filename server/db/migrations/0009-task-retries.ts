import { type Kysely, sql } from "kysely";

/** A task that failed for a reason that may pass is tried again: how often, from when on, and why the try before failed. */
const STATEMENTS = [
  `alter table task
    add column attempt int not null default 1,
    add column max_attempts int not null default 1,
    add column due_at timestamptz(3),
    add column earlier_error text`,
  // What waits is passed over without a look at it: a site that is down makes thousands of such tasks.
  "drop index task_queued",
  "create index task_queued on task (run_id, seq) where state = 'Queued' and due_at is null",
  "create index task_due on task (run_id, due_at) where state = 'Queued' and due_at is not null",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
