import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

/** A source as it is stored; `config` is JSON text. */
export interface StoredSource {
  id: string;
  kind: string;
  config: string;
}

/** The source, if the organisation has it. The built-in engine is everybody's. */
export async function getSource(db: Kysely<Database>, org: string, id: string): Promise<StoredSource | undefined> {
  return await db
    .selectFrom("source")
    .select(["id", "kind", "config"])
    .where((eb) => eb.or([eb("org", "=", org), eb("kind", "=", "local")]))
    .where("id", "=", id)
    .executeTakeFirst();
}
