import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { LogFilter } from "../../lib/jobs/log-search.ts";
import type { LogLevel, LogLine } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import type { TaskOwner } from "./tasks.ts";
import { type WriteTransaction, withoutNul } from "./write.ts";

/** The longest message of one line that is kept, in characters; what is over is cut off and said so. */
export const MAX_LOG_MESSAGE = 1_048_576;
/** The most of a message that lists of lines carry, in characters. The whole is read line by line. */
export const LISTED_LOG_MESSAGE = 4096;

/** What the database's `int` holds. */
const MAX_SEQ = 2_147_483_647;

// The size in bytes is known without reading the message itself; only what is long is looked at.
const isLong = sql<boolean>`octet_length(message) > ${sql.lit(LISTED_LOG_MESSAGE)} and length(message) > ${sql.lit(LISTED_LOG_MESSAGE)}`;
const listedMessage = sql<string>`case when ${isLong} then left(message, ${sql.lit(LISTED_LOG_MESSAGE)}) else message end`;
const wholeBytes = sql<number | null>`case when ${isLong} then octet_length(message) end`;

/** Appends lines to a run's log and records their range in the feed. Their seqs must follow the last one there. */
export async function appendLogLines(tx: WriteTransaction, owner: TaskOwner, lines: readonly LogLine[]): Promise<void> {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return;
  await tx.db
    .insertInto("logLine")
    .values(
      lines.map(({ seq, at, level, message, task }) => ({
        ...{ runId: owner.runId, seq, at, level, task },
        message: cut(withoutNul(message)),
      })),
    )
    .execute();
  tx.record({
    org: owner.org,
    kind: "logs",
    source: owner.source,
    jobId: owner.id,
    data: { runId: owner.runId, from: first.seq, to: last.seq },
  });
}

/** The seq of a run's newest line, 0 when it has none. */
export async function lastLogSeq(db: Kysely<Database>, runId: number): Promise<number> {
  const row = await db
    .selectFrom("logLine")
    .select("seq")
    .where("runId", "=", runId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Which lines to read: after a seq going down, or before a seq going up (the answer is in order of seq either way). */
export interface LogRange {
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  levels: readonly LogLevel[];
  task?: number | undefined;
}

/**
 * Lines of a run in order of seq, long messages cut. With `before`, the `limit` lines that stand right before it. As seqs have
 * no gaps, a range of an unfiltered log has both its ends said: a planner that knows nothing of the table (the embedded one
 * is never analysed) sorts all that is left of the log otherwise.
 */
export async function listLogLines(db: Kysely<Database>, runId: number, range: LogRange): Promise<LogLine[]> {
  const { levels, task, limit } = range;
  const whole = levels.length === 0 && task === undefined;
  const query = selectLines(db, runId).where(passing({ levels, task: task ?? null }));
  if (range.before !== undefined) {
    const before = Math.min(range.before, (await lastLogSeq(db, runId)) + 1);
    const near = whole ? query.where("seq", ">=", before - limit) : query;
    const lines = await near.where("seq", "<", before).orderBy("seq", "desc").limit(limit).execute();
    return lines.reverse().map(asListed);
  }
  const after = range.after ?? 0;
  const near = whole ? query.where("seq", "<=", Math.min(after + limit, MAX_SEQ)) : query;
  const lines = await near.where("seq", ">", after).orderBy("seq").limit(limit).execute();
  return lines.map(asListed);
}

/** Those of these lines that there are, in order of seq, long messages cut. */
export async function listLogLinesBySeq(
  db: Kysely<Database>,
  runId: number,
  seqs: readonly number[],
): Promise<LogLine[]> {
  if (seqs.length === 0) return [];
  return (await selectLines(db, runId).where("seq", "in", seqs).orderBy("seq").execute()).map(asListed);
}

/** One line with its whole message. */
export async function getLogLine(db: Kysely<Database>, runId: number, seq: number): Promise<LogLine | undefined> {
  return await db
    .selectFrom("logLine")
    .select(["seq", "at", "level", "message", "task"])
    .where("runId", "=", runId)
    .where("seq", "=", seq)
    .executeTakeFirst();
}

/** What is read of a line to search it. */
export interface SearchedLine {
  seq: number;
  message: string;
}

/** The lines that pass a filter, of those after `after` up to `to`. `of` is the most that is read of a message, 0 for nothing. */
export async function readSearched(
  db: Kysely<Database>,
  runId: number,
  filter: LogFilter,
  { after, to, of, holding, limit }: { after: number; to: number; of: number; holding: string | null; limit: number },
): Promise<SearchedLine[]> {
  let query = db
    .selectFrom("logLine")
    .where("runId", "=", runId)
    .where(passing(filter))
    .select(["seq", (of === 0 ? sql<string>`''` : sql<string>`left(message, ${of})`).as("message")])
    .where("seq", ">", after)
    .where("seq", "<=", to);
  if (holding !== null) {
    query = query.where(sql<boolean>`message ilike ${`%${holding.replace(/[\\%_]/g, "\\$&")}%`}`);
  }
  return await query.orderBy("seq").limit(limit).execute();
}

function selectLines(db: Kysely<Database>, runId: number) {
  return db
    .selectFrom("logLine")
    .select(["seq", "at", "level", "task", listedMessage.as("message"), wholeBytes.as("bytes")])
    .where("runId", "=", runId);
}

function passing({ levels, task }: LogFilter) {
  return ({ and, eb }: ExpressionBuilder<Database, "logLine">) =>
    and([...(levels.length > 0 ? [eb("level", "in", levels)] : []), ...(task !== null ? [eb("task", "=", task)] : [])]);
}

function asListed({ bytes, ...line }: Omit<LogLine, "bytes"> & { bytes: number | null }): LogLine {
  return bytes === null ? line : { ...line, bytes };
}

function cut(message: string): string {
  if (message.length <= MAX_LOG_MESSAGE) return message;
  return `${message.slice(0, MAX_LOG_MESSAGE)}… (${message.length - MAX_LOG_MESSAGE} characters cut)`;
}
