import type { Command, Instant, JobRow, JobRun } from "../../../lib/jobs/model.ts";
import type { Tone } from "../../../lib/jobs/presentation.ts";

export interface Stretch {
  label: "Queue" | "Agent" | "Processing";
  tone: Tone;
  from: Instant | null;
  /** Null while it goes on. */
  to: Instant | null;
  /** Place in the whole, 0 to 1. */
  left: number;
  width: number;
}

export interface Mark {
  label: string;
  at: Instant;
  left: number;
}

export interface Timeline {
  from: Instant;
  to: Instant | null;
  stretches: Stretch[];
  marks: Mark[];
}

/**
 * The attempt laid out over time: its time in the queue, the agent's half, the processing half, and where a cancel was
 * asked for and seen. Null before there is any time to show.
 */
export function runTimeline(
  job: JobRow,
  run: JobRun | null,
  commands: readonly Command[],
  now: number,
): Timeline | null {
  const queuedAt = run?.agentQueuedDate ?? job.queuedAt;
  const startedAt = run?.agentStartTime ?? job.startedAt;
  const from = queuedAt ?? startedAt;
  if (from === null) return null;
  const to = run?.processingEndTime ?? job.endedAt ?? null;
  const agentEnd = run?.agentEndTime ?? job.endedAt;
  const processingFrom = run?.processingStartTime ?? null;

  const start = Date.parse(from);
  const end = to === null ? now : Math.max(Date.parse(to), Date.parse(job.endedAt ?? to));
  const whole = Math.max(1, end - start);
  const place = (at: Instant | null, otherwise: number) =>
    Math.min(1, Math.max(0, ((at === null ? otherwise : Date.parse(at)) - start) / whole));

  const stretch = (label: Stretch["label"], tone: Tone, begin: Instant | null, finish: Instant | null): Stretch => {
    const left = place(begin, start);
    return { label, tone, from: begin, to: finish, left, width: begin === null ? 0 : place(finish, end) - left };
  };

  return {
    from,
    to,
    stretches: [
      stretch("Queue", "queued", queuedAt, startedAt ?? job.endedAt),
      stretch("Agent", "executing", startedAt, agentEnd),
      stretch("Processing", "submitting", processingFrom, to),
    ],
    marks: cancelMarks(commands)
      .filter(({ at }) => Date.parse(at) >= start && Date.parse(at) <= end)
      .map((mark) => ({ ...mark, left: place(mark.at, end) })),
  };
}

function cancelMarks(commands: readonly Command[]): Omit<Mark, "left">[] {
  const cancel = commands.find((command) => command.action === "cancel");
  if (cancel === undefined) return [];
  const marks = [{ label: "Cancel asked", at: cancel.requestedAt }];
  if (cancel.acknowledgedAt !== null) marks.push({ label: "Cancel seen", at: cancel.acknowledgedAt });
  return marks;
}
