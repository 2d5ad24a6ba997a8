import { type Kysely, sql } from "kysely";

/**
 * What results are known by between runs, ways to those of a task and of a verdict, and how many there are: kept, so that
 * nobody has to count them.
 */
const STATEMENTS = [
  "alter table result_row add column key_hash text, add column content_hash text",
  "create index result_row_verdict on result_row (run_id, collection, verdict, seq)",
  "create index result_row_task on result_row (run_id, task, collection, seq) where task is not null",
  `create table result_count (
    run_id bigint not null references job_run on delete cascade,
    collection int not null,
    verdict text not null,
    result_rows bigint not null,
    primary key (run_id, collection, verdict)
  ) with (fillfactor = 50)`,
  `insert into result_count (run_id, collection, verdict, result_rows)
    select run_id, collection, coalesce(verdict, ''), count(*) from result_row group by 1, 2, 3`,
  `create function keep_result_counts() returns trigger language plpgsql as $$
    begin
      insert into result_count as c (run_id, collection, verdict, result_rows)
      select run_id, collection, coalesce(verdict, ''), count(*) from new_rows group by 1, 2, 3 order by 1, 2, 3
      on conflict (run_id, collection, verdict) do update set result_rows = c.result_rows + excluded.result_rows;
      return null;
    end $$`,
  `create trigger result_inserted after insert on result_row referencing new table as new_rows
    for each statement execute function keep_result_counts()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
