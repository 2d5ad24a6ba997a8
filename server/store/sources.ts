import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

/** A source as it is stored; `config` is JSON text. */
export interface StoredSource {
  id: string;
  kind: string;
  config: string;
}

/** The source, if the organisation has it. */
export async function getSource(db: Kysely<Database>, org: string, id: string): Promise<StoredSource | undefined> {
  return await db
    .selectFrom("source")
    .select(["id", "kind", "config"])
    .where("org", "=", org)
    .where("id", "=", id)
    .executeTakeFirst();
}
