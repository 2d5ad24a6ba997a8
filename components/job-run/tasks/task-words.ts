import { formatDuration, formatExact, span } from "../../../lib/jobs/format.ts";
import type { Task } from "../../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";

const EARLIER_SHOWN = 200;
export const ENDS_BEFORE_START = "The source's clock ran backwards: it ends before it starts";

/** Whether the source says that the task ended before it started. */
export function runsBackwards({ startedAt, endedAt }: Pick<Task, "startedAt" | "endedAt">): boolean {
  return startedAt !== null && endedAt !== null && Date.parse(endedAt) < Date.parse(startedAt);
}

/** Which try of how many is meant: `try 2 of 3`, or of one that is yet to come, `waits for try 2 of 3`. Null with one try only. */
export function tryWords({
  attempt,
  maxAttempts,
  dueAt,
}: Pick<Task, "attempt" | "maxAttempts" | "dueAt">): string | null {
  if (maxAttempts === 1 || (attempt === 1 && dueAt === null)) return null;
  return `${dueAt === null ? "" : "waits for "}try ${attempt} of ${maxAttempts}`;
}

/** What is known of when a task was worked on, with the zone, as lines. */
export function taskTimes(task: Task, now: number): string[] {
  const { startedAt, endedAt, state, dueAt, earlierError } = task;
  const word = [STATE_PRESENTATION[state].word, tryWords(task)].filter((part) => part !== null).join(", ");
  const before = earlierError === null ? [] : [`The try before: ${plainLine(earlierError, EARLIER_SHOWN)}`];
  if (startedAt === null && dueAt !== null) return [word, `Not before ${formatExact(dueAt)}`, ...before];
  if (startedAt === null) return [`${word}, not started`, ...before];
  const length = formatDuration(span(startedAt, endedAt, now), { whole: endedAt === null });
  return [
    `${word}, ${length}`,
    `Started ${formatExact(startedAt)}`,
    ...(endedAt === null ? [] : [`Ended ${formatExact(endedAt)}`]),
    ...(runsBackwards(task) ? [ENDS_BEFORE_START] : []),
    ...before,
  ];
}

/** A text of a job in one line that nothing in it can break out of: without control and direction marks. */
export function plainLine(text: string, most: number): string {
  const plain = text
    .slice(0, most * 2)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}
