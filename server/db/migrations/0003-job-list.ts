import { type Kysely, sql } from "kysely";

/** What the job list needs: who started a job, its durations, an index for each order, and bulk actions. */
const STATEMENTS = [
  `alter table job
    add column started_by text,
    add column started_by_id text,
    add column duration_ms bigint generated always as ((extract(epoch from ended_at - started_at) * 1000)::bigint) stored,
    add column queue_ms bigint generated always as ((extract(epoch from coalesce(started_at, ended_at) - queued_at) * 1000)::bigint) stored`,
  // The index of each order holds what most filters are about, so that a walk along it need not look at the rows.
  "drop index job_newest",
  "create index job_newest on job (org, created_at desc, source desc, id desc) include (state, agent_id, agent_name)",
  ...[
    ["job_ended", "ended_at"],
    ["job_duration", "duration_ms"],
    ["job_queue_time", "queue_ms"],
  ].map(
    ([name, column]) =>
      `create index ${name} on job (org, ${column}, source, id) include (state, agent_id, agent_name, created_at) where ${column} is not null`,
  ),
  "drop index job_state_newest",
  "drop index job_agent_newest",
  ...[
    ["job_state_newest", "state", "agent_id, agent_name"],
    ["job_agent_newest", "agent_id", "state, agent_name"],
    ["job_agent_name", "lower(agent_name)", "state, agent_id, agent_name"],
  ].map(
    ([name, column, others]) =>
      `create index ${name} on job (org, ${column}, created_at desc, source desc, id desc) include (${others})`,
  ),
  ...[
    ["job_error", "", "error is not null"],
    ["job_fingerprint", "error_fingerprint,", "error_fingerprint is not null"],
    ["job_by_id", "started_by_id,", "started_by_id is not null"],
    ["job_by_name", "lower(started_by),", "started_by is not null"],
  ].map(
    ([name, column, condition]) =>
      `create index ${name} on job (org, ${column} created_at desc, source desc, id desc) where ${condition}`,
  ),
  // Of these there should be none; where there are none, times of one kind bound those of another.
  `create index job_odd on job (org)
    where (started_at < created_at or ended_at < created_at or ended_at < started_at or updated_at < created_at)`,
  // Tags are compared without regard to case.
  `create function lower_all(texts text[]) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(lower(t)), '{}') from unnest(texts) as t $$`,
  "create index job_tags on job using gin (lower_all(tags)) where tags <> '{}'",
  "create index job_failure on job (org, error_fingerprint, ended_at) where state = 'Failed'",
  "create index job_failed on job (org, ended_at) include (error_fingerprint, agent_name) where state = 'Failed'",

  `create table bulk_action (
    id text primary key,
    org text not null references org,
    verb text not null check (verb in ('cancel','retry')),
    state text not null check (state in ('waiting','running','finished','aborted','undone')),
    actor_kind text not null,
    actor_id text not null,
    actor text not null,
    reason text,
    query text,
    chosen int,
    matched int not null,
    eligible int not null,
    done int not null default 0,
    failed int not null default 0,
    skipped int not null default 0,
    position int not null default 0,
    failures text not null default '[]',
    created_at timestamptz(3) not null,
    starts_at timestamptz(3) not null,
    started_at timestamptz(3),
    finished_at timestamptz(3),
    abort_requested_at timestamptz(3),
    aborted_by text,
    version bigint not null default 1
  )`,
  "create index bulk_action_newest on bulk_action (org, created_at desc, id desc)",
  // What is left to do: rows go as the action gets on.
  `create table bulk_target (
    bulk_id text not null references bulk_action on delete cascade,
    place int not null,
    source text not null,
    job_id text not null,
    primary key (bulk_id, place)
  )`,
  "alter table command add column bulk_id text references bulk_action",
  "create unique index command_bulk on command (bulk_id, source, job_id) where bulk_id is not null",
  `create table bulk_failure (
    bulk_id text not null references bulk_action on delete cascade,
    source text not null,
    job_id text not null,
    reason text not null,
    at timestamptz(3) not null,
    primary key (bulk_id, source, job_id)
  )`,

  `alter table saved_view
    alter column owner set not null,
    add column owner_name text not null,
    add column shared boolean not null default false,
    add column sort text not null default '-created',
    add column updated_at timestamptz(3) not null default now()`,
  "create unique index saved_view_name on saved_view (org, owner, lower(name))",

  `create table preference (
    org text not null references org,
    person text not null,
    name text not null,
    value text not null,
    updated_at timestamptz(3) not null default now(),
    primary key (org, person, name)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
