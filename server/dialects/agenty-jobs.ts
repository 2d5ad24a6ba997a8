import { jobToWire } from "../../lib/dialects/agenty/to-wire.ts";
import type { AgentyJob } from "../../lib/dialects/agenty/types.ts";
import type { Application } from "../app.ts";
import type { Principal } from "../auth/principal.ts";
import { isAppError } from "../http/route.ts";
import { PROGRAM_SOURCE } from "../services/program-jobs-service.ts";

/** A job as it is now. @throws AppError NOT_FOUND */
export async function answerJob({ services }: Application, principal: Principal, id: string): Promise<AgentyJob> {
  const { job, agentRef } = await services.programJobs.get(principal, id);
  return jobToWire(job, { agentRef, account: await services.programJobs.accountNumber(principal) });
}

/** Asks a job to stop. One that has ended is answered as it is: Agenty's SDK shows a completed job there. @throws AppError NOT_FOUND */
export async function askToStop({ services }: Application, principal: Principal, id: string): Promise<void> {
  try {
    await services.jobs.cancel(principal, { source: PROGRAM_SOURCE, id }, null);
  } catch (error) {
    if (!isAppError(error) || error.code !== "CONFLICT") throw error;
  }
}
