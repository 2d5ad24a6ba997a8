import type { Kysely } from "kysely";
import type { Instant } from "../../lib/jobs/model.ts";
import { NEW_HEALTH, type SourceHealth } from "../../lib/sources/health.ts";
import type { Database } from "../db/schema.ts";
import type { WriteTransaction } from "./write.ts";

/** Where the history of a source is read from next: of each partition how many of the newest were read. */
export interface HistoryCursor {
  offsets: Record<string, number>;
  /** Partitions that were read to their end. */
  done: string[];
}

/** What is known of the reading of a source. */
export interface SyncState {
  health: SourceHealth;
  cursor: HistoryCursor | null;
}

/** How the reading of a source stood when it was last stored; as of one that was never read where nothing is. */
export async function getSyncState(db: Kysely<Database>, source: string): Promise<SyncState> {
  const row = await db
    .selectFrom("sourceSync")
    .select(["health", "cursor"])
    .where("source", "=", source)
    .executeTakeFirst();
  return {
    health: { ...NEW_HEALTH, ...(row === undefined ? {} : (JSON.parse(row.health) as Partial<SourceHealth>)) },
    cursor: row === undefined || row.cursor === null ? null : (JSON.parse(row.cursor) as HistoryCursor),
  };
}

/**
 * Stores how the reading of a source stands, and records it in the feed. Nothing is kept of a source that was changed since
 * `updatedAt` or is gone: who reads it now says how it is.
 */
export async function putSyncState(
  tx: WriteTransaction,
  { id, org, updatedAt }: { id: string; org: string; updatedAt: Instant },
  { health, cursor }: SyncState,
): Promise<void> {
  const there = await tx.db
    .selectFrom("source")
    .select("id")
    .where("id", "=", id)
    .where("updatedAt", "=", updatedAt)
    .executeTakeFirst();
  if (there === undefined) return;
  const values = {
    health: JSON.stringify(health),
    cursor: cursor === null ? null : JSON.stringify(cursor),
    updatedAt: new Date().toISOString(),
  };
  await tx.db
    .insertInto("sourceSync")
    .values({ source: id, ...values })
    .onConflict((conflict) => conflict.column("source").doUpdateSet(values))
    .execute();
  tx.record({ org, kind: "source", source: id, jobId: null, data: { health, jobs: 0 } });
}
