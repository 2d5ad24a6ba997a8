import { type Kysely, sql } from "kysely";

/** API tokens: whose they are and what they may do. Those that were revoked stay, as the audit log names them. */
const STATEMENTS = [
  `create table api_token (
    id text primary key,
    org text not null references org,
    name text not null,
    hash text not null,
    scopes text[] not null check ('services:read' = any (scopes) and scopes <@ '{services:read,services:write}'),
    created_by text not null,
    created_by_id text not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3),
    revoked_by text
  )`,
  "create index api_token_newest on api_token (org, created_at desc, id desc)",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
