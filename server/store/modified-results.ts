import { type Kysely, sql } from "kysely";
import type { ResultRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { type WriteTransaction, withoutNul } from "./write.ts";

/** What post-processing made of one result: its new text, or null when a step left it out for the reason in `left`. */
export interface ModifiedResult extends Omit<ResultRow, "data"> {
  data: string | null;
  left: "filtered" | "duplicate" | null;
  /** How many of its values a step could not make. */
  unread: number;
}

/** Figures of post-processed results of a collection, of one verdict (empty for none). */
export interface ModifiedCount {
  collection: number;
  verdict: string;
  rows: number;
  filtered: number;
  duplicates: number;
  unread: number;
}

/**
 * Stores what post-processing made of results of one collection, in the transaction that stores these: what is left is numbered
 * on, and all are counted. The run must be locked by the caller.
 */
export async function insertModified(
  tx: WriteTransaction,
  runId: number,
  results: readonly ModifiedResult[],
): Promise<void> {
  const [first] = results;
  if (first === undefined) return;
  const { collection } = first;
  let seq = await countedRows(tx, runId, collection);
  const rows = results.flatMap(({ data, seq: rawSeq, task, verdict }) =>
    data === null ? [] : [{ runId, collection, seq: ++seq, rawSeq, task, verdict, data: withoutNul(data) }],
  );
  for (let from = 0; from < rows.length; from += 5000) {
    await tx.db
      .insertInto("modifiedRow")
      .values(rows.slice(from, from + 5000))
      .execute();
  }
  const counts = [...Map.groupBy(results, ({ verdict }) => verdict ?? "")].map(([verdict, ofIt]) => ({
    runId,
    collection,
    verdict,
    modifiedRows: ofIt.filter(({ left }) => left === null).length,
    filteredRows: ofIt.filter(({ left }) => left === "filtered").length,
    duplicateRows: ofIt.filter(({ left }) => left === "duplicate").length,
    unreadValues: ofIt.reduce((sum, { unread }) => sum + unread, 0),
  }));
  await tx.db
    .insertInto("modifiedCount")
    .values(counts)
    .onConflict((conflict) =>
      conflict.columns(["runId", "collection", "verdict"]).doUpdateSet(({ eb, ref }) => ({
        modifiedRows: eb("modifiedCount.modifiedRows", "+", ref("excluded.modifiedRows")),
        filteredRows: eb("modifiedCount.filteredRows", "+", ref("excluded.filteredRows")),
        duplicateRows: eb("modifiedCount.duplicateRows", "+", ref("excluded.duplicateRows")),
        unreadValues: eb("modifiedCount.unreadValues", "+", ref("excluded.unreadValues")),
      })),
    )
    .execute();
}

async function countedRows(tx: WriteTransaction, runId: number, collection: number): Promise<number> {
  const row = await tx.db
    .selectFrom("modifiedCount")
    .select(({ fn }) => fn.sum<string | null>("modifiedRows").as("rows"))
    .where("runId", "=", runId)
    .where("collection", "=", collection)
    .executeTakeFirst();
  return Number(row?.rows ?? 0);
}

/** Keeps the hashes of what a step has seen of a run's results, and tells which of them are new. */
export async function keepNewKeys(
  tx: WriteTransaction,
  place: { runId: number; collection: number; step: number },
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await tx.db
    .insertInto("modifiedKey")
    .values(hashes.map((hash) => ({ ...place, hash })))
    .onConflict((conflict) => conflict.columns(["runId", "collection", "step", "hash"]).doNothing())
    .returning("hash")
    .execute();
  return new Set(rows.map(({ hash }) => hash));
}

/** The figures of a run's post-processed results; none for a collection that is not post-processed, or of which nothing is stored yet. */
export async function countModified(db: Kysely<Database>, runId: number): Promise<ModifiedCount[]> {
  return await db
    .selectFrom("modifiedCount")
    .select([
      "collection",
      "verdict",
      "modifiedRows as rows",
      "filteredRows as filtered",
      "duplicateRows as duplicates",
      "unreadValues as unread",
    ])
    .where("runId", "=", runId)
    .orderBy("collection")
    .orderBy("verdict")
    .execute();
}

/** Whether a collection of a run is post-processed. */
export async function isModified(db: Kysely<Database>, runId: number, collection: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from modified_count where run_id = ${runId} and collection = ${collection}) as found`.execute(
    db,
  );
  return rows[0]?.found ?? false;
}
