import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { FailureWindow } from "../jobs/failure-window.ts";
import { filterOf } from "../jobs/filter/edit.ts";
import type { FilterKey } from "../jobs/filter/keys.ts";
import { serializeFilter } from "../jobs/filter/serialize.ts";
import type { Task } from "../jobs/model.ts";
import type { DocumentName } from "../jobs/shown-text.ts";
import { DEFAULT_SORT, type JobSort, type PAGE_SIZES } from "../jobs/sort.ts";
import type { JobState } from "../jobs/state.ts";
import { callApi } from "./client.ts";
import { newerPage, newerSummary } from "./merge.ts";
import type {
  Agent,
  BulkItem,
  FailureGroups,
  FilterValues,
  JobFacets,
  JobPage,
  JobRows,
  Page,
  Preference,
  PreferenceName,
  SavedView,
  Summary,
  Throughput,
} from "./types.ts";

export const JOBS_PER_PAGE = 50 satisfies (typeof PAGE_SIZES)[number];
/** The longest running jobs that the overview holds; fewer are all there are. */
export const EXECUTING_HELD = 100;
export const ENDED_FILTER = "state:completed,failed,cancelled";
export const ENDED_SHOWN = 20;
const AGENT_JOBS_SHOWN = 10;
/** As long as the server keeps them. */
const FILTER_VALUES_STALE_MS = 30_000;
/** For so long pages of the list are there again for whoever goes back to them. */
const LIST_KEPT_MS = 15 * 60_000;

/** Which text of which job. */
export interface DocumentKey {
  source: string;
  id: string;
  name: DocumentName;
  attempt: number | null;
}

/** Every query key of the console. A shorter key names all that begin with it. */
export const keys = {
  summary: ["summary"],
  throughput: ["throughput"],
  jobRows: ["job-rows"],
  executing: ["job-rows", "executing"],
  ended: ["job-rows", "ended"],
  jobLists: ["job-rows", "list"],
  jobList: ({ q, sort, limit, cursor }: JobListRead) => ["job-rows", "list", q, sort, limit, cursor],
  job: (source: string, id: string) => ["job", source, id],
  allTasks: (source: string, id: string) => ["job", source, id, "tasks"],
  liveTasks: (source: string, id: string) => ["job", source, id, "live-tasks"],
  allLogs: (source: string, id: string) => ["job", source, id, "logs"],
  logEnd: (source: string, id: string, attempt: number | null) => ["job", source, id, "logs", attempt, "end"],
  logLine: (source: string, id: string, attempt: number | null, seq: number) => [
    ...["job", source, id, "logs", attempt],
    seq,
  ],
  logMatches: (source: string, id: string, attempt: number | null, { level, task, q, regex }: LogSearchParams) => [
    ...["job", source, id, "logs", attempt],
    ...["matches", level, task, q, regex],
  ],
  liveLines: (source: string, id: string) => ["job", source, id, "live-lines"],
  allResults: (source: string, id: string) => ["job", source, id, "results"],
  history: (source: string, id: string) => ["job", source, id, "history"],
  comparison: (source: string, id: string, asked: ComparisonRead, state: JobState) => [
    "job",
    source,
    id,
    "comparison",
    asked,
    state,
  ],
  document: ({ source, id, name, attempt }: DocumentKey) => ["job", source, id, "document", name, attempt],
  failureHistory: (source: string, id: string) => ["job", source, id, "failure-history"],
  queuePlace: (source: string, id: string) => ["job", source, id, "queue"],
  agents: ["agents"],
  agent: (id: string) => ["agents", id],
  bulk: ["bulk"],
  allBulkPages: ["bulk", "page"],
  bulkPage: (cursor: string | null) => ["bulk", "page", cursor],
  bulkAction: (id: string) => ["bulk", "action", id],
  bulkItems: (id: string, outcome: BulkItem["outcome"]) => ["bulk", "items", id, outcome],
  bulkPreview: (asked: unknown) => ["bulk-preview", asked],
  allAgentJobs: ["job-rows", "agent"],
  agentJobs: (id: string) => ["job-rows", "agent", id],
  allFacets: ["job-facets"],
  facets: (q: string) => ["job-facets", q],
  filterValues: (key: FilterKey) => ["filter-values", key],
  allFailureGroups: ["failure-groups"],
  failureGroups: (q: string, window: FailureWindow) => ["failure-groups", q, window],
  savedViews: ["saved-views"],
  tokens: ["tokens"],
  sources: ["sources"],
  preference: (name: PreferenceName) => ["preferences", name],
} as const satisfies Record<string, unknown>;

/** Tasks that were pushed, by seq, each with the revision that it was pushed at. */
export type LiveTasks = ReadonlyMap<number, { revision: number; task: Task }>;

/** The address of one job in the API. */
export function jobPath(source: string, id: string): string {
  return `/api/jobs/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;
}

/** What lines of a log must be, as the API takes it; "" where anything will do. */
export interface LogSearchParams {
  level: string;
  task: number | null;
  q: string;
  regex: "true" | null;
}

/** The address of one agent in the API. */
export function agentPath(id: string): string {
  return `/api/agents/${encodeURIComponent(id)}`;
}

/** The address of one saved view in the API. */
export function viewPath(id: string): string {
  return `/api/views/${encodeURIComponent(id)}`;
}

/** The address of a preference in the API. */
export function preferencePath(name: PreferenceName): string {
  return `/api/preferences/${name}`;
}

/** A path with those parameters that have a value. */
export function withParams(path: string, params: Record<string, string | number | null>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== "") search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

/**
 * What the pages read, as TanStack Query options. Pushed changes patch what is cached; where an answer crosses a
 * pushed change on its way, the newer version of each row stays.
 */
export const queries = {
  summary: () =>
    queryOptions({
      queryKey: keys.summary,
      queryFn: ({ signal }) => callApi<Summary>("/api/summary", { signal }),
      structuralSharing: (held, fetched) => newerSummary(held as Summary | undefined, fetched as Summary),
    }),

  throughput: () =>
    queryOptions({
      queryKey: keys.throughput,
      queryFn: ({ signal }) => callApi<Throughput>("/api/throughput?minutes=60", { signal }),
    }),

  executing: () => jobPageOptions(keys.executing, withParams("/api/jobs/executing", { limit: EXECUTING_HELD })),

  ended: () => jobPageOptions(keys.ended, withParams("/api/jobs", { q: ENDED_FILTER, limit: ENDED_SHOWN })),

  /** One page of the list. What was shown before stays in sight until it is there. Nothing is read again by itself. */
  jobList: (read: JobListRead) =>
    queryOptions({
      queryKey: keys.jobList(read),
      queryFn: ({ signal }) => readJobList(read, signal),
      structuralSharing: (held, fetched) => newerPage(held as JobPage | undefined, fetched as JobPage),
      placeholderData: keepPreviousData,
      refetchOnReconnect: false,
      gcTime: LIST_KEPT_MS,
    }),

  /** Counts and histogram under a filter. What was counted for another filter stays in sight until they are there. */
  facets: (q: string) =>
    queryOptions({
      queryKey: keys.facets(q),
      queryFn: ({ signal }) => callApi<JobFacets>(withParams("/api/jobs/facets", { q }), { signal }),
      placeholderData: keepPreviousData,
      refetchOnReconnect: false,
    }),

  /** The values of a filter key among the most recent jobs, for completion. */
  filterValues: (key: FilterKey) =>
    queryOptions({
      queryKey: keys.filterValues(key),
      queryFn: ({ signal }) => callApi<FilterValues>(withParams("/api/jobs/values", { key }), { signal }),
      staleTime: FILTER_VALUES_STALE_MS,
      retry: false,
    }),

  agents: () =>
    queryOptions({ queryKey: keys.agents, queryFn: ({ signal }) => callApi<Page<Agent>>("/api/agents", { signal }) }),

  agent: (id: string) =>
    queryOptions({
      queryKey: keys.agent(id),
      queryFn: ({ signal }) => callApi<{ agent: Agent }>(agentPath(id), { signal }),
    }),

  /** Kinds of failure in a window. What was shown stays in sight until another filter or window has answered. */
  failureGroups: (q: string, window: FailureWindow) =>
    queryOptions({
      queryKey: keys.failureGroups(q, window),
      queryFn: ({ signal }) => callApi<FailureGroups>(withParams("/api/failures", { q, window }), { signal }),
      placeholderData: keepPreviousData,
    }),

  savedViews: () =>
    queryOptions({
      queryKey: keys.savedViews,
      queryFn: ({ signal }) => callApi<Page<SavedView>>("/api/views", { signal }),
    }),

  /** What the reader chose for themselves. Nobody else writes it: it is read once. */
  preference: <Name extends PreferenceName>(name: Name) =>
    queryOptions({
      queryKey: keys.preference(name),
      queryFn: ({ signal }) => callApi<Preference<Name>>(preferencePath(name), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  /** The latest jobs of one agent, by its id: those from before it was renamed too. */
  agentJobs: (id: string) =>
    jobPageOptions(
      keys.agentJobs(id),
      withParams("/api/jobs", {
        q: serializeFilter(filterOf({ agent: [id] })),
        limit: AGENT_JOBS_SHOWN,
      }),
    ),
};

/** Which attempt of a job to compare with which of another; null is the latest. */
export interface ComparisonRead {
  attempt: number | null;
  other: { source: string; id: string; attempt: number | null };
}

/** Which jobs, in which order, and which page of them. */
export interface JobListRead {
  /** The filter's text with times that need no zone: see `pinFilter`. */
  q: string;
  sort: JobSort;
  limit: number;
  cursor: string | null;
}

/** Reads one page of the list from the server, past everything that is cached. */
export function readJobList({ q, sort, limit, cursor }: JobListRead, signal?: AbortSignal): Promise<JobPage> {
  const order = sort === DEFAULT_SORT ? null : sort;
  const path = withParams("/api/jobs", { q, sort: order, cursor, limit });
  return callApi<JobPage>(path, signal === undefined ? {} : { signal });
}

/** The rows of these jobs as they are now; those that do not exist any more are left out. */
export function readJobRows(jobs: readonly { source: string; id: string }[]): Promise<JobRows> {
  const body = { jobs: jobs.map(({ source, id }) => ({ source, id })) };
  return callApi<JobRows>("/api/jobs/rows", { method: "POST", body });
}

function jobPageOptions(queryKey: readonly unknown[], path: string) {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }: { signal: AbortSignal }) => callApi<JobPage>(path, { signal }),
    structuralSharing: (held: unknown, fetched: unknown) => newerPage(held as JobPage | undefined, fetched as JobPage),
  });
}
