import type { ReportedDetail, ReportedTask } from "../../../lib/dialects/reported-detail.ts";
import { type ReportedJob, reportedJob } from "../../../lib/dialects/reported-job.ts";
import type { JobRow, Task } from "../../../lib/jobs/model.ts";
import { RUN_COLUMN_NAMES } from "../../../lib/jobs/run-columns.ts";
import { STATES_OF_COUNT } from "../../../lib/jobs/state.ts";
import type { Principal } from "../../auth/principal.ts";
import { AppError } from "../../errors.ts";
import { LOCAL } from "../../services/capabilities.ts";
import { PROGRAM_SOURCE, type ProgramJobDetail } from "../../services/program-jobs-service.ts";
import type { Services } from "../../services/services.ts";
import { BackendError, type BackendFault } from "../backend-error.ts";
import { orNull } from "../http/or-null.ts";
import { type JobSource, MOST_ROWS } from "../job-source.ts";

const PAGE_LIMIT = 1000;
const ACTIVE = [...STATES_OF_COUNT.unknown, ...STATES_OF_COUNT.queued, ...STATES_OF_COUNT.executing];
const TELLS = Object.keys(reportedJob("", "Unknown", "")) as (keyof ReportedJob)[];

/** The built-in engine as other backends are asked, for whoever the principal is. */
export function localSource(services: Services, principal: Principal): JobSource {
  const { programJobs, agents, jobs, logs, results, runs } = services;
  const keyOf = (id: string) => ({ source: PROGRAM_SOURCE, id });

  async function tasksOf(id: string): Promise<ReportedTask[]> {
    const tasks: Task[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page = await runs.tasks(principal, keyOf(id), { after, limit: PAGE_LIMIT, states: [] });
      tasks.push(...page.items);
      after = page.nextCursor === null ? null : (page.items.at(-1)?.seq ?? null);
    }
    return tasks.map(({ target, state, resultsCount, queuedAt, startedAt, endedAt, error }) => ({
      ...{ target, state, resultsCount, queuedAt, startedAt, endedAt, error },
    }));
  }

  return {
    kind: "local",
    capabilities: LOCAL,
    partitions: [""],
    pageLimit: PAGE_LIMIT,
    listsActive: true,
    listsLate: false,
    listsPages: false,

    list: ({ offset, limit, activeOnly }, signal) =>
      asBackend(signal, async () => {
        const { items, total } = await programJobs.list(principal, activeOnly ? { states: ACTIVE } : {}, {
          sort: [{ column: "createdAt", descending: true }],
          offset,
          limit: Math.min(limit, PAGE_LIMIT),
        });
        return { jobs: items.map(({ job }) => toReported(job)), total, returned: items.length, notices: [] };
      }),

    get: (id, signal) =>
      orNull(() => asBackend(signal, async () => toDetail(await programJobs.get(principal, id), await tasksOf(id)))),

    counts: (signal) => asBackend(signal, () => programJobs.counts(principal)),

    start: ({ agentId, params, scheduledAt }, signal) =>
      asBackend(signal, async () => {
        if (scheduledAt !== null) throw new AppError("BAD_REQUEST", "The built-in engine starts jobs at once.");
        const { id } = await agents.find(principal, agentId);
        return toReported(await agents.start(principal, id, params === null ? {} : { params: JSON.parse(params) }));
      }),

    cancel: (id, reason, signal) =>
      asBackend(signal, async () => toReported((await jobs.cancel(principal, keyOf(id), reason)).job)),

    retry: (id, signal) => asBackend(signal, async () => toReported(await jobs.retry(principal, keyOf(id)))),

    logs: (id, { offset, limit }, signal) =>
      asBackend(signal, async () => {
        const range = { after: offset, limit: Math.min(limit, MOST_ROWS), levels: [] };
        const { items, lastSeq } = await logs.lines(principal, keyOf(id), range);
        const lines = items.map(({ at, level, message }) => ({ at, level, message, target: null }));
        return { lines, returned: lines.length, newestOnly: false, total: lastSeq };
      }),

    results: (id, { collection, offset, limit }, signal) =>
      asBackend(signal, async () => {
        const range = { collection, offset, limit: Math.min(limit, MOST_ROWS) };
        const { pages, total } = await results.texts(principal, keyOf(id), range);
        const rows: string[] = [];
        for await (const page of pages) rows.push(...page);
        return { rows, total };
      }),
  };
}

function toReported(job: JobRow): ReportedJob {
  return Object.fromEntries(TELLS.map((field) => [field, job[field]])) as ReportedJob;
}

function toDetail({ job, run, detail }: ProgramJobDetail, tasks: ReportedTask[]): ReportedDetail {
  const columns = run && Object.fromEntries(RUN_COLUMN_NAMES.map((column) => [column, run[column]]));
  return {
    job: toReported(job),
    ...detail,
    tasks,
    run: columns as ReportedDetail["run"],
    log: null,
    raw: JSON.stringify({ job, run }),
  };
}

const FAULT_OF_CODE: Record<AppError["code"], BackendFault> = {
  BAD_REQUEST: "refused",
  UNAUTHENTICATED: "unauthenticated",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "not-found",
  CONFLICT: "conflict",
  TOO_LARGE: "too-large",
  UNSUPPORTED_MEDIA_TYPE: "refused",
  METHOD_NOT_ALLOWED: "refused",
  RATE_LIMITED: "refused",
  UNAVAILABLE: "failing",
  SOURCE_FAILED: "failing",
  INTERNAL: "failing",
};

async function asBackend<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new BackendError(FAULT_OF_CODE[error.code], error.message, { cause: error });
  }
}
