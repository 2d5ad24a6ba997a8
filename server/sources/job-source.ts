import type { ReportedCounts, ReportedDetail, ReportedLogLine } from "../../lib/dialects/reported-detail.ts";
import type { ReportedJob } from "../../lib/dialects/reported-job.ts";
import type { Capabilities } from "../../lib/jobs/model.ts";
import type { BackendKind } from "../../lib/sources/kinds.ts";

/** A part of a list, the newest first. */
export interface ListRequest {
  /** One of the source's partitions. */
  partition: string;
  /** How many of the newest to pass over, and the most to be answered. */
  offset: number;
  limit: number;
  /** Only these, where the source can tell them apart: see `listsActive`. */
  activeOnly?: boolean;
}

export interface ListedJobs {
  jobs: ReportedJob[];
  /** How many there are in all; null when the source does not say. */
  total: number | null;
  /** How many items the answer had, those without an id and doubles too: the next page begins after so many. */
  returned: number;
  /** What could not be used, in words: "2 items without an id". */
  notices: string[];
}

export interface RequestedStart {
  /** What the backend calls the agent, job type or project. */
  agentId: string;
  /** JSON text of an object. */
  params: string | null;
  /** What the backend answers of a job that this one is to be like, in what `params` does not say. */
  like: string | null;
  scheduledAt: Date | null;
}

export interface ReportedLog {
  lines: ReportedLogLine[];
  /** How many of its own lines the answer had: the next part begins after so many. A message may have several. */
  returned: number;
  /**
   * It gives its newest lines only, and these are they, whatever place was asked for: they take the place of what was read before,
   * and earlier ones are not to be had.
   */
  newestOnly: boolean;
  /** How many lines there are in all; null when it does not say. */
  total: number | null;
}

export interface ReportedRows {
  /** Each the JSON text of an object, big numbers as they came. */
  rows: string[];
  total: number | null;
}

/** What a backend says by itself of a job under way. */
export interface SourceSubscriber {
  /** What is known of the job changed: read it again, or take what came along. */
  changed(job: Partial<ReportedJob>): void;
  /** The connection ended; `error` is undefined when the job has. */
  closed(error?: Error): void;
}

/**
 * A job backend, as the console asks it. Jobs are known by the backend's own ids, as text. Whatever fails fails with a
 * BackendError, and within the client's time limits; a call is given up when `signal` aborts. What a capability does not
 * promise is absent.
 */
export interface JobSource {
  readonly kind: BackendKind | "local";
  readonly capabilities: Capabilities;
  /** What lists are of: one empty text where there is one list of all jobs. */
  readonly partitions: readonly string[];
  /** The most jobs that one call of `list` answers. */
  readonly pageLimit: number;
  /** Whether `activeOnly` of `list` works: it then answers all that are not known to have ended, or all that run. */
  readonly listsActive: boolean;
  /** Whether its lists may say what was so a while ago: what runs is then asked for job by job. */
  readonly listsLate: boolean;
  /** Whether its lists are numbered pages: an offset between two of them answers only what is left of one. */
  readonly listsPages: boolean;

  list(request: ListRequest, signal: AbortSignal): Promise<ListedJobs>;
  /** Everything about one job; null when the backend has no such job. */
  get(id: string, signal: AbortSignal): Promise<ReportedDetail | null>;
  counts?(signal: AbortSignal): Promise<ReportedCounts>;
  /** The job that was made. */
  start?(request: RequestedStart, signal: AbortSignal): Promise<ReportedJob>;
  /** What is known of the job afterwards; null when the backend only said that it will. */
  cancel?(id: string, reason: string | null, signal: AbortSignal): Promise<ReportedJob | null>;
  /** The new job. */
  retry?(id: string, signal: AbortSignal): Promise<ReportedJob>;
  /** Log lines from a place on, where `get` does not have them. */
  logs?(id: string, range: { offset: number; limit: number }, signal: AbortSignal): Promise<ReportedLog>;
  /** Result rows of a collection (from 1) from a place on. */
  results?(
    id: string,
    range: { collection: number; offset: number; limit: number },
    signal: AbortSignal,
  ): Promise<ReportedRows>;
  /** Listens to one job until `signal` aborts. */
  subscribe?(id: string, subscriber: SourceSubscriber, signal: AbortSignal): void;
}

/** What a call is for, the most urgent first: when calls have to wait for the limit, these go before those. */
export const URGENCIES = ["operator", "executing", "newest", "background"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** A backend as `createJobSource` opens it: one limit and one set of connections for all that is asked of it. */
export interface OpenSource {
  at(urgency: Urgency): JobSource;
  /** Lets go of connections. */
  close(): Promise<void>;
}

/** The most that one call of `logs` or `results` may ask for. */
export const MOST_ROWS = 2500;
