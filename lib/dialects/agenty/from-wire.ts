import { readLogLevel } from "../../jobs/log-text.ts";
import { hasEnded } from "../../jobs/state.ts";
import { readItems, readMembers } from "../../json/json-members.ts";
import { readInstant } from "../read-instant.ts";
import { countOf, idOf, isObject, objectOf, statusText, textOf } from "../read-values.ts";
import type { ReportedDetail, ReportedLogLine } from "../reported-detail.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { type ReportedPage, reportedPage } from "../reported-page.ts";
import { lineFromText } from "./log-text.ts";
import { stateOf } from "./status.ts";

/** Reads a list of jobs; what has no id is left out. Null when the body is no list. */
export function readJobs(body: unknown): ReportedPage | null {
  const { result, total } = objectOf(body);
  return Array.isArray(result) ? reportedPage(result, readJob, countOf(total)) : null;
}

/**
 * Reads one job; null when it has no id. Fields come and go between versions of the API: what is missing is null. That a job
 * was not scheduled does not tell who started it.
 */
export function readJob(body: unknown): ReportedJob | null {
  if (!isObject(body)) return null;
  const id = idOf(body.job_id);
  if (id === null) return null;
  const startedAt = readInstant(body.started_at);
  const state = stateOf(body.status, { hasBegun: startedAt !== null });
  const createdAt = readInstant(body.created_at);
  // Zero pages of a job that waits are pages that nobody has counted.
  const pages = (count: unknown) => (state === "Queued" ? null : countOf(count));
  const total = pages(body.pages_total);
  const isScheduled = body.is_scheduled === true || body.is_scheduled === 1;
  return {
    ...reportedJob(id, state, statusText(body.status)),
    agentId: idOf(body.agent_id),
    type: textOf(body.type),
    trigger: isScheduled ? "scheduled" : null,
    priority: countOf(body.priority),
    percent: state === "Completed" ? 100 : shareOf(pages(body.pages_processed), total),
    tasksExpected: total,
    tasksTotal: total,
    tasksCompleted: pages(body.pages_succeeded),
    tasksFailed: pages(body.pages_failed),
    createdAt,
    queuedAt: createdAt,
    startedAt,
    endedAt: hasEnded(state) ? (readInstant(body.completed_at) ?? readInstant(body.stopped_at)) : null,
    error: textOf(body.error),
  };
}

const LINE = /^(\d{4}-\d\d-\d\dT\S+) (?:([A-Z]+) )?(.*)$/s;

/** Reads a log. A line that does not begin with a time goes on the message before it; the first ones have no time then. */
export function readLog(text: string): ReportedLogLine[] {
  const lines: ReportedLogLine[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, time, word, rest = ""] = LINE.exec(line) ?? [];
    const at = readInstant(time);
    const last = lines.at(-1);
    if (at !== null) {
      const level = readLogLevel(word);
      const message = word === undefined || level !== null ? rest : `${word} ${rest}`;
      lines.push({ at, level, message: lineFromText(message), target: null });
    } else if (line === "") continue;
    else if (last === undefined) lines.push({ at: null, level: null, message: lineFromText(line), target: null });
    else last.message += `\n${lineFromText(line)}`;
  }
  return lines;
}

/** How many lines of its own a text has, as Agenty counts them. */
export function countLines(text: string): number {
  return text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** Everything about one job; null when it has no id. Its pages are only counted. */
export function readDetail(body: unknown, raw: string): ReportedDetail | null {
  const job = readJob(body);
  if (job === null) return null;
  return { job, ...{ params: null, config: null, result: null, tasks: null, run: null, log: null }, raw };
}

/**
 * The rows of a result, each as it is written; what is no object stands under `value`. Null when the body, whose text is `raw`, has
 * none.
 */
export function readRows(body: unknown, raw: string): { rows: string[]; total: number | null } | null {
  const { result, total } = objectOf(body);
  const items = Array.isArray(result) ? readItems(readMembers(raw)?.members.get("result")?.raw ?? "") : null;
  const rows = items?.map((item) => (item.startsWith("{") ? item : `{"value":${item}}`));
  return rows === undefined ? null : { rows, total: countOf(total) };
}

/** Pages may be over that nobody had counted: a share is never more than all. */
function shareOf(processed: number | null, total: number | null): number | null {
  if (processed === null || total === null || total === 0) return null;
  return Math.min(100, Math.round((processed / total) * 1000) / 10);
}
