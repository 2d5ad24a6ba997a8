import { setTimeout as sleep } from "node:timers/promises";
import { hasEnded } from "../../lib/jobs/state.ts";
import type { Application } from "../app.ts";
import type { Principal } from "../auth/principal.ts";
import { PROGRAM_SOURCE, type ProgramJobDetail } from "../services/program-jobs-service.ts";

/** So long a cancel waits for the job to stop, which mostly takes a moment. */
const STOPS_WITHIN_MS = 5000;

/**
 * Cancels a job and waits a short while until it has stopped. Returns it as it is then.
 * @throws AppError NOT_FOUND; CONFLICT when it has ended before
 */
export async function stopJob(
  { services }: Application,
  principal: Principal,
  id: string,
  reason: string | null,
): Promise<ProgramJobDetail> {
  const until = performance.now() + STOPS_WITHIN_MS;
  await services.jobs.cancel(principal, { source: PROGRAM_SOURCE, id }, reason);
  for (let waitMs = 20; ; waitMs = Math.min(2 * waitMs, 200)) {
    const found = await services.programJobs.get(principal, id);
    if (hasEnded(found.job.state) || performance.now() > until) return found;
    await sleep(waitMs);
  }
}
