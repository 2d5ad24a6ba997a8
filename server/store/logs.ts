import type { Kysely } from "kysely";
import type { LogLevel, LogLine } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import type { TaskOwner } from "./tasks.ts";
import { type WriteTransaction, withoutNul } from "./write.ts";

const LOG_COLUMNS = ["seq", "at", "level", "message", "task"] as const satisfies readonly (keyof LogLine)[];

/** The longest message of one line that is kept, in characters; what is over is cut off and said so. */
export const MAX_LOG_MESSAGE = 32_768;

/** Appends lines to a run's log and records their range in the feed. Their seqs must follow the last one there. */
export async function appendLogLines(tx: WriteTransaction, owner: TaskOwner, lines: readonly LogLine[]): Promise<void> {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return;
  await tx.db
    .insertInto("logLine")
    .values(lines.map((line) => ({ ...line, runId: owner.runId, message: cut(withoutNul(line.message)) })))
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

/** Lines of a run in order of seq. With `before`, the `limit` lines that stand right before it. */
export async function listLogLines(db: Kysely<Database>, runId: number, range: LogRange): Promise<LogLine[]> {
  let query = db.selectFrom("logLine").select(LOG_COLUMNS).where("runId", "=", runId);
  if (range.levels.length > 0) query = query.where("level", "in", range.levels);
  if (range.task !== undefined) query = query.where("task", "=", range.task);
  if (range.before !== undefined) {
    const lines = await query.where("seq", "<", range.before).orderBy("seq", "desc").limit(range.limit).execute();
    return lines.reverse();
  }
  return await query
    .where("seq", ">", range.after ?? 0)
    .orderBy("seq")
    .limit(range.limit)
    .execute();
}

function cut(message: string): string {
  if (message.length <= MAX_LOG_MESSAGE) return message;
  return `${message.slice(0, MAX_LOG_MESSAGE)}… (${message.length - MAX_LOG_MESSAGE} characters cut)`;
}
