import { readLogLevel } from "../../jobs/log-text.ts";
import type { LogLevel, LogLine } from "../../jobs/model.ts";
import { hasEnded } from "../../jobs/state.ts";
import { readInstant } from "../read-instant.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { lineFromText } from "./log-text.ts";
import { stateOf } from "./status.ts";

/** A page of jobs as an Agenty server answers it; `total` is null when it does not say. */
export interface ReportedPage {
  jobs: ReportedJob[];
  total: number | null;
}

/** Reads a list of jobs; what has no id is left out. Null when the body is no list. */
export function readJobs(body: unknown): ReportedPage | null {
  if (!isObject(body) || !Array.isArray(body.result)) return null;
  return { jobs: body.result.map(readJob).filter((job) => job !== null), total: countOf(body.total) };
}

/**
 * Reads one job; null when it has no id. Fields come and go between versions of the API: what is missing is null. That a job
 * was not scheduled does not tell who started it.
 */
export function readJob(body: unknown): ReportedJob | null {
  if (!isObject(body)) return null;
  const id = typeof body.job_id === "number" ? String(body.job_id) : body.job_id;
  if (typeof id !== "string" || id === "") return null;
  const startedAt = readInstant(body.started_at);
  const state = stateOf(body.status, { hasBegun: startedAt !== null });
  const createdAt = readInstant(body.created_at);
  // Zero pages of a job that waits are pages that nobody has counted.
  const pages = (count: unknown) => (state === "Queued" ? null : countOf(count));
  const total = pages(body.pages_total);
  const isScheduled = body.is_scheduled === true || body.is_scheduled === 1;
  return {
    ...reportedJob(id, state, typeof body.status === "string" ? body.status : ""),
    agentId: textOf(body.agent_id),
    type: textOf(body.type),
    trigger: isScheduled ? "scheduled" : null,
    priority: countOf(body.priority),
    percent: state === "Completed" ? 100 : percentOf(pages(body.pages_processed), total),
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

/** A line of a log that a server tells of. `level` is null for a word that is none of ours, which then stays in the message. */
export type ReportedLine = Pick<LogLine, "at" | "message"> & { level: LogLevel | null };

const LINE = /^(\d{4}-\d\d-\d\dT\S+) (?:([A-Z]+) )?(.*)$/s;

/** Reads a log. A line that does not begin with a time goes on the message before it, or is left out where there is none. */
export function readLog(text: string): ReportedLine[] {
  const lines: ReportedLine[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, time, word, rest = ""] = LINE.exec(line) ?? [];
    const at = readInstant(time);
    const last = lines.at(-1);
    if (at !== null) {
      const level = readLogLevel(word);
      const message = word === undefined || level !== null ? rest : `${word} ${rest}`;
      lines.push({ at, level, message: lineFromText(message) });
    } else if (last !== undefined && line !== "") last.message += `\n${lineFromText(line)}`;
  }
  return lines;
}

/** Pages may be over that nobody had counted: a share is never more than all. */
function percentOf(processed: number | null, total: number | null): number | null {
  if (processed === null || total === null || total === 0) return null;
  return Math.min(100, Math.round((processed / total) * 1000) / 10);
}

function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
