import { readInstant } from "../read-instant.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { readState, readStatus } from "./status.ts";

/** A page of jobs as an AI Connect server answers it. Null is what it does not say. */
export interface ReportedPage {
  jobs: ReportedJob[];
  total: number | null;
  /** Jobs by status, where they were asked for; only those that the server names. */
  stats: Record<string, number> | null;
}

/** Reads a list; jobs without an id are left out. Null when the body is none. */
export function readJobs(body: unknown): ReportedPage | null {
  const { data, meta } = objectOf(body);
  if (!Array.isArray(data)) return null;
  const { total, stats } = objectOf(meta);
  return {
    jobs: data.map(readJob).filter((job) => job !== null),
    total: countOf(total),
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
    ...reportedJob(id, state, typeof raw === "string" ? raw : ""),
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

/** What a job was made with: `config`, or `job_config` as the service itself has it. Null when it says neither. */
export function readConfig(body: unknown): Record<string, unknown> | null {
  const { config, job_config } = objectOf(body);
  for (const each of [config, job_config]) if (isObject(each)) return each;
  return null;
}

/** What went wrong: `message`, or else `error`; null when the body says neither. */
export function readError(body: unknown): string | null {
  const { message, error } = objectOf(body);
  for (const each of [message, error]) if (typeof each === "string" && each !== "") return each;
  return null;
}

function countsOf(body: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(objectOf(body)).flatMap(([name, value]) => {
      const count = countOf(value);
      return count === null ? [] : [[name.toLowerCase(), count] as const];
    }),
  );
}

function objectOf(body: unknown): Record<string, unknown> {
  return isObject(body) ? body : {};
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}

function idOf(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
