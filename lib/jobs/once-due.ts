import type { Instant, JobRow } from "./model.ts";

/**
 * Since when a job waits for something other than its time: since `at`, or since the time that it is scheduled for where that is later.
 * Null while that time is to come, and when `at` is not known.
 */
export function onceDue(
  at: Instant | null,
  { scheduledAt }: Pick<JobRow, "scheduledAt">,
  now: Instant,
): Instant | null {
  // Instants are all written alike and sort as text.
  if (at === null || scheduledAt === null) return at;
  if (scheduledAt > now) return null;
  return scheduledAt > at ? scheduledAt : at;
}
