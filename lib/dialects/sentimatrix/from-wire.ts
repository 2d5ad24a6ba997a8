import { readLogLevel } from "../../jobs/log-text.ts";
import { TRIGGERS } from "../../jobs/model.ts";
import { hasEnded } from "../../jobs/state.ts";
import { readMembers } from "../../json/json-members.ts";
import { readError } from "../read-error.ts";
import { readInstant } from "../read-instant.ts";
import { countOf, idOf, isObject, objectOf, percentOf, statusText, textOf } from "../read-values.ts";
import type { ReportedDetail, ReportedLogLine, ReportedTask } from "../reported-detail.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { type ReportedPage, reportedPage } from "../reported-page.ts";
import { stateOfStatus } from "./status.ts";

// What the service's code sends differs from its document: `_id` for `id`, a bare number for `progress`, `page_size`, times
// without a zone. Both are read, and a field that makes no sense is not known.

/** A job of theirs in our words; null when it has no id. A failed target makes no failed job: a status is believed as it is told. */
export function readJob(body: unknown): ReportedJob | null {
  const job = objectOf(body);
  const id = idOf(job.id) ?? idOf(job._id);
  if (id === null) return null;
  const status = statusText(job.status);
  const state = stateOfStatus(status);
  const progress = typeof job.progress === "number" ? { percentage: job.progress } : objectOf(job.progress);
  return {
    ...reportedJob(id, state, status),
    agentId: idOf(job.project_id),
    trigger: TRIGGERS.find((trigger) => trigger === statusText(job.source).toLowerCase()) ?? null,
    percent: percentOf(progress.percentage),
    activity: state === "Executing" ? textOf(progress.current_target) : null,
    tasksTotal: countOf(progress.total_targets),
    tasksCompleted: countOf(progress.completed_targets),
    resultsTotal: countOf(progress.total_results),
    createdAt: readInstant(job.created_at),
    startedAt: readInstant(job.started_at),
    endedAt: hasEnded(state) ? (readInstant(job.completed_at) ?? readInstant(job.cancelled_at)) : null,
    updatedAt: readInstant(job.updated_at),
    error: errorOf(job.error),
    warning: /^\s*partial\s*$/i.test(status) ? "Completed in part: not all targets could be scraped" : null,
    retryOf: idOf(job.retry_of),
    scheduleId: idOf(job.schedule_id),
  };
}

/** A page of their jobs; null when the body is none. `perPage` is null when it does not say how many a page has. */
export function readJobs(body: unknown): (ReportedPage & { perPage: number | null }) | null {
  const { items, total, per_page, page_size } = objectOf(body);
  if (!Array.isArray(items)) return null;
  return { ...reportedPage(items, readJob, countOf(total)), perPage: countOf(per_page) || countOf(page_size) || null };
}

/** Everything about one job, from the answer whose text is `raw`; null when it has no id. */
export function readDetail(body: unknown, raw: string): ReportedDetail | null {
  const job = readJob(body);
  if (job === null) return null;
  const { target_status: targets, config } = objectOf(body);
  return {
    job,
    params: null,
    config: isObject(config) ? (readMembers(raw)?.members.get("config")?.raw ?? null) : null,
    result: null,
    tasks: Array.isArray(targets) ? targets.map(readTarget) : null,
    run: null,
    log: null,
    raw,
  };
}

/** Why a job or a target failed, letter by letter where it is said as the document has it. */
function errorOf(error: unknown): string | null {
  return textOf(error) ?? textOf(objectOf(error).message) ?? readError(error)?.message ?? null;
}

function readTarget(body: unknown, place: number): ReportedTask {
  const target = objectOf(body);
  return {
    target: idOf(target.target_id) ?? `Target ${place + 1}`,
    state: stateOfStatus(statusText(target.status)),
    resultsCount: countOf(target.results_count),
    queuedAt: null,
    startedAt: readInstant(target.started_at),
    endedAt: readInstant(target.completed_at),
    error: errorOf(target.error),
  };
}

/** Lines of their log in the order that they come; null when the body is none. */
export function readLogs(body: unknown): ReportedLogLine[] | null {
  const { logs } = objectOf(body);
  if (!Array.isArray(logs)) return null;
  return logs.filter(isObject).map(({ timestamp, level, message, target_id }) => ({
    at: readInstant(timestamp),
    level: readLogLevel(level),
    message: statusText(message),
    target: idOf(target_id),
  }));
}

/** What a message of the WebSocket tells of its job, as far as it does; null when it is none. */
export function readMessage(message: unknown): Partial<ReportedJob> | null {
  const { type, data } = objectOf(message);
  if (typeof type !== "string") return null;
  const { status, percentage, current_target, results_count, error } = objectOf(data);
  // Messages about targets have a status too: that of the target.
  if (type.startsWith("target_") || typeof status !== "string") return {};
  const told = { percent: percentOf(percentage), resultsTotal: countOf(results_count), error: textOf(error) };
  return {
    ...{ state: stateOfStatus(status), rawStatus: status, activity: textOf(current_target) },
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)),
  };
}
