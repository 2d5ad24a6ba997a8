import type { Kysely } from "kysely";
import type { LogLine } from "../../lib/jobs/model.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import type { Database } from "../db/schema.ts";
import { listLogLines } from "../store/logs.ts";

const LINES_PER_READ = 500;
/** What one event carries at most, in characters of messages. */
const EVENT_SIZE = 128 * 1024;
/** What one step of a room carries at most; what is over, clients fetch for themselves. */
const MAX_LINES = 2000;
const MAX_SIZE = 1024 * 1024;

/** Reads lines of a log as events of a bearable size; null when they are too many to be pushed. */
export async function readLogEvents(
  db: Kysely<Database>,
  { runId, from, to }: { runId: number; from: number; to: number },
): Promise<LiveEvent[] | null> {
  if (to - from >= MAX_LINES) return null;
  const events: LiveEvent[] = [];
  let total = 0;
  for (let after = from - 1; after < to; ) {
    const limit = Math.min(LINES_PER_READ, to - after);
    const lines = await listLogLines(db, runId, { after, limit, levels: [] });
    const last = lines.at(-1);
    if (last === undefined) break;
    after = last.seq;
    for (const part of split(lines)) {
      events.push({ type: "logs", runId, lines: part.lines });
      total += part.size;
    }
    if (total > MAX_SIZE) return null;
  }
  return events;
}

function split(lines: readonly LogLine[]): { lines: LogLine[]; size: number }[] {
  const parts: { lines: LogLine[]; size: number }[] = [];
  for (const line of lines) {
    const part = parts.at(-1);
    if (part === undefined || part.size + line.message.length > EVENT_SIZE) {
      parts.push({ lines: [line], size: line.message.length });
    } else {
      part.lines.push(line);
      part.size += line.message.length;
    }
  }
  return parts;
}
