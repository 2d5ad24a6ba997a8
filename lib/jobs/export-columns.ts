import type { Instant, JobRow } from "./model.ts";

/** What a job can be exported with: the fields of its row, and how long it ran and waited, in milliseconds. */
export const EXPORT_COLUMNS = [
  "source",
  "id",
  "name",
  "type",
  "agentId",
  "agentName",
  "state",
  "rawStatus",
  "trigger",
  "priority",
  "percent",
  "activity",
  "createdAt",
  "queuedAt",
  "scheduledAt",
  "startedAt",
  "endedAt",
  "updatedAt",
  "expectedEndAt",
  "queueMs",
  "durationMs",
  "attempt",
  "maxAttempts",
  "error",
  "errorFingerprint",
  "warning",
  "tasksExpected",
  "tasksTotal",
  "tasksCompleted",
  "tasksFailed",
  "cluesTotal",
  "resultsTotal",
  "retryOf",
  "scheduleId",
  "startedBy",
  "startedById",
  "tags",
  "version",
] as const satisfies readonly (keyof JobRow | "queueMs" | "durationMs")[];

export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

export const EXPORT_FORMATS = ["csv", "ndjson"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The most jobs that can be exported by naming them one by one. */
export const MAX_EXPORT_KEYS = 1000;

/** The value of a column; null is unknown. */
export function exportValue(job: JobRow, column: ExportColumn): string | number | readonly string[] | null {
  if (column === "queueMs") return between(job.queuedAt, job.startedAt ?? job.endedAt);
  if (column === "durationMs") return between(job.startedAt, job.endedAt);
  return job[column];
}

function between(from: Instant | null, to: Instant | null): number | null {
  return from === null || to === null ? null : Date.parse(to) - Date.parse(from);
}
