import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

/** Whose preference, and which. */
export interface PreferenceKey {
  org: string;
  person: string;
  name: string;
}

/** A preference as JSON text; undefined when it was never set. */
export async function readPreference(db: Kysely<Database>, key: PreferenceKey): Promise<string | undefined> {
  const row = await db
    .selectFrom("preference")
    .select("value")
    .where("org", "=", key.org)
    .where("person", "=", key.person)
    .where("name", "=", key.name)
    .executeTakeFirst();
  return row?.value;
}

/** Keeps a preference, as JSON text, in place of the one before. */
export async function writePreference(db: Kysely<Database>, key: PreferenceKey, value: string): Promise<void> {
  const updatedAt = new Date().toISOString();
  await db
    .insertInto("preference")
    .values({ ...key, value, updatedAt })
    .onConflict((conflict) => conflict.columns(["org", "person", "name"]).doUpdateSet({ value, updatedAt }))
    .execute();
}

/** Forgets a preference. */
export async function deletePreference(db: Kysely<Database>, key: PreferenceKey): Promise<void> {
  await db
    .deleteFrom("preference")
    .where("org", "=", key.org)
    .where("person", "=", key.person)
    .where("name", "=", key.name)
    .execute();
}
