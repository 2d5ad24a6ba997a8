import { AppError, notFound } from "../errors.ts";
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
