import type { JobDetail } from "../../lib/api/job-types.ts";

/**
 * The attempt that the address asks for, as its number; null for the latest, which is the one that is kept up to date. A
 * number that no attempt has means the latest too.
 */
export function chosenAttempt({ run, runs }: Pick<JobDetail, "run" | "runs">, asked: string | null): number | null {
  const found = runs.find(({ attempt }) => String(attempt) === asked);
  return found === undefined || found.id === run?.id ? null : found.attempt;
}

/** The detail as it is about one attempt. */
export function ofAttempt(detail: JobDetail, attempt: number | null): JobDetail {
  const run = attempt === null ? undefined : detail.runs.find((each) => each.attempt === attempt);
  return run === undefined ? detail : { ...detail, run };
}
