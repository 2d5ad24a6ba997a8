/** A job as Agenty's API tells of it. Times are ISO texts in UTC; null is not yet, or not known. */
export interface AgentyJob {
  job_id: number;
  /** The number of the organisation. */
  account_id: number;
  /** What the agent is called by programs; null for a job without one. */
  agent_id: string | null;
  /** The agent's type: `scraping`, `crawling`, … */
  type: string;
  /** One of `AGENTY_STATUSES`; `unknown` for what has no word there. */
  status: string;
  priority: number;
  /** Pages that are known so far. A crawl finds more as it goes. */
  pages_total: number;
  /** Pages that are over: `pages_succeeded` and `pages_failed` together. */
  pages_processed: number;
  pages_succeeded: number;
  pages_failed: number;
  /** Pages that would be paid for. Nothing is paid for here: those that succeeded. */
  pages_credit: number;
  created_at: string;
  started_at: string | null;
  /** When the job ended, also when it was stopped or aborted: no sign of success. */
  completed_at: string | null;
  /** When it ended because somebody stopped it. */
  stopped_at: string | null;
  /** Whether a schedule started it. */
  is_scheduled: boolean;
  /** How long it waited until it began, as `HH:MM:SS`. */
  queue_time: string | null;
  /** How long it ran, as `HH:MM:SS`; null before its end. */
  run_duration: string | null;
  error: string | null;
  /** Always null here, as are the two ids of workers: nobody keeps them. */
  ping_at: string | null;
  assigned_worker_id: number | null;
  running_worker_id: number | null;
}

/** A page of a list. */
export interface AgentyPage<Item> {
  /** How many there are in all. */
  total: number;
  limit: number;
  offset: number;
  /** How many are on this page. */
  returned: number;
  result: Item[];
}

/** A row of a result: the fields of one item. */
export type AgentyRow = Record<string, unknown>;

/** Answer of an export. */
export interface AgentyExport {
  /** Where the file can be had, without a key, for an hour. */
  downloadlink: string;
}

/** A file of a job. */
export interface AgentyFile {
  name: string;
  type: AgentyExportType;
  /** The collection whose rows it holds; null for the log. */
  collection: number | null;
  downloadlink: string;
}

export const AGENTY_EXPORT_TYPES = ["result", "logs"] as const;
export type AgentyExportType = (typeof AGENTY_EXPORT_TYPES)[number];

/** What lists of jobs can be sorted by. */
export const AGENTY_SORTS = [
  "job_id",
  "type",
  "priority",
  "created_at",
  "started_at",
  "completed_at",
  "queue_time",
  "run_duration",
] as const;
export type AgentySort = (typeof AGENTY_SORTS)[number];

export const AGENTY_ORDERS = ["asc", "desc"] as const;
export type AgentyOrder = (typeof AGENTY_ORDERS)[number];

/** An error as Agenty answers it: `status` is the HTTP status, `code` says which error it is. */
export interface AgentyError {
  status: number;
  code: string;
  name: string;
  message: string;
}
