import type { JobState } from "./state.ts";

/** An instant as ISO 8601 in UTC with milliseconds, as `Date.toISOString()` writes it. */
export type Instant = string;

/** What caused a job to be. */
export const TRIGGERS = ["manual", "scheduled", "api", "retry"] as const;
export type Trigger = (typeof TRIGGERS)[number];

/**
 * One row of a job list: everything the list, the panels and live patches need, never a payload, result or log.
 * `null` means unknown or not yet, never zero. `version` grows by one with each change of the job, so that patches
 * can be applied in any order and more than once.
 */
export interface JobRow {
  source: string;
  id: string;
  agentId: string | null;
  agentName: string | null;
  name: string;
  /** The agent's type, as its backend calls it: `scraping`, `crawling`, … */
  type: string;
  state: JobState;
  /** The backend's own word for the state, word for word. */
  rawStatus: string;
  /** Null where the source does not say. */
  trigger: Trigger | null;
  /** 0 to 100; higher runs first. */
  priority: number;
  /** 0 to 100 over both halves of the run; null while unknown. */
  percent: number | null;
  /** What the job is doing now, in a few words: the page, the step. Null when it is not running. */
  activity: string | null;
  tasksExpected: number | null;
  tasksTotal: number | null;
  tasksCompleted: number | null;
  tasksFailed: number | null;
  /** Items found by the crawl. */
  cluesTotal: number | null;
  /** Rows stored as results. */
  resultsTotal: number | null;
  createdAt: Instant;
  queuedAt: Instant | null;
  scheduledAt: Instant | null;
  startedAt: Instant | null;
  endedAt: Instant | null;
  updatedAt: Instant;
  /** From earlier runs of the same agent; null when there are too few of them. */
  expectedEndAt: Instant | null;
  error: string | null;
  /** The error with numbers, ids, URLs and quoted text taken out; equal for failures of one kind. */
  errorFingerprint: string | null;
  /** Something the operator should know although the job did not fail. */
  warning: string | null;
  /** The id, in the same source, of the job that this one retries. */
  retryOf: string | null;
  scheduleId: string | null;
  /** The name and the id of who started it; null for schedules, and where the source does not say. */
  startedBy: string | null;
  startedById: string | null;
  tags: string[];
  /** The attempt under way or last made, from 1; 0 before the first. */
  attempt: number;
  maxAttempts: number;
  version: number;
}

/** The fields of a job that changed, with its key and the version it then had. */
export type JobPatch = Pick<JobRow, "source" | "id" | "version"> & Partial<JobRow>;

/**
 * One attempt at a job: the 42 columns of CluedIn's job run under their own names in camelCase, and three of ours
 * (`source`, `attempt`, `version`). Elapsed times are milliseconds. Null means that the backend does not report it.
 */
export interface JobRun {
  source: string;
  attempt: number;
  version: number;
  id: number;
  jobId: string;
  agentId: string | null;
  agentKey: string | null;
  updateDate: Instant;
  agentResultIsSuccess: boolean | null;
  agentResultIsCancellationRequested: boolean | null;
  agentResultMessage: string | null;
  agentState: JobState;
  agentQueuedDate: Instant | null;
  agentStartTime: Instant | null;
  agentEndTime: Instant | null;
  agentElapsedQueuedTime: number | null;
  agentElapsedExecutionTime: number | null;
  agentPercentCompleted: number | null;
  agentLastSubmittedDate: Instant | null;
  agentExpectedTasksCount: number | null;
  agentTasksCount: number | null;
  agentTasksQueuedCount: number | null;
  agentTasksCompletedCount: number | null;
  agentTasksFailedCount: number | null;
  agentCluesCount: number | null;
  agentCluesQueuedCount: number | null;
  agentCluesCompletedCount: number | null;
  agentCluesFailedCount: number | null;
  processingState: JobState | null;
  processingQueuedDate: Instant | null;
  processingStartTime: Instant | null;
  processingEndTime: Instant | null;
  processingTasksCount: number | null;
  processingTasksQueuedCount: number | null;
  processingTasksCompletedCount: number | null;
  processingTasksFailedCount: number | null;
  processingTasksSkippedCount: number | null;
  processingTaskRetriesCount: number | null;
  processingTasksAlreadyExistsCount: number | null;
  processingTasksAlreadyUpToDateCount: number | null;
  processingTasksIgnoredCount: number | null;
  processingTasksReceivedPayloadsCount: number | null;
  processingTasksReceivedCluesCount: number | null;
  processingTasksReceivedLogLinesCount: number | null;
  processingUpdatedDate: Instant | null;
}

/** One unit of a run: a page for the built-in engine, a target or task for others. */
export interface Task {
  /** Place in the run, from 1. */
  seq: number;
  target: string;
  state: JobState;
  depth: number;
  resultsCount: number | null;
  httpStatus: number | null;
  queuedAt: Instant | null;
  startedAt: Instant | null;
  endedAt: Instant | null;
  error: string | null;
  /** The try that is to come, under way or last made, from 1, and how many there may be. */
  attempt: number;
  maxAttempts: number;
  /** When it may be tried again; null unless it waits for that. */
  dueAt: Instant | null;
  /** Why the try before this one failed; null at the first. */
  earlierError: string | null;
}

export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * One line of a run's log. `seq` counts from 1 without gaps; `task` is the task's seq, null for the run itself. Messages
 * are hostile text: they may hold anything but NUL, line breaks too.
 */
export interface LogLine {
  seq: number;
  at: Instant;
  level: LogLevel;
  message: string;
  task: number | null;
  /** Only where the message is cut: how many bytes the whole has. */
  bytes?: number;
}

/** How a stored item compares with what the agent had found before. */
export const RESULT_VERDICTS = ["new", "changed", "same"] as const;
export type ResultVerdict = (typeof RESULT_VERDICTS)[number];

/** One stored item. `data` is the item as JSON text, so that big numbers stay exact. */
export interface ResultRow {
  collection: number;
  seq: number;
  task: number | null;
  verdict: ResultVerdict | null;
  data: string;
}

export const COMMAND_ACTIONS = ["start", "cancel", "retry"] as const;
export type CommandAction = (typeof COMMAND_ACTIONS)[number];

/** What somebody asked of a job, and what became of it. */
export interface Command {
  id: number;
  action: CommandAction;
  actor: string;
  reason: string | null;
  requestedAt: Instant;
  /** When whoever runs the job had seen the command. */
  acknowledgedAt: Instant | null;
  finishedAt: Instant | null;
  /** `done`, `refused` or `failed` once finished. */
  outcome: "done" | "refused" | "failed" | null;
  /** The job that a start or a retry made. */
  resultJobId: string | null;
  /** The bulk action that it is part of; null for a command of its own. */
  bulkId: string | null;
  /** What a retry changed, as paths: `config.urls.0`, `params.season`. Null when it changed nothing. */
  edited: string[] | null;
}

/** What can be done to a job of a source. The UI shows a button only where its capability is there. */
export interface Capabilities {
  start: boolean;
  cancel: boolean;
  retry: boolean;
  /** With another configuration or other parameters. */
  retryWithEdits: boolean;
  logs: boolean;
  tasks: boolean;
  results: boolean;
}
