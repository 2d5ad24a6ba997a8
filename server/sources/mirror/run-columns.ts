import type { ReportedDetail } from "../../../lib/dialects/reported-detail.ts";
import type { Instant, JobRow } from "../../../lib/jobs/model.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import type { RunUpdate } from "../../store/runs.ts";

type MirroredRun = RunUpdate & { agentState: NonNullable<RunUpdate["agentState"]> };

/**
 * The columns of a job's run: those that its backend tells, and where it tells of no runs, what the job itself says of its only
 * one. All else stays unknown.
 */
export function runColumns({ run, tasks }: ReportedDetail, job: JobRow): MirroredRun {
  if (run !== null) {
    const { id: _, jobId: __, updateDate: ___, ...columns } = run;
    return { ...columns, agentState: run.agentState ?? job.state };
  }
  const of = (state: string) => tasks?.filter((task) => task.state === state).length ?? null;
  return {
    agentId: job.agentId,
    agentState: job.state,
    agentResultIsSuccess: hasEnded(job.state) ? job.state === "Completed" : null,
    agentResultMessage: job.error,
    agentQueuedDate: job.queuedAt,
    agentStartTime: job.startedAt,
    agentEndTime: job.endedAt,
    agentElapsedQueuedTime: between(job.queuedAt, job.startedAt),
    agentElapsedExecutionTime: between(job.startedAt, job.endedAt),
    agentPercentCompleted: job.percent,
    agentExpectedTasksCount: job.tasksExpected,
    agentTasksCount: job.tasksTotal ?? tasks?.length ?? null,
    agentTasksQueuedCount: of("Queued"),
    agentTasksCompletedCount: job.tasksCompleted ?? of("Completed"),
    agentTasksFailedCount: job.tasksFailed ?? of("Failed"),
    agentCluesCount: job.cluesTotal,
  };
}

/** Null where one of the two is not known, and where the clock went backwards. */
function between(from: Instant | null, to: Instant | null): number | null {
  if (from === null || to === null) return null;
  const elapsed = Date.parse(to) - Date.parse(from);
  return elapsed < 0 ? null : elapsed;
}
