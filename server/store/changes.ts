import { type Kysely, type Selectable, sql } from "kysely";
import type { Change } from "../../lib/realtime/change.ts";
import type { Database } from "../db/schema.ts";

/** The last revision handed out by a committed transaction. */
export async function readRevision(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom("feed").select("revision").executeTakeFirstOrThrow();
  return row.revision;
}

/** Changes after a revision, in order, at most `limit`; of one job when `job` is given. Of all organisations. */
export async function listChanges(
  db: Kysely<Database>,
  page: { after: number; limit: number; org?: string; job?: { source: string; id: string } },
): Promise<Change[]> {
  let query = db.selectFrom("change").selectAll().where("revision", ">", page.after);
  if (page.org !== undefined) query = query.where("org", "=", page.org);
  if (page.job !== undefined) query = query.where("source", "=", page.job.source).where("jobId", "=", page.job.id);
  const rows = await query.orderBy("revision").limit(page.limit).execute();
  return rows.map(parse);
}

/** A change with the length of its data as text, for whoever keeps many of them in memory. */
export interface SizedChange {
  change: Change;
  size: number;
}

/** Changes after a revision, in order, at most `limit`, of all organisations. */
export async function readFeed(db: Kysely<Database>, after: number, limit: number): Promise<SizedChange[]> {
  const rows = await db
    .selectFrom("change")
    .selectAll()
    .where("revision", ">", after)
    .orderBy("revision")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ change: parse(row), size: row.data.length }));
}

/** The oldest revision that is still kept; null when the feed holds none. */
export async function oldestRevision(db: Kysely<Database>): Promise<number | null> {
  const row = await db.selectFrom("change").select("revision").orderBy("revision").limit(1).executeTakeFirst();
  return row?.revision ?? null;
}

/** Deletes changes made before `before`, in portions so that no lock is held for long. Returns how many went. */
export async function trimChanges(db: Kysely<Database>, before: Date): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from change where revision in (
        select revision from change where at < ${before.toISOString()}::timestamptz order by revision limit 5000
      )`.execute(db);
    deleted += Number(numAffectedRows);
    if (numAffectedRows < 5000n) return deleted;
  }
}

function parse(row: Selectable<Database["change"]>): Change {
  return { ...row, data: JSON.parse(row.data) } as Change;
}
