import { type Kysely, sql } from "kysely";

/** What a retry changed of the job's configuration and parameters, as paths; null when it changed nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table command add column edited text[]`.execute(db);
}
