import type { JobRun } from "../../lib/jobs/model.ts";
import type { JobUpdate } from "../store/jobs.ts";
import type { RunUpdate } from "../store/runs.ts";

/** How far the agent half of a job's percent goes; the processing half takes the rest. */
const AGENT_SHARE = 80;

/** What became of the clues that processing has taken. Each clue is in exactly one of these. */
export interface Verdicts {
  /** Never found before: stored. */
  new: number;
  /** Known, with other content: stored. */
  changed: number;
  /** Known, with the same content: stored, so that the results of a run are all that it found. */
  same: number;
  /** Found already in this run, or left when the run was cancelled: not stored. */
  skipped: number;
  /** Empty, or without a required field: not stored. */
  ignored: number;
  /** Could not be stored. */
  failed: number;
}

/** The figures of a run. They are changed by making new ones, so that a transaction that fails changes none. */
export interface Progress {
  tasksExpected: number;
  tasksTotal: number;
  tasksRunning: number;
  tasksCompleted: number;
  tasksFailed: number;
  /** Tasks given up because the run ended before them. */
  tasksDropped: number;
  cluesFound: number;
  payloadsReceived: number;
  logLinesReceived: number;
  verdicts: Verdicts;
  processingRetries: number;
  /** 0 to 100, of the agent half and of the job; they never go back within an attempt. */
  agentPercent: number;
  percent: number;
}

export const NO_VERDICTS: Verdicts = { new: 0, changed: 0, same: 0, skipped: 0, ignored: 0, failed: 0 };

/** The figures that a run has so far. */
export function progressOf(run: Partial<JobRun>, percent: number | null): Progress {
  const agentTotal = run.agentTasksCount ?? 0;
  const completed = run.agentTasksCompletedCount ?? 0;
  const failed = run.agentTasksFailedCount ?? 0;
  return {
    tasksExpected: run.agentExpectedTasksCount ?? 0,
    tasksTotal: agentTotal,
    tasksRunning: 0,
    tasksCompleted: completed,
    tasksFailed: failed,
    tasksDropped: run.agentEndTime ? agentTotal - completed - failed : 0,
    cluesFound: run.agentCluesCount ?? 0,
    payloadsReceived: run.processingTasksReceivedPayloadsCount ?? 0,
    logLinesReceived: run.processingTasksReceivedLogLinesCount ?? 0,
    verdicts: {
      new: run.processingTasksCompletedCount ?? 0,
      changed: run.processingTasksAlreadyExistsCount ?? 0,
      same: run.processingTasksAlreadyUpToDateCount ?? 0,
      skipped: run.processingTasksSkippedCount ?? 0,
      ignored: run.processingTasksIgnoredCount ?? 0,
      failed: run.processingTasksFailedCount ?? 0,
    },
    processingRetries: run.processingTaskRetriesCount ?? 0,
    agentPercent: run.agentPercentCompleted ?? 0,
    percent: percent ?? 0,
  };
}

/** How many clues processing has taken. */
export function cluesTaken({ verdicts }: Progress): number {
  return Object.values(verdicts).reduce((sum, clues) => sum + clues, 0);
}

/** How many clues are stored as results. */
export function cluesStored({ verdicts }: Progress): number {
  return verdicts.new + verdicts.changed + verdicts.same;
}

/** The figures with their percentages brought up to date. */
export function withPercent(progress: Progress): Progress {
  const ended = progress.tasksCompleted + progress.tasksFailed;
  const agentPercent = Math.max(progress.agentPercent, share(ended, progress.tasksExpected));
  const processed = progress.cluesFound === 0 ? 0 : share(cluesTaken(progress), progress.cluesFound);
  const percent = (agentPercent * AGENT_SHARE + processed * (100 - AGENT_SHARE)) / 100;
  return { ...progress, agentPercent, percent: Math.max(progress.percent, round(percent)) };
}

/** The verdicts of two portions together. */
export function addVerdicts(one: Verdicts, other: Verdicts): Verdicts {
  return {
    new: one.new + other.new,
    changed: one.changed + other.changed,
    same: one.same + other.same,
    skipped: one.skipped + other.skipped,
    ignored: one.ignored + other.ignored,
    failed: one.failed + other.failed,
  };
}

/** The figures as columns of the job run. */
export function runColumns(progress: Progress): RunUpdate {
  const { verdicts } = progress;
  const taken = cluesTaken(progress);
  const left = progress.cluesFound - taken;
  return {
    agentPercentCompleted: progress.agentPercent,
    agentExpectedTasksCount: progress.tasksExpected,
    agentTasksCount: progress.tasksTotal,
    agentTasksQueuedCount:
      progress.tasksTotal -
      progress.tasksCompleted -
      progress.tasksFailed -
      progress.tasksRunning -
      progress.tasksDropped,
    agentTasksCompletedCount: progress.tasksCompleted,
    agentTasksFailedCount: progress.tasksFailed,
    agentCluesCount: progress.cluesFound,
    agentCluesQueuedCount: left,
    agentCluesCompletedCount: taken - verdicts.failed,
    agentCluesFailedCount: verdicts.failed,
    processingTasksCount: progress.cluesFound,
    processingTasksQueuedCount: left,
    processingTasksCompletedCount: verdicts.new,
    processingTasksFailedCount: verdicts.failed,
    processingTasksSkippedCount: verdicts.skipped,
    processingTaskRetriesCount: progress.processingRetries,
    processingTasksAlreadyExistsCount: verdicts.changed,
    processingTasksAlreadyUpToDateCount: verdicts.same,
    processingTasksIgnoredCount: verdicts.ignored,
    processingTasksReceivedPayloadsCount: progress.payloadsReceived,
    processingTasksReceivedCluesCount: progress.cluesFound,
    processingTasksReceivedLogLinesCount: progress.logLinesReceived,
  };
}

/** The figures as fields of the job's row. */
export function jobColumns(progress: Progress): JobUpdate {
  return {
    percent: progress.percent,
    tasksExpected: progress.tasksExpected,
    tasksTotal: progress.tasksTotal,
    tasksCompleted: progress.tasksCompleted,
    tasksFailed: progress.tasksFailed,
    cluesTotal: progress.cluesFound,
    resultsTotal: cluesStored(progress),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : round(Math.min(100, (part / whole) * 100));
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
