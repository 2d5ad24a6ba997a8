import { type Kysely, sql } from "kysely";

/** What programs of other vendors' APIs know things by: an account's number, an agent's own id, and what they asked for. */
const STATEMENTS = [
  "alter table org add column number int generated always as identity",
  "create unique index org_number on org (number)",
  "alter table agent add column slug text",
  "create unique index agent_slug on agent (org, source, slug) where deleted_at is null",
  // What a program asked for in its dialect's words, where the job itself has no column for it.
  `create table job_request (
    source text not null,
    job_id text not null,
    org text not null references org,
    dialect text not null,
    channel_code text,
    scheduled_at timestamptz(3),
    body text not null,
    primary key (source, job_id),
    foreign key (source, job_id) references job (source, id) on delete cascade
  )`,
  "create index job_request_channel on job_request (org, channel_code) where channel_code is not null",
  "create index job_request_scheduled on job_request (org, scheduled_at) where scheduled_at is not null",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
