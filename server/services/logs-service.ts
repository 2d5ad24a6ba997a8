import type { LogMatches, LogPage } from "../../lib/api/job-types.ts";
import type { LogFormat } from "../../lib/jobs/log-line-text.ts";
import { type LogFilter, type LogQuery, patternProblem } from "../../lib/jobs/log-search.ts";
import type { LogLevel, LogLine } from "../../lib/jobs/model.ts";
import { toRuns } from "../../lib/jobs/seq-set.ts";
import type { Principal } from "../auth/principal.ts";
import { badRequest, notFound } from "../errors.ts";
import { walkLog } from "../log-search/log-walk.ts";
import { PatternSearcher } from "../log-search/pattern-searcher.ts";
import { readRevision } from "../store/changes.ts";
import { getLogLine, lastLogSeq, listLogLines, listLogLinesBySeq } from "../store/logs.ts";
import type { Store } from "../store/write.ts";
import type { ExportedFile } from "./export-service.ts";
import { type RunKey, requireRun, toInt } from "./find-job.ts";
import { exportLog, readLogText } from "./log-export.ts";
import type { Mirror } from "./mirror.ts";
import { cutPage } from "./runs-service.ts";

/** What to read of a log: these lines, forward from `after`, backward from `before`, or its last lines. */
export interface LogRequest {
  seqs?: readonly number[] | undefined;
  after?: number | undefined;
  before?: number | undefined;
  tail?: boolean | undefined;
  limit: number;
  /** Empty means every level. */
  levels: readonly LogLevel[];
  task?: number | undefined;
}

/** What to look for in a log, and after which line. */
export interface LogSearch {
  filter: LogFilter;
  query: LogQuery | null;
  after: number;
  limit: number;
}

/** How long one answer may look through a log. */
const SEARCH_BUDGET_MS = 1000;
/** The most lines with a text that one answer tells of. */
const MOST_FOUND = 10_000;

/** The logs of attempts. Before the first attempt they are empty. */
export class LogsService {
  readonly #store: Store;
  readonly #mirror: Mirror;
  readonly #searcher = new PatternSearcher();

  constructor(store: Store, mirror: Mirror) {
    this.#store = store;
    this.#mirror = mirror;
  }

  /** Log lines in order of seq. */
  async lines(principal: Principal, key: RunKey, request: LogRequest): Promise<LogPage> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const { run } = await requireRun(db, this.#mirror, principal, key, "logs");
    if (run === undefined) return { items: [], nextCursor: null, revision, runId: null, lastSeq: 0 };
    const about = { revision, runId: run.id, lastSeq: await lastLogSeq(db, run.id) };
    if (request.seqs !== undefined) {
      return { items: await listLogLinesBySeq(db, run.id, request.seqs.map(toInt)), nextCursor: null, ...about };
    }
    const what = { levels: request.levels, task: request.task && toInt(request.task) };
    const before = request.before ?? (request.tail ? toInt(Number.POSITIVE_INFINITY) : undefined);
    if (before === undefined) {
      const range = { ...what, after: toInt(request.after ?? 0), limit: request.limit + 1 };
      return { ...cutPage(await listLogLines(db, run.id, range), request.limit), ...about };
    }
    const items = await listLogLines(db, run.id, { ...what, before: toInt(before), limit: request.limit });
    const last = items.at(-1);
    const more = last !== undefined && before <= about.lastSeq;
    return { items, nextCursor: more ? String(last.seq) : null, ...about };
  }

  /** One line with its whole message. @throws AppError NOT_FOUND */
  async line(principal: Principal, key: RunKey, seq: number): Promise<{ line: LogLine }> {
    const { db } = this.#store;
    const { run } = await requireRun(db, this.#mirror, principal, key, "logs");
    const line = run && (await getLogLine(db, run.id, toInt(seq)));
    if (line === undefined) throw notFound(`Line ${seq} of the log of job ${key.source}/${key.id}`);
    return { line };
  }

  /**
   * Which lines pass a filter and hold what is looked for. It stops at a number of lines and at a time; `to` says how far it
   * came, and asking again with it as `after` goes on.
   * @throws AppError BAD_REQUEST at `q` for a pattern that cannot be used
   */
  async matches(principal: Principal, key: RunKey, { filter, query, after, limit }: LogSearch): Promise<LogMatches> {
    requireUsable(query);
    const { db } = this.#store;
    const revision = await readRevision(db);
    const { run } = await requireRun(db, this.#mirror, principal, key, "logs");
    const most = query === null ? limit : Math.min(limit, MOST_FOUND);
    const nothing = { revision, runId: run?.id ?? null, runs: [], marks: null, found: 0, to: 0, lastSeq: 0 };
    if (run === undefined) return { ...nothing, stopped: null };

    const lastSeq = await lastLogSeq(db, run.id);
    const from = toInt(after);
    const seqs: number[] = [];
    let marks: number[][] | null = null;
    let stopped: LogMatches["stopped"] = null;
    let to = from;
    const giveUpAt = performance.now() + SEARCH_BUDGET_MS;
    const walk = { runId: run.id, filter: possible(filter), query, after: from, to: lastSeq, most };
    for await (const part of walkLog(db, this.#searcher, walk)) {
      const room = most - seqs.length;
      const fits = part.seqs.length <= room;
      const taken = fits ? part.seqs : part.seqs.slice(0, room);
      for (const seq of taken) seqs.push(seq);
      if (part.marks !== null) marks = [...(marks ?? []), ...part.marks.slice(0, taken.length)];
      to = fits ? part.to : (taken.at(-1) ?? to);
      if (part.slowAt !== null && fits) stopped = "pattern";
      else if (to < lastSeq && seqs.length >= most) stopped = "many";
      else if (to < lastSeq && performance.now() > giveUpAt) stopped = "time";
      if (stopped !== null) break;
    }
    const about = { revision, runId: run.id, lastSeq };
    return { ...about, runs: toRuns(seqs, from), marks, found: seqs.length, to, stopped };
  }

  /**
   * The lines after the line `after`, at most `limit`, as `textOf` writes each with its whole message.
   * @throws AppError NOT_FOUND
   */
  async text(
    principal: Principal,
    key: RunKey,
    { after, limit }: { after: number; limit: number },
    textOf: (line: LogLine) => string,
  ): Promise<ExportedFile["parts"]> {
    const { db } = this.#store;
    const { run } = await requireRun(db, this.#mirror, principal, key, "logs");
    async function* nothing() {}
    return run === undefined
      ? nothing()
      : readLogText(db, run.id, { after: toInt(after), limit: toInt(limit) }, textOf);
  }

  /** The log, or the lines of it that pass and match, as a file. @throws AppError NOT_FOUND; BAD_REQUEST at `q` */
  async export(
    principal: Principal,
    key: RunKey,
    { format, filter, query }: { format: LogFormat; filter: LogFilter; query: LogQuery | null },
  ): Promise<ExportedFile> {
    requireUsable(query);
    const { db } = this.#store;
    const { run } = await requireRun(db, this.#mirror, principal, key, "logs", { whole: true });
    const about = { job: key.id, attempt: run?.attempt, runId: run?.id };
    return exportLog(db, this.#searcher, { ...about, format, filter: possible(filter), query });
  }
}

/** A task that no run can have is still one that the database can be asked for. */
function possible({ levels, task }: LogFilter): LogFilter {
  return { levels, task: task === null ? null : toInt(task) };
}

function requireUsable(query: LogQuery | null): void {
  if (query === null) return;
  const problem = query.regex ? patternProblem(query.text) : null;
  if (problem !== null) throw badRequest("q", `is not a regular expression: ${problem}`);
}
