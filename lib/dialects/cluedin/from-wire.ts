import type { Instant, JobRun } from "../../jobs/model.ts";
import { cluedInName, RUN_COLUMN_NAMES, RUN_COLUMNS, type RunColumn } from "../../jobs/run-columns.ts";
import { hasEnded, type JobCounts, noCounts } from "../../jobs/state.ts";
import { readInstant } from "../read-instant.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { readSpan } from "../time-span.ts";
import { fromGuid } from "./guid.ts";
import { readState } from "./status.ts";

/** A page of jobs as a CluedIn server answers it. `total` is null when it does not say. */
export interface ReportedPage {
  jobs: ReportedJob[];
  total: number | null;
}

/** What is told of a run; null where it is not. */
export type ReportedRun = { [Column in RunColumn]: JobRun[Column] | null };

type Fields = ReadonlyMap<string, unknown>;

/**
 * Reads a list: an array, or an object that holds one under `items`, `data`, `jobs` or `results`. Names of fields may be in any
 * case. What has no id is left out. Null when the body is no list at all.
 */
export function readJobs(body: unknown): ReportedPage | null {
  const fields = fieldsOf(body);
  const list = Array.isArray(body) ? body : first(fields, ["items", "data", "jobs", "results"]);
  if (!Array.isArray(list)) return null;
  const total = first(fields, ["total", "count", "totalcount"]);
  return {
    jobs: list.map(readJob).filter((job) => job !== null),
    total: typeof total === "number" && Number.isSafeInteger(total) && total >= 0 ? total : null,
  };
}

/** Reads one job; null when it has no id. */
export function readJob(body: unknown): ReportedJob | null {
  const fields = fieldsOf(body);
  const id = idOf(first(fields, ["id", "jobid"]));
  if (id === null) return null;
  const raw = first(fields, ["state", "status", "agentstate"]);
  const state = readState(raw) ?? "Unknown";
  const message = textOf(first(fields, ["message", "agentresultmessage"]));
  return {
    ...reportedJob(id, state, raw === undefined || raw === null ? "" : String(raw)),
    agentId: idOf(first(fields, ["configurationid", "providerdefinitionid", "agentid"])),
    name: textOf(first(fields, ["name"])),
    percent: percentOf(first(fields, ["percentcompleted", "agentpercentcompleted"])),
    createdAt: instantOf(first(fields, ["createddate", "createdat", "queueddate", "agentqueueddate"])),
    queuedAt: instantOf(first(fields, ["queueddate", "agentqueueddate"])),
    startedAt: instantOf(first(fields, ["starttime", "agentstarttime"])),
    endedAt: hasEnded(state) ? instantOf(first(fields, ["endtime", "processingendtime", "agentendtime"])) : null,
    updatedAt: instantOf(first(fields, ["updatedate", "updateddate"])),
    error: state === "Failed" ? message : null,
  };
}

/** Reads a run by the document's names or by those in camelCase; null when the body is no object. */
export function readRun(body: unknown): ReportedRun | null {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
  const fields = fieldsOf(body);
  const read = RUN_COLUMN_NAMES.map((column) => [
    column,
    toValue(column, fields.get(cluedInName(column).toLowerCase())),
  ]);
  return Object.fromEntries(read) as ReportedRun;
}

/** Reads the five counts; a count that is missing is null. */
export function readCounts(body: unknown): { [Name in keyof JobCounts]: number | null } | null {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
  const fields = fieldsOf(body);
  const names = Object.keys(noCounts()) as (keyof JobCounts)[];
  const read = names.map((name) => [name, countOf(first(fields, [name, `${name}count`]))]);
  return Object.fromEntries(read) as { [Name in keyof JobCounts]: number | null };
}

function toValue(column: RunColumn, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (column === "id") return runNumberOf(value);
  if (column === "jobId" || column === "agentId") return idOf(value);
  switch (RUN_COLUMNS[column].kind) {
    case "count":
      return countOf(value);
    case "time":
      return instantOf(value);
    case "span":
      return readSpan(value);
    case "state":
      return readState(value) ?? "Unknown";
    case "percent":
      return percentOf(value);
    case "yes-no":
      return typeof value === "boolean" ? value : null;
    case "text":
      return textOf(value);
  }
}

/** By their names in lower case. */
function fieldsOf(body: unknown): Fields {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return new Map();
  return new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
}

function first(fields: Fields, names: readonly string[]): unknown {
  for (const name of names) {
    const value = fields.get(name);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function idOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? fromGuid(value) : null;
}

/** Runs of other systems have GUIDs that are no number of ours. */
function runNumberOf(value: unknown): number | null {
  const id = idOf(value);
  return id !== null && /^\d{1,15}$/.test(id) ? Number(id) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

function percentOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function instantOf(value: unknown): Instant | null {
  return readInstant(value);
}
