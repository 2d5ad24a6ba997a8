import type { Instant } from "../../jobs/model.ts";
import { cluedInName, RUN_COLUMN_NAMES, RUN_COLUMNS, type RunColumn } from "../../jobs/run-columns.ts";
import { hasEnded, type JobCounts, type JobState, noCounts } from "../../jobs/state.ts";
import { readInstant } from "../read-instant.ts";
import { countOf, idOf, percentOf, statusText } from "../read-values.ts";
import type { ReportedCounts, ReportedDetail, ReportedRun } from "../reported-detail.ts";
import { type ReportedJob, reportedJob } from "../reported-job.ts";
import { type ReportedPage, reportedPage } from "../reported-page.ts";
import { readSpan } from "../time-span.ts";
import { fromGuid } from "./guid.ts";
import { readState } from "./status.ts";

type Fields = ReadonlyMap<string, unknown>;

/**
 * Reads a list: an array, or an object that holds one under `items`, `data`, `jobs` or `results`. Names of fields may be in any
 * case. What has no id is left out. Null when the body is no list at all.
 */
export function readJobs(body: unknown): ReportedPage | null {
  const fields = fieldsOf(body);
  const list = Array.isArray(body) ? body : first(fields, ["items", "data", "jobs", "results"]);
  if (!Array.isArray(list)) return null;
  return reportedPage(list, readJob, countOf(first(fields, ["total", "count", "totalcount"])));
}

/** Reads one job of a list; null when it has no id. */
export function readJob(body: unknown): ReportedJob | null {
  const fields = fieldsOf(body);
  const id = guidOf(first(fields, ["id", "jobid"]));
  return id === null ? null : jobOf(id, fields);
}

/**
 * What is told of the job `id` with its run: an object, or a list of runs of which the latest is taken. Null when the body has no
 * run.
 */
export function readDetail(id: string, body: unknown, raw: string): ReportedDetail | null {
  const runs = (Array.isArray(body) ? body : [body]).filter((each) => fieldsOf(each).has("agentstate"));
  const latest = runs.toSorted((one, other) => (startOf(one) < startOf(other) ? 1 : -1))[0];
  const run = readRun(latest);
  if (run === null) return null;
  const state = stateOfHalves(run.agentState ?? "Unknown", run.processingState);
  const { endedAt, ...told } = jobOf(id, fieldsOf(latest));
  return {
    job: {
      ...told,
      state,
      agentId: run.agentId,
      // A run tells of its own queue and of its agent's half: when the job was made, and how far all of it is, only lists tell.
      ...{ createdAt: null, percent: null },
      endedAt: hasEnded(state) ? (endedAt ?? run.processingEndTime ?? run.agentEndTime) : null,
      tasksExpected: run.agentExpectedTasksCount,
      tasksTotal: run.agentTasksCount,
      tasksCompleted: run.agentTasksCompletedCount,
      tasksFailed: run.agentTasksFailedCount,
      cluesTotal: run.agentCluesCount,
    },
    ...{ params: null, config: null, result: null, tasks: null, log: null },
    run,
    raw,
  };
}

/** The agent's half says how a job is until it is done; then processing does, as far as it tells. */
function stateOfHalves(agent: JobState, processing: JobState | null): JobState {
  if (processing === null || !["ExecutionCompleted", "Submitting", "Completed"].includes(agent)) return agent;
  if (["Cancelling", "Cancelled", "Failed"].includes(processing)) return processing;
  return agent === "Completed" && processing !== "Completed" ? "Submitting" : agent;
}

function startOf(run: unknown): string {
  return instantOf(first(fieldsOf(run), ["agentqueueddate", "agentstarttime", "updatedate"])) ?? "";
}

function jobOf(id: string, fields: Fields): ReportedJob {
  const raw = first(fields, ["state", "status", "agentstate"]);
  const state = readState(raw) ?? "Unknown";
  const message = anyText(first(fields, ["message", "agentresultmessage"]));
  return {
    ...reportedJob(id, state, statusText(raw)),
    agentId: guidOf(first(fields, ["configurationid", "providerdefinitionid", "agentid"])),
    name: anyText(first(fields, ["name"])),
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
export function readCounts(body: unknown): ReportedCounts | null {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
  const fields = fieldsOf(body);
  const names = Object.keys(noCounts()) as (keyof JobCounts)[];
  const read = names.map((name) => [name, countOf(first(fields, [name, `${name}count`]))]);
  return Object.fromEntries(read) as ReportedCounts;
}

function toValue(column: RunColumn, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (column === "id") return runNumberOf(value);
  if (column === "jobId" || column === "agentId") return guidOf(value);
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
      return anyText(value);
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

/** Empty ones too: the columns of a run are told as they are. */
function anyText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function guidOf(value: unknown): string | null {
  const id = idOf(value);
  return id === null || id.trim() === "" ? null : fromGuid(id);
}

/** Runs of other systems have GUIDs that are no number of ours. */
function runNumberOf(value: unknown): number | null {
  const id = guidOf(value);
  return id !== null && /^\d{1,15}$/.test(id) ? Number(id) : null;
}

function instantOf(value: unknown): Instant | null {
  return readInstant(value);
}
