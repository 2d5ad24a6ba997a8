import type { QueuePlace } from "../../../lib/api/job-types.ts";
import { formatMoment, formatQuantity, span } from "../../../lib/jobs/format.ts";
import type { Instant, JobRow } from "../../../lib/jobs/model.ts";
import { onceDue } from "../../../lib/jobs/once-due.ts";

/** Whoever is next and still waits after this has perhaps nobody to take it. */
const SOON_MS = 30_000;

/** When a queued job may start, while that is still to come; null when it is not. */
export function startsLater({ scheduledAt }: Pick<JobRow, "scheduledAt">, now: number | null): Instant | null {
  return scheduledAt === null || (now !== null && Date.parse(scheduledAt) <= now) ? null : scheduledAt;
}

/** Since when a queued job waits for its turn; null while its time to start is to come. */
export function waitsSince(
  job: Pick<JobRow, "scheduledAt" | "queuedAt" | "createdAt">,
  now: number | null,
): Instant | null {
  return onceDue(job.queuedAt ?? job.createdAt, job, new Date(now ?? 0).toISOString());
}

/** Why a queued job does not run yet, as far as that is known; `place` is undefined until it has been read. */
export function waitingWords(
  job: Pick<JobRow, "attempt" | "scheduledAt" | "queuedAt" | "createdAt">,
  place: QueuePlace | undefined,
  now: number | null,
): string {
  const later = startsLater(job, now);
  if (later !== null && job.attempt > 0) return "Its next attempt, after a pause";
  if (later !== null) return now === null ? "Its time to start" : `Its time: it starts at ${formatMoment(later, now)}`;
  if (place === undefined) return "Its turn";
  const { ahead, aheadOfAgent, capped, executing, executingOfAgent, concurrency } = place;
  const more = capped ? "at least " : "";
  if (concurrency !== null && executingOfAgent !== null && executingOfAgent >= concurrency) {
    const limit = concurrency === 1 ? "one job at a time" : `${concurrency} jobs at a time`;
    const first = aheadOfAgent
      ? `, and ${more}${formatQuantity(aheadOfAgent, "of its jobs comes", "of its jobs come")} first`
      : "";
    return `Its agent runs ${limit}, which it does now${first}`;
  }
  if (ahead > 0) return `${more}${formatQuantity(ahead, "job comes", "jobs come")} before it`.replace(/^a/, "A");
  const waited = now === null ? 0 : (span(waitsSince(job, now), null, now) ?? 0);
  if (waited < SOON_MS) return "It is next: a worker takes it as soon as one is free";
  return executing > 0
    ? "It is next, and every worker seems to be taken"
    : "A worker: it is next and nothing else is executing, so perhaps no worker runs";
}
