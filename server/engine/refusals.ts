import type { JobRow } from "../../lib/jobs/model.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import { AppError, notFound } from "../errors.ts";
import type { RetryRequest } from "../services/job-engine.ts";
import type { RetryState } from "../store/job-details.ts";
import type { JobKey } from "../store/jobs.ts";

/** 409: the job's own state does not allow this. A bulk action passes over such jobs. */
export class NotEligible extends AppError {
  /** `field` is the part of the request that would have it done all the same. */
  constructor(message: string, options: { field?: string } = {}) {
    super("CONFLICT", message, options);
  }
}

/** 404 for a job. */
export function noSuchJob({ id }: JobKey): AppError {
  return notFound(`Job ${id}`);
}

/** What became of one job of several, or why nothing did. @throws the latter */
export function orThrow<Result>([outcome]: readonly (Result | AppError)[]): Result {
  if (outcome === undefined) throw new Error("a command on one job had no outcome");
  if (outcome instanceof AppError) throw outcome;
  return outcome;
}

/** Why a job that has ended is not asked to stop. */
export function hasEndedAlready({ id, state }: Pick<JobRow, "id" | "state">): NotEligible {
  return new NotEligible(`Job ${id} has ended already: it is ${state}.`);
}

/**
 * Why a job is not retried, by its state and the retries that it has, the newest first; undefined when it is. A bulk action
 * retries none that was retried; anybody else waits until the last retry has ended, unless `again`.
 */
export function whyNotRetried(
  { id, state }: Pick<JobRow, "id" | "state">,
  retries: readonly RetryState[],
  { again, bulkId }: Pick<RetryRequest, "again" | "bulkId">,
): NotEligible | undefined {
  if (!hasEnded(state)) return new NotEligible(`Job ${id} has not ended: it is ${state}. Cancel it first.`);
  const [newest] = retries;
  if (newest !== undefined && bulkId !== undefined) {
    return new NotEligible(`Job ${id} was retried already, as job ${newest.id}.`);
  }
  const open = again ? undefined : retries.find((retry) => !hasEnded(retry.state));
  if (open === undefined) return undefined;
  return new NotEligible(
    `Job ${id} is being retried already, as job ${open.id}, which is ${open.state}. ` +
      "Wait until that has ended, or ask for another one all the same.",
    { field: "again" },
  );
}
