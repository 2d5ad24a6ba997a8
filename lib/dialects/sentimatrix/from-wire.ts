import { z } from "zod";
import { readLogLevel } from "../../jobs/log-text.ts";
import { type LogLine, TRIGGERS } from "../../jobs/model.ts";
import { readInstant } from "../read-instant.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { stateOfStatus } from "./status.ts";

// What the service's code sends differs from its document: `_id` for `id`, a bare number for `progress`, `page_size`, times
// without a zone. Both are read, and a field that makes no sense is not known.

const text = z.string().min(1).nullish().catch(null);
const amount = z.number().nonnegative().nullish().catch(null);
const instant = z.unknown().optional().transform(readInstant);

const progressSchema = z.union([
  z
    .number()
    .transform((percentage) => ({ percentage, total_targets: null, completed_targets: null, total_results: null })),
  z.object({ percentage: amount, total_targets: amount, completed_targets: amount, total_results: amount }),
]);

const messageSchema = z.union([
  z.string().min(1),
  z.object({ message: z.string().min(1) }).transform(({ message }) => message),
  z.object({ detail: z.string().min(1) }).transform(({ detail }) => detail),
]);

const id = z.union([z.string().min(1), z.number()]).transform(String);
const jobSchema = z
  .object({
    id: id.optional(),
    _id: id.optional(),
    project_id: id.nullish().catch(null),
    status: z.string(),
    source: z
      .string()
      .transform((source) => TRIGGERS.find((trigger) => trigger === source.toLowerCase()) ?? null)
      .nullish()
      .catch(null),
    schedule_id: text,
    retry_of: text,
    progress: progressSchema.nullish().catch(null),
    error: messageSchema.nullish().catch(null),
    started_at: instant,
    completed_at: instant,
    cancelled_at: instant,
    created_at: instant,
    updated_at: instant,
  })
  .transform(({ id, _id, ...job }, context) => {
    const own = id ?? _id;
    if (own !== undefined) return { ...job, id: own };
    context.addIssue({ code: "custom", path: ["id"], message: "is missing" });
    return z.NEVER;
  });

/**
 * A job of theirs in our words. A failed target makes no failed job: a status is believed as it is told.
 * @throws ZodError without an id or a status
 */
export function readJob(wire: unknown): ReportedJob {
  const job = jobSchema.parse(wire);
  const { progress, status } = job;
  const state = stateOfStatus(status);
  const percent = progress?.percentage ?? null;
  return {
    ...reportedJob(job.id, state, status),
    agentId: job.project_id ?? null,
    trigger: job.source ?? null,
    percent: percent === null ? null : Math.min(100, percent),
    tasksTotal: progress?.total_targets ?? null,
    tasksCompleted: progress?.completed_targets ?? null,
    resultsTotal: progress?.total_results ?? null,
    createdAt: job.created_at,
    startedAt: job.started_at,
    endedAt: job.completed_at ?? job.cancelled_at,
    updatedAt: job.updated_at,
    error: job.error ?? null,
    warning: /^\s*partial\s*$/i.test(status) ? "Completed in part: not all targets could be scraped" : null,
    retryOf: job.retry_of ?? null,
    scheduleId: job.schedule_id ?? null,
  };
}

const pageSchema = z.object({
  items: z.array(z.unknown()),
  total: z.int().min(0),
  page: z.int().min(1).catch(1),
  per_page: z.int().min(1).optional().catch(undefined),
  page_size: z.int().min(1).optional().catch(undefined),
});

/** A page of their jobs, and how many there are in all. @throws ZodError */
export function readJobPage(wire: unknown): { jobs: ReportedJob[]; total: number; page: number; perPage: number } {
  const { items, total, page, per_page, page_size } = pageSchema.parse(wire);
  return { jobs: items.map(readJob), total, page, perPage: per_page ?? page_size ?? Math.max(1, items.length) };
}

const logsSchema = z.object({
  logs: z.array(z.object({ timestamp: instant, level: z.string(), message: z.string() })),
});

/** A line of their log. Which target it is of is not kept: tasks have numbers here. */
export type ReportedLine = Pick<LogLine, "level" | "message"> & { at: LogLine["at"] | null };

/** Lines of their log in the order that they come; a level that we have no word for is `info`. @throws ZodError */
export function readLogs(wire: unknown): ReportedLine[] {
  return logsSchema.parse(wire).logs.map(({ timestamp, level, message }) => {
    return { at: timestamp, level: readLogLevel(level) ?? "info", message };
  });
}

const errorSchema = z.union([
  z.object({ detail: z.string(), code: z.string().nullish() }),
  z
    .object({ error: z.object({ message: z.string(), code: z.string().nullish() }) })
    .transform(({ error: { message, code } }) => ({ detail: message, code })),
]);

/** What an answer that is no success says, in either of their forms; null when it says nothing that can be read. */
export function readError(wire: unknown): { message: string; code: string | null } | null {
  const error = errorSchema.safeParse(wire).data;
  return error === undefined ? null : { message: error.detail, code: error.code ?? null };
}
