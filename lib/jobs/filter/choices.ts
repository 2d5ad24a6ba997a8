import { TRIGGERS } from "../model.ts";
import { JOB_STATES, type JobState } from "../state.ts";
import type { ChoiceKey } from "./model.ts";
import { nearest } from "./suggest.ts";
import { writeState } from "./written-state.ts";

/** The values of keys that have a fixed set of them, as they are written in a filter; null for other keys. */
export function fixedChoices(key: ChoiceKey): readonly string[] | null {
  if (key === "state") return WRITTEN_STATES;
  return key === "trigger" ? TRIGGERS : null;
}

const WRITTEN_STATES = JOB_STATES.map(writeState);
const STATE_BY_NAME = new Map<string, JobState>([
  ...JOB_STATES.map((state) => [state.toLowerCase(), state] as const),
  ["crawled", "ExecutionCompleted"],
  ["canceled", "Cancelled"],
  ["canceling", "Cancelling"],
]);

/** Words of other systems for what a state is called here. */
const MEANT: Record<string, string> = {
  running: "executing",
  active: "executing",
  started: "executing",
  pending: "queued",
  waiting: "queued",
  scheduled: "queued",
  success: "completed",
  succeeded: "completed",
  finished: "completed",
  done: "completed",
  ok: "completed",
  error: "failed",
  errored: "failed",
  failure: "failed",
  aborted: "cancelled",
  stopped: "cancelled",
  cron: "scheduled",
  schedule: "scheduled",
  user: "manual",
};

/** Reads one value of a key as the model writes it; otherwise says what is wrong with it. */
export function readChoice(key: ChoiceKey, written: string): string | { problem: string; fix?: string } {
  const fixed = fixedChoices(key);
  if (fixed === null) return written;
  const lower = written.toLowerCase();
  const known = key === "state" ? STATE_BY_NAME.get(lower) : fixed.find((each) => each === lower);
  if (known !== undefined) return known;
  const meant = fixed.find((each) => each === MEANT[lower]) ?? nearest(written, fixed);
  if (meant === undefined) return { problem: `no ${key} "${written}"; use one of ${fixed.join(", ")}` };
  return { problem: `no ${key} "${written}"; did you mean ${meant}?`, fix: meant };
}
