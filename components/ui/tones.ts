import type { Tone } from "../../lib/jobs/presentation.ts";

/** Text and icons in the hue of a state. */
export const INK: Record<Tone, string> = {
  queued: "text-queued",
  executing: "text-executing",
  crawled: "text-crawled",
  submitting: "text-submitting",
  cancelling: "text-cancelling",
  completed: "text-completed",
  failed: "text-failed",
  cancelled: "text-cancelled",
  unknown: "text-unknown",
};

/** Bars and dots in the hue of a state. */
export const MARK: Record<Tone, string> = {
  queued: "bg-queued-mark",
  executing: "bg-executing-mark",
  crawled: "bg-crawled-mark",
  submitting: "bg-submitting-mark",
  cancelling: "bg-cancelling-mark",
  completed: "bg-completed-mark",
  failed: "bg-failed-mark",
  cancelled: "bg-cancelled-mark",
  unknown: "bg-unknown-mark",
};

/** A quiet ground in the hue of a state, to stand behind its text. */
export const TINT: Record<Tone, string> = {
  queued: "bg-queued-tint",
  executing: "bg-executing-tint",
  crawled: "bg-crawled-tint",
  submitting: "bg-submitting-tint",
  cancelling: "bg-cancelling-tint",
  completed: "bg-completed-tint",
  failed: "bg-failed-tint",
  cancelled: "bg-cancelled-tint",
  unknown: "bg-unknown-tint ring-1 ring-inset ring-line-strong",
};
