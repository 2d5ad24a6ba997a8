import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

const CANCELED = "57014";
const interruptible = new WeakMap<Kysely<Database>, Promise<boolean>>();

/** Whether statements can be stopped by time: the embedded database has nobody to stop it. */
export function canInterrupt(db: Kysely<Database>): Promise<boolean> {
  const known = interruptible.get(db);
  if (known !== undefined) return known;
  const asked = sql<{ embedded: boolean }>`select version() like '%PGlite%' as embedded`
    .execute(db)
    .then(({ rows }) => rows[0]?.embedded === false);
  interruptible.set(db, asked);
  asked.catch(() => interruptible.delete(db));
  return asked;
}

/**
 * Runs `work` and answers null when the database has stopped one of its statements after `ms` milliseconds. `settings`
 * are set for it alone. On the embedded database it runs to its end: ask only for what cannot be long.
 */
export async function withinMs<Result>(
  db: Kysely<Database>,
  ms: number,
  work: (db: Kysely<Database>) => Promise<Result>,
  settings = "",
): Promise<Result | null> {
  const limit = (await canInterrupt(db)) ? `set local statement_timeout = ${Math.max(1, Math.ceil(ms))};` : "";
  if (limit === "" && settings === "") return await work(db);
  try {
    return await db.transaction().execute(async (tx) => {
      await sql.raw(`${limit}${settings}`).execute(tx);
      return await work(tx);
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === CANCELED) return null;
    throw error;
  }
}
