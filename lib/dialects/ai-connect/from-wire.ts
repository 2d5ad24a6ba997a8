import { LOG_LEVELS, type LogLevel } from "../../jobs/model.ts";
import { readMembers } from "../../json/json-members.ts";
import { readInstant } from "../read-instant.ts";
import { countOf, idOf, isObject, objectOf, statusText, textOf } from "../read-values.ts";
import type { ReportedDetail, ReportedLogLine, ReportedTask } from "../reported-detail.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { type ReportedPage, reportedPage } from "../reported-page.ts";
import { readState, readStatus } from "./status.ts";

/** A page, and jobs by status where they were asked for: only those that the server names, in lower case. */
export type PageWithStats = ReportedPage & { stats: Record<string, number> | null };

/** Reads a list; jobs without an id are left out. Null when the body is none. */
export function readJobs(body: unknown): PageWithStats | null {
  const { data, meta } = objectOf(body);
  if (!Array.isArray(data)) return null;
  const { total, stats } = objectOf(meta);
  return {
    ...reportedPage(data, readJob, countOf(total)),
    stats: stats === undefined ? null : countsOf(objectOf(stats).status),
  };
}

/** Reads the job of an answer about one, `{data}`; null when there is none. */
export function readAnswer(body: unknown): ReportedJob | null {
  return readJob(objectOf(body).data);
}

/** Reads one job; null when it has no id. */
export function readJob(body: unknown): ReportedJob | null {
  const job = objectOf(body);
  const id = idOf(job.job_id) ?? idOf(job.id);
  if (id === null) return null;
  const raw = job.job_status ?? job.status;
  const state = readState(raw) ?? "Unknown";
  const { tasks } = job;
  const known =
    Array.isArray(tasks) && tasks.length > 0 ? tasks.map((task) => readStatus(objectOf(task).status)) : null;
  const result = typeof job.result === "string" ? job.result : null;
  return {
    ...reportedJob(id, state, statusText(raw)),
    agentId: idOf(job.job_type_id),
    createdAt: readInstant(job.created_at),
    updatedAt: readInstant(job.updated_at),
    scheduledAt: readInstant(job.scheduled_at),
    tasksTotal: known?.length ?? null,
    tasksCompleted: known?.filter((status) => status === "COMPLETED").length ?? null,
    tasksFailed: known?.filter((status) => status === "FAILED").length ?? null,
    error: state === "Failed" ? result : null,
  };
}

/** Everything about one job, from the answer `{data}` whose text is `raw`; null when there is none. */
export function readDetail(body: unknown, raw: string): ReportedDetail | null {
  const { data } = objectOf(body);
  const job = readJob(data);
  if (job === null) return null;
  const { tasks, execution_log: log } = objectOf(data);
  const members = readMembers(readMembers(raw)?.members.get("data")?.raw ?? "")?.members;
  const written = (name: string) => {
    const text = members?.get(name)?.raw;
    return text === undefined || text === "null" ? null : text;
  };
  return {
    job,
    params: written("params"),
    // What it was made with: `job_config` as the service itself has it.
    config: written("config") ?? written("job_config"),
    result: written("result"),
    tasks: Array.isArray(tasks) ? tasks.map(readTask) : null,
    run: null,
    log: Array.isArray(log) ? log.flatMap(readLogItem) : null,
    raw,
  };
}

function readTask(body: unknown, place: number): ReportedTask {
  const task = objectOf(body);
  const state = readState(task.status) ?? "Unknown";
  return {
    target: idOf(task.task_id) ?? idOf(task.id) ?? `Task ${place + 1}`,
    state,
    ...{ resultsCount: null, queuedAt: readInstant(task.created_at), startedAt: null, endedAt: null },
    error: state === "Failed" ? textOf(task.result) : null,
  };
}

const TIMES = ["timestamp", "time", "created_at", "at", "date"];
const MESSAGES = ["message", "msg", "text", "event", "action", "detail"];

/** An entry of the log that the service keeps in the job: a text, or an object of which nobody told the names. */
function readLogItem(item: unknown): ReportedLogLine[] {
  if (typeof item === "string") return [{ at: null, level: null, message: item, target: null }];
  if (!isObject(item)) return [];
  const message = MESSAGES.map((name) => textOf(item[name])).find((text) => text !== null);
  return [
    {
      at: TIMES.map((name) => readInstant(item[name])).find((at) => at !== null) ?? null,
      level: levelOf(item.level),
      message: message ?? JSON.stringify(item),
      target: idOf(item.task_id),
    },
  ];
}

function levelOf(value: unknown): LogLevel | null {
  const word = typeof value === "string" ? value.toLowerCase() : "";
  return word === "warn" ? "warning" : (LOG_LEVELS.find((level) => level === word) ?? null);
}

function countsOf(body: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(objectOf(body)).flatMap(([name, value]) => {
      const count = countOf(value);
      return count === null ? [] : [[name.toLowerCase(), count] as const];
    }),
  );
}
