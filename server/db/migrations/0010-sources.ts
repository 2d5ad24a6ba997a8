import { type Kysely, sql } from "kysely";

/** Connected backends: their keys, what is known of them, and what is kept of their jobs while somebody looks. */
const STATEMENTS = [
  // `config` has the settings; `secret` is the key, encrypted; `declared_in` is the file that says what it is, for those of which one
  // does. A source that is being removed has no new jobs.
  `alter table source
    add column secret bytea,
    add column declared_in text,
    add column paused boolean not null default false,
    add column updated_at timestamptz(3) not null default now(),
    add column removed_at timestamptz(3)`,
  "create unique index source_name on source (org, lower(name)) where removed_at is null",
  // What the node that reads a source knows of it. `cursor` is where its history is read from next.
  `create table source_sync (
    source text primary key references source on delete cascade,
    health text not null,
    cursor text,
    updated_at timestamptz(3) not null default now()
  )`,
  // Not every backend tells what caused a job. `reported_at` is when the backend was asked for what the row says.
  `alter table job
    alter column trigger drop not null,
    add column reported_at timestamptz(3)`,
  // What is read of a backend's job when somebody looks at it, and how far it was read.
  `create table job_mirror (
    source text not null,
    job_id text not null,
    raw text,
    detail_at timestamptz(3),
    log_lines int not null default 0,
    log_at timestamptz(3),
    result_rows int not null default 0,
    results_at timestamptz(3),
    is_final boolean not null default false,
    error text,
    error_at timestamptz(3),
    looked_at timestamptz(3) not null default now(),
    primary key (source, job_id),
    foreign key (source, job_id) references job (source, id) on delete cascade
  )`,
  "create index job_mirror_looked_at on job_mirror (looked_at)",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
