import type { ReportedLogLine } from "../../../lib/dialects/reported-detail.ts";
import type { Instant, JobRow, LogLine } from "../../../lib/jobs/model.ts";
import { taskSeqs } from "../../store/job-mirror.ts";
import { appendLogLines, lastLogSeq, listLogLines } from "../../store/logs.ts";
import type { TaskOwner } from "../../store/tasks.ts";
import { type WriteTransaction, withoutNul } from "../../store/write.ts";

/** Lines of one statement. */
const BATCH = 2000;
/** So many of the kept lines are looked for among those that came, to find where these go on. */
const ANCHOR = 3;

/** Keeps lines of a log after those that are there. */
export async function appendLines(
  tx: WriteTransaction,
  owner: TaskOwner,
  job: Pick<JobRow, "startedAt" | "queuedAt" | "createdAt">,
  reported: readonly ReportedLogLine[],
): Promise<void> {
  if (reported.length === 0) return;
  const seqs = await taskSeqs(tx, owner.runId);
  const last = await lastLogSeq(tx.db, owner.runId);
  const before = (await listLogLines(tx.db, owner.runId, { after: last - 1, limit: 1, levels: [] })).at(-1);
  let at: Instant = before?.at ?? job.startedAt ?? job.queuedAt ?? job.createdAt;
  const lines = reported.map((line, place): LogLine => {
    // A line without a time is of that of the one before it.
    at = line.at ?? at;
    const task = line.target === null ? null : (seqs.get(line.target) ?? null);
    return { seq: last + place + 1, at, level: line.level ?? "info", message: line.message.toWellFormed(), task };
  });
  for (let from = 0; from < lines.length; from += BATCH) {
    await appendLogLines(tx, owner, lines.slice(from, from + BATCH));
  }
}

/** Of lines that a backend has now, those that come after the ones that were kept: all, where none of these is among them. */
export async function linesAfterKept(
  tx: WriteTransaction,
  owner: TaskOwner,
  reported: readonly ReportedLogLine[],
): Promise<readonly ReportedLogLine[]> {
  const last = await lastLogSeq(tx.db, owner.runId);
  if (last === 0) return reported;
  const kept = await listLogLines(tx.db, owner.runId, { after: Math.max(0, last - ANCHOR), limit: ANCHOR, levels: [] });
  for (let end = reported.length; end > 0; end--) {
    const tail = reported.slice(Math.max(0, end - kept.length), end);
    const pairs = kept.slice(-tail.length);
    if (tail.every((line, place) => isSame(line, pairs[place]))) return reported.slice(end);
  }
  return reported;
}

/** Long messages are kept whole and listed cut: their beginnings tell. */
function isSame(line: ReportedLogLine, kept: LogLine | undefined): boolean {
  if (kept === undefined || (line.at !== null && line.at !== kept.at)) return false;
  const message = withoutNul(line.message.toWellFormed());
  return kept.bytes === undefined ? message === kept.message : message.startsWith(kept.message);
}
