import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { LogLine } from "../jobs/model.ts";
import { LINES_A_WINDOW } from "../jobs/shown-text.ts";
import type { JobState } from "../jobs/state.ts";
import { callApi, callText } from "./client.ts";
import type {
  AgentHistory,
  DocumentLines,
  FailureHistory,
  JobDetail,
  LogMatches,
  LogPage,
  QueuePlace,
  RunComparison,
  TaskPage,
  WholeLogLine,
} from "./job-types.ts";
import { WINDOW_KEPT_MS } from "./line-windows.ts";
import { newerDetail } from "./merge.ts";
import {
  type ComparisonRead,
  type DocumentKey,
  jobPath,
  keys,
  type LiveTasks,
  type LogSearchParams,
  withParams,
} from "./queries.ts";

const LOG_LINES_AT_END = 100;
const LOG_MATCHES_AT_ONCE = 100_000;
const LAST_LINES = 8;
const FAILED_TASKS = 3;

/** What is read about one job. Apart from the other queries, since the list's first load needs none of it. */
export const jobQueries = {
  job: (source: string, id: string) =>
    queryOptions({
      queryKey: keys.job(source, id),
      queryFn: ({ signal }) => callApi<JobDetail>(jobPath(source, id), { signal }),
      structuralSharing: (held, fetched) => newerDetail(held as JobDetail | undefined, fetched as JobDetail),
    }),

  /** The end of the log, and with it the number of its newest line. */
  logEnd: (source: string, id: string, attempt: number | null) =>
    queryOptions({
      queryKey: keys.logEnd(source, id, attempt),
      queryFn: ({ signal }) =>
        callApi<LogPage>(
          withParams(`${jobPath(source, id)}/logs`, { tail: "true", limit: LOG_LINES_AT_END, run: attempt }),
          { signal },
        ),
    }),

  /** One line of the log with its whole message. Lines never change. */
  logLine: (source: string, id: string, attempt: number | null, seq: number) =>
    queryOptions({
      queryKey: keys.logLine(source, id, attempt, seq),
      queryFn: ({ signal }) =>
        callApi<WholeLogLine>(withParams(`${jobPath(source, id)}/logs/${seq}`, { run: attempt }), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),

  /** Which lines of the log match, part after part; each part says how far it came. */
  logMatches: (source: string, id: string, attempt: number | null, search: LogSearchParams) =>
    infiniteQueryOptions({
      queryKey: keys.logMatches(source, id, attempt, search),
      queryFn: ({ signal, pageParam: after }) =>
        callApi<LogMatches>(
          withParams(`${jobPath(source, id)}/logs/matches`, {
            ...search,
            after,
            limit: search.q === "" ? LOG_MATCHES_AT_ONCE : null,
            run: attempt,
          }),
          { signal },
        ),
      initialPageParam: 0,
      getNextPageParam: (page) => (page.stopped === "pattern" ? null : page.to),
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnReconnect: false,
      retry: false,
      gcTime: 0,
    }),

  /** The last lines of a job's log, to stand beside its error. */
  lastLines: (source: string, id: string) =>
    queryOptions({
      queryKey: [...keys.allLogs(source, id), "last-lines"],
      queryFn: ({ signal }) =>
        callApi<LogPage>(withParams(`${jobPath(source, id)}/logs`, { tail: "true", limit: LAST_LINES }), { signal }),
    }),

  /** The failed tasks of a job, to stand beside its error. */
  failedTasks: (source: string, id: string) =>
    queryOptions({
      queryKey: [...keys.allTasks(source, id), "failed"],
      queryFn: ({ signal }) =>
        callApi<TaskPage>(withParams(`${jobPath(source, id)}/tasks`, { state: "Failed", limit: FAILED_TASKS }), {
          signal,
        }),
    }),

  /** What is known of failures like this job's. */
  failureHistory: (source: string, id: string) =>
    queryOptions({
      queryKey: keys.failureHistory(source, id),
      queryFn: ({ signal }) => callApi<FailureHistory>(`${jobPath(source, id)}/failure-history`, { signal }),
    }),

  /** What stands between a queued job and its start. */
  queuePlace: (source: string, id: string) =>
    queryOptions({
      queryKey: keys.queuePlace(source, id),
      queryFn: ({ signal }) => callApi<QueuePlace>(`${jobPath(source, id)}/queue`, { signal }),
    }),

  /** What `run:` rooms pushed of the log since the page opened; written by the live feed, never fetched. */
  liveLines: (source: string, id: string) =>
    queryOptions({
      queryKey: keys.liveLines(source, id),
      queryFn: (): LogLine[] => [],
      initialData: [],
      enabled: false,
    }),

  /** What `run:` rooms pushed of the tasks since the page opened; written by the live feed, never fetched. */
  liveTasks: (source: string, id: string) =>
    queryOptions({
      queryKey: keys.liveTasks(source, id),
      queryFn: (): LiveTasks => new Map(),
      initialData: (): LiveTasks => new Map(),
      structuralSharing: false,
      enabled: false,
    }),

  /** The jobs of the same agent around this one. Nobody pushes them: they are as of when they were read. */
  history: (source: string, id: string) =>
    queryOptions({
      queryKey: keys.history(source, id),
      queryFn: ({ signal }) => readHistory({ source, id }, signal),
    }),

  /** Two runs. It is read anew for each `state` that the first job comes to; what was shown stays until then. */
  comparison: (source: string, id: string, asked: ComparisonRead, state: JobState) =>
    queryOptions({
      queryKey: keys.comparison(source, id, asked, state),
      queryFn: ({ signal }) => callApi<RunComparison>(comparisonPath(source, id, asked), { signal }),
      placeholderData: (held, before) => (isSameRead(before?.queryKey[4], asked) ? held : undefined),
      retry: false,
    }),

  /** A text of a job by windows of lines. The first says how many there are. */
  documentLines: ({ source, id, name, attempt }: DocumentKey) => ({
    size: LINES_A_WINDOW,
    options: (window: number) => ({
      queryKey: [...keys.document({ source, id, name, attempt }), window],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const read = { from: window * LINES_A_WINDOW, run: attempt };
        const path = `${jobPath(source, id)}/documents/${name}/lines`;
        return callApi<DocumentLines>(withParams(path, read), { signal });
      },
      gcTime: WINDOW_KEPT_MS,
      structuralSharing: false as const,
      retry: false as const,
    }),
  }),

  /** The definition of a job's agent as it is now, laid out. The API takes none that is long. */
  agentText: (source: string, id: string) =>
    queryOptions({
      queryKey: [...keys.document({ source, id, name: "agent", attempt: null }), "whole"],
      queryFn: ({ signal }) => callText(documentPath({ source, id, name: "agent", attempt: null }), signal),
      gcTime: WINDOW_KEPT_MS,
      retry: false,
    }),
};

function isSameRead(one: unknown, other: ComparisonRead): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function comparisonPath(source: string, id: string, { attempt, other }: ComparisonRead): string {
  return withParams(`${jobPath(source, id)}/comparison`, {
    run: attempt,
    "with-source": other.source,
    "with-id": other.id,
    "with-run": other.attempt,
  });
}

/** The address of a text of a job, whole. */
export function documentPath({ source, id, name, attempt }: DocumentKey): string {
  return withParams(`${jobPath(source, id)}/documents/${name}`, { run: attempt });
}

/** The jobs of the same agent around this one, past everything that is cached. */
export function readHistory(
  { source, id }: { source: string; id: string },
  signal?: AbortSignal,
): Promise<AgentHistory> {
  return callApi<AgentHistory>(`${jobPath(source, id)}/history`, signal === undefined ? {} : { signal });
}
