import type { JobDetail } from "../../../lib/api/job-types.ts";
import { AgentRuns } from "./agent-runs.tsx";
import { AttemptList } from "./attempt-list.tsx";

/** The attempts at this job, and the runs of its agent before and after it. */
export function AttemptsTab({ detail }: { detail: JobDetail }) {
  return (
    <>
      <AttemptList detail={detail} />
      <AgentRuns detail={detail} />
    </>
  );
}
