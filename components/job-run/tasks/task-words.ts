import { formatDuration, formatExact, span } from "../../../lib/jobs/format.ts";
import type { Task } from "../../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";

export const ENDS_BEFORE_START = "The source's clock ran backwards: it ends before it starts";

/** Whether the source says that the task ended before it started. */
export function runsBackwards({ startedAt, endedAt }: Pick<Task, "startedAt" | "endedAt">): boolean {
  return startedAt !== null && endedAt !== null && Date.parse(endedAt) < Date.parse(startedAt);
}

/** What is known of when a task was worked on, with the zone, as lines. */
export function taskTimes(task: Task, now: number): string[] {
  const { startedAt, endedAt, state } = task;
  const word = STATE_PRESENTATION[state].word;
  if (startedAt === null) return [`${word}, not started`];
  const length = formatDuration(span(startedAt, endedAt, now), { whole: endedAt === null });
  return [
    `${word}, ${length}`,
    `Started ${formatExact(startedAt)}`,
    ...(endedAt === null ? [] : [`Ended ${formatExact(endedAt)}`]),
    ...(runsBackwards(task) ? [ENDS_BEFORE_START] : []),
  ];
}

/** A text of a job in one line that nothing in it can break out of: without control and direction marks. */
export function plainLine(text: string, most: number): string {
  const plain = text
    .slice(0, most * 2)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return plain.length > most ? `${plain.slice(0, most)}…` : plain;
}
