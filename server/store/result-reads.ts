import { type Kysely, sql } from "kysely";
import type { ResultRow, ResultVerdict } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";

/** Which results of a run. Left out, every task and every verdict. */
export interface ResultFilter {
  collection: number;
  /** Whether rows are those that post-processing made, which have seqs of their own; else they are as they were found. */
  modified?: boolean;
  task?: number | undefined;
  verdict?: ResultVerdict | undefined;
}

/** Where one result is. */
export interface ResultPlace extends Pick<ResultFilter, "collection" | "modified"> {
  seq: number;
}

/** A result of which `data` may be the beginning: `bytes` is the size of the whole. */
export interface ReadResult extends ResultRow {
  bytes: number;
  more: boolean;
  /** Of a row that post-processing made: the seq of the result that it was made of. */
  rawSeq?: number;
}

export interface ReadLimits {
  after: number;
  limit: number;
  /** An item that is larger is read only so far. */
  itemBytes: number;
  /** No further item is begun once so much was read. */
  pageBytes: number;
}

/**
 * Results by seq after `after`: at most `limit`, fewer where items are large, one at least if there is one. `more` says
 * whether others follow.
 */
export async function readResults(
  db: Kysely<Database>,
  runId: number,
  filter: ResultFilter,
  { after, limit, itemBytes, pageBytes }: ReadLimits,
): Promise<{ items: ReadResult[]; more: boolean }> {
  // The sizes come before the values, which may lie elsewhere: what does not fit into the page is not touched.
  const page = matching(db, runId, filter)
    .select(["collection", "seq", "task", "verdict", "data"])
    .select([sql<number>`octet_length(data)`.as("bytes"), rawSeqOf(filter).as("rawSeq")])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit + 1);
  const sized = db
    .selectFrom(page.as("page"))
    .selectAll()
    .select([
      sql<number>`count(*) over ()`.as("found"),
      sql<number>`sum(least(bytes, ${itemBytes}::int)) over (order by seq) - least(bytes, ${itemBytes}::int)`.as(
        "before",
      ),
    ]);
  const rows = await db
    .selectFrom(sized.as("sized"))
    .select(["collection", "seq", "task", "verdict", "bytes", "found", "rawSeq"])
    .select(
      sql<string>`case when bytes <= ${itemBytes}::int then data else left(data, ${itemBytes}::int) end`.as("data"),
    )
    .where("before", "<", pageBytes)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const found = rows[0]?.found ?? 0;
  const items = rows.map(({ found: _, rawSeq, ...row }) => ({
    ...row,
    ...(rawSeq === null ? {} : { rawSeq }),
    more: row.bytes > itemBytes,
  }));
  return { items, more: found > items.length };
}

/** These results of a collection, in no order, each read as far as `itemBytes`. */
export async function readResultsBySeq(
  db: Kysely<Database>,
  runId: number,
  collection: number,
  seqs: readonly number[],
  itemBytes: number,
): Promise<Map<number, ReadResult>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom("resultRow")
    .select(["collection", "seq", "task", "verdict"])
    .select([
      sql<number>`octet_length(data)`.as("bytes"),
      sql<string>`case when octet_length(data) <= ${itemBytes}::int then data else left(data, ${itemBytes}::int) end`.as(
        "data",
      ),
    ])
    .where("runId", "=", runId)
    .where("collection", "=", collection)
    .where(sql<boolean>`seq = any(${seqs})`)
    .execute();
  return new Map(rows.map((row) => [row.seq, { ...row, more: row.bytes > itemBytes }]));
}

/** `length` characters of one result from `from` on (counted from 0); undefined when there is no such result. */
export async function readResultPart(
  db: Kysely<Database>,
  runId: number,
  place: ResultPlace,
  { from, length }: { from: number; length: number },
): Promise<(ResultRow & { bytes: number; length: number }) | undefined> {
  return await matching(db, runId, place)
    .select(["collection", "seq", "task", "verdict"])
    .select([
      sql<string>`substr(data, ${from + 1}::int, ${length}::int)`.as("data"),
      sql<number>`octet_length(data)`.as("bytes"),
      sql<number>`char_length(data)`.as("length"),
    ])
    .where("seq", "=", place.seq)
    .executeTakeFirst();
}

/** How many results of a filter stand up to `after`, and after which one the page before begins. */
export async function placeOf(
  db: Kysely<Database>,
  runId: number,
  filter: ResultFilter,
  { after, limit }: { after: number; limit: number },
): Promise<{ before: number; previous: number | null }> {
  if (after === 0) return { before: 0, previous: null };
  const upTo = matching(db, runId, filter).where("seq", "<=", after);
  const page = upTo.select("seq").orderBy("seq", "desc").limit(limit);
  const row = await db
    .selectNoFrom([
      upTo.select(({ fn }) => fn.countAll<number>().as("rows")).as("before"),
      db
        .selectFrom(page.as("page"))
        .select(({ fn }) => fn.min("seq").as("seq"))
        .as("first"),
    ])
    .executeTakeFirstOrThrow();
  return { before: row.before ?? 0, previous: row.first === null ? null : row.first - 1 };
}

/** The seq of the `place`th result of a filter, counted from 1; of the last one where there are fewer, 0 where there are none. */
export async function seqAt(db: Kysely<Database>, runId: number, filter: ResultFilter, place: number): Promise<number> {
  const upTo = matching(db, runId, filter).select("seq").orderBy("seq").limit(place);
  const row = await db
    .selectFrom(upTo.as("page"))
    .select(({ fn }) => fn.max("seq").as("seq"))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** How many results of a run a filter by task has. */
export async function countOfTask(db: Kysely<Database>, runId: number, filter: ResultFilter): Promise<number> {
  const row = await matching(db, runId, filter)
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .executeTakeFirstOrThrow();
  return row.rows;
}

/** How many results a run has in each collection, by verdict (empty for none). */
export async function countResults(
  db: Kysely<Database>,
  runId: number,
): Promise<{ collection: number; verdict: string; rows: number }[]> {
  return await db
    .selectFrom("resultCount")
    .select(["collection", "verdict", "resultRows as rows"])
    .where("runId", "=", runId)
    .orderBy("collection")
    .orderBy("verdict")
    .execute();
}

function matching(db: Kysely<Database>, runId: number, { collection, task, verdict, modified }: ResultFilter) {
  const table = sql<ResultRow & { runId: number }>`${sql.table(modified ? "modified_row" : "result_row")}`;
  let query = db.selectFrom(table.as("result")).where("runId", "=", runId).where("collection", "=", collection);
  if (task !== undefined) query = query.where("task", "=", task);
  if (verdict !== undefined) query = query.where("verdict", "=", verdict);
  return query;
}

function rawSeqOf({ modified }: ResultFilter) {
  return modified ? sql<number | null>`raw_seq` : sql<number | null>`null::int`;
}
