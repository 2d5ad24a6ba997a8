import type { Kysely } from "kysely";
import type { Instant } from "../../lib/jobs/model.ts";
import type { SourceHealth } from "../../lib/sources/health.ts";
import { BACKEND_KINDS } from "../../lib/sources/kinds.ts";
import type { Database } from "../db/schema.ts";
import { parseHealth } from "./sources.ts";
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
    health: parseHealth(row?.health ?? null),
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
    // Whoever changes it waits for this, or is waited for.
    .forShare()
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

/** A connected source, as whoever reads it needs it. */
export interface StoredBackend {
  id: string;
  org: string;
  kind: string;
  name: string;
  /** Settings as JSON text. */
  config: string;
  /** Its key, encrypted. */
  secret: Buffer | null;
  paused: boolean;
  /** Changes with every change of the source. */
  updatedAt: Instant;
  removedAt: Instant | null;
}

/** All connected sources of all organisations. */
export async function listBackends(db: Kysely<Database>): Promise<StoredBackend[]> {
  return await selectBackends(db).execute();
}

/** One of them; undefined for the built-in engine and for what is not there. */
export async function getBackend(db: Kysely<Database>, id: string): Promise<StoredBackend | undefined> {
  return await selectBackends(db).where("id", "=", id).executeTakeFirst();
}

function selectBackends(db: Kysely<Database>) {
  return db
    .selectFrom("source")
    .select(["id", "org", "kind", "name", "config", "secret", "paused", "updatedAt", "removedAt"])
    .where("kind", "in", BACKEND_KINDS);
}
