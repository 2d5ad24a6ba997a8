import { sql } from "kysely";
import type { ResultRow } from "../../lib/jobs/model.ts";
import { type WriteTransaction, withoutNul } from "./write.ts";

/** A result to be stored, with the hashes by which it is found again in other runs, where its source has such. */
export type NewResult = ResultRow & Partial<SeenItem>;

/** What one task found, waiting for the processing half. `items` is a JSON array as text. */
export interface Payload {
  taskSeq: number;
  items: string;
  itemCount: number;
}

/** Keeps what a task found until processing takes it; a second time for the same task changes nothing. */
export async function insertPayload(tx: WriteTransaction, runId: number, payload: Payload): Promise<void> {
  await tx.db
    .insertInto("payload")
    .values({ runId, ...payload, items: withoutNul(payload.items) })
    .onConflict((conflict) => conflict.columns(["runId", "taskSeq"]).doNothing())
    .execute();
}

/** The next payload to process, lowest task first; undefined when all are done. */
export async function nextPayload(tx: WriteTransaction, runId: number): Promise<Payload | undefined> {
  return await tx.db
    .selectFrom("payload")
    .select(["taskSeq", "items", "itemCount"])
    .where("runId", "=", runId)
    .orderBy("taskSeq")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/** Takes a processed payload away, in the transaction that stored its results. */
export async function deletePayload(tx: WriteTransaction, runId: number, taskSeq: number): Promise<void> {
  await tx.db.deleteFrom("payload").where("runId", "=", runId).where("taskSeq", "=", taskSeq).execute();
}

/** Takes away all payloads of a run that will not be processed. */
export async function deletePayloads(tx: WriteTransaction, runId: number): Promise<void> {
  await tx.db.deleteFrom("payload").where("runId", "=", runId).execute();
}

/** Stores result rows of a run. */
export async function insertResults(tx: WriteTransaction, runId: number, rows: readonly NewResult[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 5000) {
    const batch = rows.slice(from, from + 5000).map((row) => ({ ...row, runId, data: withoutNul(row.data) }));
    await tx.db.insertInto("resultRow").values(batch).execute();
  }
}

/** An item as the agent has it in memory between runs: its key and a hash of its content. */
export interface SeenItem {
  keyHash: string;
  contentHash: string;
}

/** What the agent remembers of these keys: content hash and the run that saw it last. */
export async function getSeenItems(
  tx: WriteTransaction,
  agentId: string,
  collection: number,
  keyHashes: readonly string[],
): Promise<Map<string, { contentHash: string; lastRun: number }>> {
  if (keyHashes.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("agentItem")
    .select(["keyHash", "contentHash", "lastRun"])
    .where("agentId", "=", agentId)
    .where("collection", "=", collection)
    .where(sql<boolean>`key_hash = any(${keyHashes})`)
    .execute();
  return new Map(rows.map(({ keyHash, contentHash, lastRun }) => [keyHash, { contentHash, lastRun }]));
}

/** Remembers items as seen by this run, in order of key, so that two runs of an agent do not deadlock. */
export async function rememberItems(
  tx: WriteTransaction,
  agentId: string,
  collection: number,
  runId: number,
  items: readonly SeenItem[],
): Promise<void> {
  if (items.length === 0) return;
  const at = new Date().toISOString();
  const rows = [...items]
    .sort((a, b) => (a.keyHash < b.keyHash ? -1 : 1))
    .map((item) => ({ ...item, agentId, collection, lastRun: runId, firstSeenAt: at, lastSeenAt: at }));
  for (let from = 0; from < rows.length; from += 5000) {
    await tx.db
      .insertInto("agentItem")
      .values(rows.slice(from, from + 5000))
      .onConflict((conflict) =>
        conflict.columns(["agentId", "collection", "keyHash"]).doUpdateSet(({ ref }) => ({
          contentHash: ref("excluded.contentHash"),
          lastRun: ref("excluded.lastRun"),
          lastSeenAt: ref("excluded.lastSeenAt"),
        })),
      )
      .execute();
  }
}
