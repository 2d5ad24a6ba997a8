import type { LogLevel, ResultVerdict, Trigger } from "./model.ts";
import type { CountName, JobState } from "./state.ts";

/** A hue of the design tokens: `--color-{tone}` for text, `--color-{tone}-mark` for marks, `--color-{tone}-tint` behind text. */
export type Tone =
  | "queued"
  | "executing"
  | "crawled"
  | "submitting"
  | "cancelling"
  | "completed"
  | "failed"
  | "cancelled"
  | "unknown";

/** The shape that goes with a state; `components/jobs/state-icon.tsx` draws it. */
export type StateIconName =
  | "clock"
  | "spinner"
  | "half-disc"
  | "arrow-up"
  | "hand"
  | "check"
  | "cross"
  | "slashed"
  | "question";

export interface StatePresentation {
  /** The word an operator reads. */
  word: string;
  /** One sentence for a tooltip. */
  meaning: string;
  tone: Tone;
  icon: StateIconName;
}

/** How each state looks and reads, everywhere. */
export const STATE_PRESENTATION: Record<JobState, StatePresentation> = {
  Unknown: {
    word: "Unknown",
    meaning: "The source reports a status that has no meaning here",
    tone: "unknown",
    icon: "question",
  },
  Queued: { word: "Queued", meaning: "Waiting for its turn", tone: "queued", icon: "clock" },
  Executing: { word: "Executing", meaning: "The agent is at work", tone: "executing", icon: "spinner" },
  ExecutionCompleted: {
    word: "Crawled",
    meaning: "Execution completed: the agent is done, processing has yet to begin",
    tone: "crawled",
    icon: "half-disc",
  },
  Submitting: {
    word: "Submitting",
    meaning: "The agent is done; what it found is being processed",
    tone: "submitting",
    icon: "arrow-up",
  },
  Cancelling: {
    word: "Cancelling",
    meaning: "Asked to stop; it has not stopped yet",
    tone: "cancelling",
    icon: "hand",
  },
  Completed: { word: "Completed", meaning: "Both halves are done", tone: "completed", icon: "check" },
  Cancelled: { word: "Cancelled", meaning: "Stopped by request", tone: "cancelled", icon: "slashed" },
  Failed: { word: "Failed", meaning: "Ended with an error", tone: "failed", icon: "cross" },
};

export interface CountPresentation {
  word: string;
  tone: Tone;
  icon: StateIconName;
}

/** How each of the counts looks and reads. */
export const COUNT_PRESENTATION: Record<CountName, CountPresentation> = {
  queued: { word: "Queued", tone: "queued", icon: "clock" },
  executing: { word: "Executing", tone: "executing", icon: "spinner" },
  completed: { word: "Completed", tone: "completed", icon: "check" },
  failed: { word: "Failed", tone: "failed", icon: "cross" },
  cancelled: { word: "Cancelled", tone: "cancelled", icon: "slashed" },
  unknown: { word: "Unknown", tone: "unknown", icon: "question" },
};

/** What caused a job, as a phrase after "started". */
export const TRIGGER_PHRASE: Record<Trigger, string> = {
  manual: "by hand",
  scheduled: "by schedule",
  api: "through the API",
  retry: "as a retry",
};

/** The same of a job of which it may not be known; then null. */
export function triggerPhrase(trigger: Trigger | null): string | null {
  return trigger === null ? null : TRIGGER_PHRASE[trigger];
}

export const LEVEL_PRESENTATION: Record<LogLevel, { word: string; short: string; tone: Tone }> = {
  debug: { word: "Debug", short: "DBG", tone: "unknown" },
  info: { word: "Info", short: "INF", tone: "queued" },
  warning: { word: "Warning", short: "WRN", tone: "cancelling" },
  error: { word: "Error", short: "ERR", tone: "failed" },
};

export const VERDICT_PRESENTATION: Record<ResultVerdict, { word: string; meaning: string; tone: Tone }> = {
  new: { word: "New", meaning: "Not found in an earlier run", tone: "completed" },
  changed: { word: "Changed", meaning: "Found before with other values", tone: "executing" },
  same: { word: "Same", meaning: "Found before with the same values", tone: "cancelled" },
};
