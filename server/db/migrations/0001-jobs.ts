import { type Kysely, sql } from "kysely";

/** Statements of the first schema, in order. Times have millisecond precision, so that a cursor made from one is exact. */
const STATEMENTS = [
  "create extension if not exists pg_trgm",

  `create table org (
    id text primary key,
    name text not null,
    created_at timestamptz(3) not null default now()
  )`,
  "insert into org (id, name) values ('default', 'Default')",

  `create table source (
    id text primary key,
    org text not null references org,
    kind text not null,
    name text not null,
    config text not null default '{}',
    created_at timestamptz(3) not null default now()
  )`,
  "insert into source (id, org, kind, name) values ('local', 'default', 'local', 'Built-in engine')",

  `create table agent (
    id text primary key,
    org text not null references org,
    source text not null references source,
    name text not null,
    type text not null,
    enabled boolean not null default true,
    definition text not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3)
  )`,
  "create unique index agent_name on agent (org, source, lower(name)) where deleted_at is null",

  `create table schedule (
    id text primary key,
    org text not null references org,
    agent_id text not null references agent,
    cron text not null,
    timezone text not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now()
  )`,
  "create unique index schedule_agent on schedule (agent_id)",

  "create sequence local_job_id as bigint start 1001",

  `create table job (
    source text not null references source,
    id text not null,
    org text not null references org,
    agent_id text,
    agent_name text,
    name text not null,
    type text not null,
    state text not null check (state in ('Unknown','Queued','Executing','ExecutionCompleted','Cancelling','Submitting','Completed','Cancelled','Failed')),
    raw_status text not null,
    trigger text not null check (trigger in ('manual','scheduled','api','retry')),
    priority int not null default 0,
    percent real,
    activity text,
    tasks_expected int,
    tasks_total int,
    tasks_completed int,
    tasks_failed int,
    clues_total int,
    results_total int,
    created_at timestamptz(3) not null,
    queued_at timestamptz(3),
    scheduled_at timestamptz(3),
    started_at timestamptz(3),
    ended_at timestamptz(3),
    updated_at timestamptz(3) not null,
    expected_end_at timestamptz(3),
    error text,
    error_fingerprint text,
    warning text,
    retry_of text,
    schedule_id text,
    tags text[] not null default '{}',
    attempt int not null default 0,
    max_attempts int not null default 1,
    version bigint not null default 1,
    search text generated always as (lower(id || ' ' || name || ' ' || coalesce(error, ''))) stored,
    primary key (source, id)
  ) with (fillfactor = 80)`,
  "create index job_newest on job (org, created_at desc, source desc, id desc)",
  "create index job_state_newest on job (org, state, created_at desc, source desc, id desc)",
  "create index job_source_newest on job (org, source, state, created_at desc, id desc)",
  "create index job_agent_newest on job (org, agent_id, created_at desc, source desc, id desc)",
  "create index job_retry_of on job (source, retry_of) where retry_of is not null",
  `create index job_running on job (org, started_at) where state in ('Executing','ExecutionCompleted','Cancelling','Submitting')`,
  "create index job_search on job using gin (search gin_trgm_ops)",

  `create table job_detail (
    source text not null,
    job_id text not null,
    params text,
    config text,
    result text,
    primary key (source, job_id),
    foreign key (source, job_id) references job (source, id) on delete cascade
  )`,

  `create table job_run (
    id bigint generated always as identity primary key,
    source text not null,
    job_id text not null,
    attempt int not null,
    agent_id text,
    agent_key text,
    update_date timestamptz(3) not null,
    agent_result_is_success boolean,
    agent_result_is_cancellation_requested boolean,
    agent_result_message text,
    agent_state text not null,
    agent_queued_date timestamptz(3),
    agent_start_time timestamptz(3),
    agent_end_time timestamptz(3),
    agent_elapsed_queued_time bigint,
    agent_elapsed_execution_time bigint,
    agent_percent_completed real,
    agent_last_submitted_date timestamptz(3),
    agent_expected_tasks_count int,
    agent_tasks_count int,
    agent_tasks_queued_count int,
    agent_tasks_completed_count int,
    agent_tasks_failed_count int,
    agent_clues_count int,
    agent_clues_queued_count int,
    agent_clues_completed_count int,
    agent_clues_failed_count int,
    processing_state text,
    processing_queued_date timestamptz(3),
    processing_start_time timestamptz(3),
    processing_end_time timestamptz(3),
    processing_tasks_count int,
    processing_tasks_queued_count int,
    processing_tasks_completed_count int,
    processing_tasks_failed_count int,
    processing_tasks_skipped_count int,
    processing_task_retries_count int,
    processing_tasks_already_exists_count int,
    processing_tasks_already_up_to_date_count int,
    processing_tasks_ignored_count int,
    processing_tasks_received_payloads_count int,
    processing_tasks_received_clues_count int,
    processing_tasks_received_log_lines_count int,
    processing_updated_date timestamptz(3),
    version bigint not null default 1,
    unique (source, job_id, attempt),
    foreign key (source, job_id) references job (source, id) on delete cascade
  ) with (fillfactor = 80)`,

  `create table task (
    run_id bigint not null references job_run on delete cascade,
    seq int not null,
    target text not null,
    state text not null,
    depth int not null default 0,
    results_count int,
    http_status int,
    queued_at timestamptz(3),
    started_at timestamptz(3),
    ended_at timestamptz(3),
    error text,
    primary key (run_id, seq)
  )`,
  "create unique index task_target on task (run_id, md5(target))",
  "create index task_queued on task (run_id, seq) where state = 'Queued'",

  `create table payload (
    run_id bigint not null references job_run on delete cascade,
    task_seq int not null,
    items text not null,
    item_count int not null,
    primary key (run_id, task_seq)
  )`,

  `create table log_line (
    run_id bigint not null references job_run on delete cascade,
    seq int not null,
    at timestamptz(3) not null,
    level text not null,
    message text not null,
    task int,
    primary key (run_id, seq)
  )`,
  "create index log_line_level on log_line (run_id, level, seq)",

  `create table result_row (
    run_id bigint not null references job_run on delete cascade,
    collection int not null,
    seq int not null,
    task int,
    verdict text,
    data text not null,
    primary key (run_id, collection, seq)
  )`,

  `create table agent_item (
    agent_id text not null references agent on delete cascade,
    collection int not null,
    key_hash text not null,
    content_hash text not null,
    last_run bigint not null,
    first_seen_at timestamptz(3) not null,
    last_seen_at timestamptz(3) not null,
    primary key (agent_id, collection, key_hash)
  )`,

  `create table command (
    id bigint generated always as identity primary key,
    org text not null references org,
    source text not null,
    job_id text,
    agent_id text,
    action text not null check (action in ('start','cancel','retry')),
    actor_kind text not null,
    actor_id text not null,
    actor text not null,
    reason text,
    requested_at timestamptz(3) not null default now(),
    acknowledged_at timestamptz(3),
    finished_at timestamptz(3),
    outcome text check (outcome in ('done','refused','failed')),
    result_job_id text
  )`,
  "create index command_job on command (source, job_id, id)",
  "create index command_open on command (source, job_id) where finished_at is null",

  `create table job_count (
    org text not null,
    source text not null,
    agent_id text not null,
    count_name text not null,
    slot smallint not null,
    jobs bigint not null,
    primary key (org, source, agent_id, count_name, slot)
  ) with (fillfactor = 50)`,

  `create table throughput (
    org text not null,
    source text not null,
    minute timestamptz(3) not null,
    state text not null,
    slot smallint not null,
    jobs bigint not null,
    queue_time bigint[] not null,
    run_time bigint[] not null,
    primary key (org, minute, source, state, slot)
  ) with (fillfactor = 50)`,

  `create table change (
    revision bigint primary key,
    org text not null,
    kind text not null,
    source text,
    job_id text,
    data text not null,
    at timestamptz(3) not null default clock_timestamp()
  )`,
  "create index change_job on change (source, job_id, revision)",

  // One row: the last revision handed out. Its row lock, taken by the last statement of a writing transaction, is what
  // makes revisions appear in commit order without gaps.
  "create table feed (single boolean primary key default true check (single), revision bigint not null)",
  "insert into feed (revision) values (0)",

  `create table setting (
    name text primary key,
    value text not null
  )`,

  `create table saved_view (
    id text primary key,
    org text not null references org,
    owner text,
    name text not null,
    query text not null,
    created_at timestamptz(3) not null default now()
  )`,

  // Numbers `changes` (a JSON array of {org, kind, source, jobId, data}) and stores them; returns the last revision.
  // Call it as the last statement before commit.
  `create function append_changes(changes jsonb) returns bigint language plpgsql as $$
    declare
      last bigint;
      amount int := jsonb_array_length(changes);
    begin
      update feed set revision = revision + amount returning revision into last;
      insert into change (revision, org, kind, source, job_id, data)
      select last - amount + place, c->>'org', c->>'kind', c->>'source', c->>'jobId', c->>'data'
      from jsonb_array_elements(changes) with ordinality as t(c, place);
      perform pg_notify('watchfloor_change', last::text);
      return last;
    end $$`,

  `create function count_of_state(state text) returns text language sql immutable as $$
    select case state
      when 'Queued' then 'queued' when 'Completed' then 'completed' when 'Failed' then 'failed'
      when 'Cancelled' then 'cancelled' when 'Unknown' then 'unknown' else 'executing' end $$`,

  // Bucket of a duration in a histogram of 40: bucket 0 is up to 1 ms, each next one is 1.6 times wider.
  `create function duration_bucket(ms double precision) returns int language sql immutable as $$
    select case when ms is null then null else least(39, greatest(0, ceil(ln(greatest(ms, 1)) / ln(1.6))))::int end $$`,

  `create function add_arrays(a bigint[], b bigint[]) returns bigint[] language sql immutable as $$
    select array_agg(coalesce(x, 0) + coalesce(y, 0) order by i)
    from unnest(a, b) with ordinality as t(x, y, i) $$`,

  `create function histogram(buckets int[]) returns bigint[] language sql immutable as $$
    select array_agg((select count(*) from unnest(buckets) as b where b = i) order by i)
    from generate_series(0, 39) as i $$`,

  // Counts and rollups follow the job table by trigger, so that no way of writing a job can forget them. Rows are
  // spread over slots by backend and touched in key order: concurrent writers neither queue nor deadlock.
  `create function keep_counts() returns trigger language plpgsql as $$
    declare
      my_slot smallint := pg_backend_pid() % 16;
    begin
      if tg_op = 'INSERT' then
        insert into job_count as c
        select org, source, coalesce(agent_id, ''), count_of_state(state), my_slot, count(*)
        from new_rows group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (org, source, agent_id, count_name, slot) do update set jobs = c.jobs + excluded.jobs;
        insert into throughput as t
        select org, source, date_trunc('minute', ended_at), state, my_slot, count(*),
          histogram(array_agg(duration_bucket(extract(epoch from coalesce(started_at, ended_at) - coalesce(queued_at, created_at)) * 1000))),
          histogram(array_agg(duration_bucket(extract(epoch from ended_at - started_at) * 1000)))
        from new_rows where state in ('Completed','Failed','Cancelled') and ended_at is not null
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (org, minute, source, state, slot) do update set jobs = t.jobs + excluded.jobs,
          queue_time = add_arrays(t.queue_time, excluded.queue_time), run_time = add_arrays(t.run_time, excluded.run_time);
      elsif tg_op = 'DELETE' then
        insert into job_count as c
        select org, source, coalesce(agent_id, ''), count_of_state(state), my_slot, -count(*)
        from old_rows group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (org, source, agent_id, count_name, slot) do update set jobs = c.jobs + excluded.jobs;
      else
        insert into job_count as c
        select d.org, d.source, d.agent_id, d.count_name, my_slot, sum(d.jobs) from (
          select org, source, coalesce(agent_id, '') as agent_id, count_of_state(state) as count_name, 1 as jobs from new_rows
          union all
          select org, source, coalesce(agent_id, ''), count_of_state(state), -1 from old_rows
        ) as d group by 1, 2, 3, 4 having sum(d.jobs) <> 0 order by 1, 2, 3, 4
        on conflict (org, source, agent_id, count_name, slot) do update set jobs = c.jobs + excluded.jobs;
        insert into throughput as t
        select n.org, n.source, date_trunc('minute', n.ended_at), n.state, my_slot, count(*),
          histogram(array_agg(duration_bucket(extract(epoch from coalesce(n.started_at, n.ended_at) - coalesce(n.queued_at, n.created_at)) * 1000))),
          histogram(array_agg(duration_bucket(extract(epoch from n.ended_at - n.started_at) * 1000)))
        from new_rows n join old_rows o on o.source = n.source and o.id = n.id
        where n.state in ('Completed','Failed','Cancelled') and n.ended_at is not null
          and (o.state <> n.state or o.ended_at is null)
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (org, minute, source, state, slot) do update set jobs = t.jobs + excluded.jobs,
          queue_time = add_arrays(t.queue_time, excluded.queue_time), run_time = add_arrays(t.run_time, excluded.run_time);
      end if;
      return null;
    end $$`,
  "create trigger job_inserted after insert on job referencing new table as new_rows for each statement execute function keep_counts()",
  "create trigger job_deleted after delete on job referencing old table as old_rows for each statement execute function keep_counts()",
  "create trigger job_updated after update on job referencing old table as old_rows new table as new_rows for each statement execute function keep_counts()",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
