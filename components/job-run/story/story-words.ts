import { formatDuration, formatExact } from "../../../lib/jobs/format.ts";
import type { Tone } from "../../../lib/jobs/presentation.ts";
import type { Phase, PhaseKind, StoryMark } from "./story-model.ts";

export const BACKWARDS = "The source's clock ran backwards: what is drawn was put right";

/** How each kind of stretch looks, and what stands in it. */
export const PHASE_PRESENTATION: Record<PhaseKind, { word: string; tone: Tone; waiting: boolean }> = {
  queue: { word: "queued", tone: "queued", waiting: true },
  "retry-wait": { word: "retry wait", tone: "queued", waiting: true },
  agent: { word: "agent", tone: "executing", waiting: false },
  gap: { word: "handover", tone: "queued", waiting: true },
  processing: { word: "processing", tone: "submitting", waiting: false },
};

/** What a stretch is, for its tip and its description. */
export function phaseTitle({ kind, attempt }: Phase, attempts: number): string {
  const of = attempts > 1 ? `, attempt ${attempt}` : "";
  switch (kind) {
    case "queue":
      return `Waiting in the queue${of}`;
    case "retry-wait":
      return `Waiting before attempt ${attempt}`;
    case "agent":
      return `Agent half${of}`;
    case "gap":
      return `Between the halves${of}`;
    case "processing":
      return `Processing half${of}`;
  }
}

/** When and how long, with the zone, as lines. */
export function phaseTimes(phase: Phase, now: number): string[] {
  const { from, to, backwards } = phase;
  const length = formatDuration(Math.max(0, (to ?? now) - from), { whole: to === null });
  return [
    `From ${exact(from)}`,
    to === null ? "still going on" : `to ${exact(to)}`,
    length,
    ...(backwards ? [BACKWARDS] : []),
  ];
}

/** When a mark was, with the zone. */
export function markTimes({ at, after }: StoryMark): string[] {
  return [exact(at), ...(after === null ? [] : [`${formatDuration(after.ms)} after it was ${after.what}`])];
}

function exact(at: number): string {
  return formatExact(new Date(at).toISOString());
}
