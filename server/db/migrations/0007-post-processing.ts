import { type Kysely, sql } from "kysely";

/**
 * What an agent's post-processing made of its results. Rows are numbered without gaps, in the order of those that they were made of
 * (`raw_seq`). `modified_count` has a row for each verdict (empty for none) of a collection that was post-processed, also when
 * nothing was left of it; `modified_key` holds what a step that drops duplicates has seen.
 */
const STATEMENTS = [
  `create table modified_row (
    run_id bigint not null references job_run on delete cascade,
    collection int not null,
    seq int not null,
    raw_seq int not null,
    task int,
    verdict text,
    data text not null,
    primary key (run_id, collection, seq)
  )`,
  "create index modified_row_verdict on modified_row (run_id, collection, verdict, seq)",
  "create index modified_row_task on modified_row (run_id, task, collection, seq) where task is not null",
  `create table modified_count (
    run_id bigint not null references job_run on delete cascade,
    collection int not null,
    verdict text not null,
    modified_rows bigint not null,
    filtered_rows bigint not null,
    duplicate_rows bigint not null,
    unread_values bigint not null,
    primary key (run_id, collection, verdict)
  ) with (fillfactor = 50)`,
  `create table modified_key (
    run_id bigint not null references job_run on delete cascade,
    collection int not null,
    step int not null,
    hash text not null,
    primary key (run_id, collection, step, hash)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
