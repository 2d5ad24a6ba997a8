import type { BulkAction, BulkState } from "../../lib/jobs/bulk.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import type { StateIconName, Tone } from "../../lib/jobs/presentation.ts";
import { VERB_WORDS } from "../jobs/bulk/bulk-words.ts";

/** How each state of an action looks and reads. */
const BULK_STATE: Record<BulkState, { word: string; meaning: string; tone: Tone; icon: StateIconName }> = {
  waiting: { word: "Waiting", meaning: "It begins in a moment and can still be undone", tone: "queued", icon: "clock" },
  running: { word: "Running", meaning: "It goes through its jobs", tone: "executing", icon: "spinner" },
  finished: { word: "Finished", meaning: "It has gone through all of its jobs", tone: "completed", icon: "check" },
  aborted: {
    word: "Stopped",
    meaning: "Somebody stopped it before its end; what was done stays",
    tone: "cancelled",
    icon: "hand",
  },
  undone: {
    word: "Undone",
    meaning: "It was undone before it began: no job was touched",
    tone: "cancelled",
    icon: "slashed",
  },
};

export function isOver({ state }: Pick<BulkAction, "state">): boolean {
  return state === "finished" || state === "aborted" || state === "undone";
}

/** The state as a reader should take it: one that finished with failures is not all green. */
export function presentationOf(action: Pick<BulkAction, "state" | "failed">) {
  const presentation = BULK_STATE[action.state];
  if (action.state !== "finished" || action.failed === 0) return presentation;
  return {
    ...presentation,
    word: `Finished, ${formatCount(action.failed)} failed`,
    tone: "failed" as const,
    icon: "cross" as const,
  };
}

/** `Retry 1,204 jobs`. */
export function titleOf({ verb, eligible }: Pick<BulkAction, "verb" | "eligible">): string {
  return `${VERB_WORDS[verb].word} ${formatQuantity(eligible, "job")}`;
}

/** Shares of the eligible jobs in percent, for a bar: what was done, what failed, what was passed over. */
export function sharesOf({
  eligible,
  done,
  failed,
  skipped,
}: Pick<BulkAction, "eligible" | "done" | "failed" | "skipped">) {
  const whole = Math.max(eligible, done + failed + skipped, 1);
  const share = (part: number) => (part / whole) * 100;
  return { done: share(done), failed: share(failed), skipped: share(skipped), all: share(done + failed + skipped) };
}

/** How far it is or how it ended, in a line: `420 of 1,204 done, 3 failed`. */
export function progressInWords(action: BulkAction): string {
  const { eligible, done, failed, skipped, state } = action;
  if (state === "undone") return "No job was touched";
  if (state === "waiting") return formatQuantity(eligible, "job");
  const parts = [
    done === eligible ? `All ${formatCount(eligible)} done` : `${formatCount(done)} of ${formatCount(eligible)} done`,
  ];
  if (eligible === 1 && done === 1) parts[0] = "Done";
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (skipped > 0) parts.push(`${formatCount(skipped)} passed over`);
  return parts.join(", ");
}

/** What came of it, for a message: `Retried 3 jobs`. */
export function outcomeInWords(action: BulkAction): { title: string; detail: string | null } {
  const { verb, eligible, done, failed, skipped, state } = action;
  const { word, did } = VERB_WORDS[verb];
  if (state === "undone") return { title: `Undone: no job was ${did.toLowerCase()}`, detail: null };
  const left = [
    failed > 0 ? `${formatCount(failed)} could not be: ${action.failures[0]?.reason ?? "no reason given"}` : null,
    skipped > 0
      ? `${formatCount(skipped)} ${skipped === 1 ? "was" : "were"} passed over, no longer as ${skipped === 1 ? "it was" : "they were"}.`
      : null,
  ].filter((part) => part !== null);
  const detail = left.length === 0 ? null : left.join(" ");
  if (state === "aborted") {
    return { title: `${word} stopped: ${formatCount(done)} of ${formatQuantity(eligible, "job")} done`, detail };
  }
  return {
    title:
      done === eligible
        ? `${did} ${formatQuantity(done, "job")}`
        : `${did} ${formatCount(done)} of ${formatQuantity(eligible, "job")}`,
    detail,
  };
}

/** One line about what is running now, for a badge; null when nothing is. */
export function runningInWords(actions: readonly BulkAction[]): { short: string; long: string } | null {
  const running = actions.filter((action) => !isOver(action));
  const [first] = running;
  if (first === undefined) return null;
  if (running.length > 1) {
    return { short: `${running.length} running`, long: `${running.length} bulk actions are running` };
  }
  const gone = first.done + first.failed + first.skipped;
  return {
    short: `${formatCount(gone)}/${formatCount(first.eligible)}`,
    long: `${VERB_WORDS[first.verb].doing} ${formatCount(first.eligible)}: ${formatCount(first.done)} done`,
  };
}

/** How long until it is through at the pace it has had, in milliseconds; null when that cannot be told. */
export function timeLeft(action: BulkAction, now: number): number | null {
  const gone = action.done + action.failed + action.skipped;
  if (action.state !== "running" || action.startedAt === null || gone === 0) return null;
  const elapsed = now - Date.parse(action.startedAt);
  if (elapsed < 1000) return null;
  return (elapsed / gone) * Math.max(0, action.eligible - gone);
}

/** The page of one action. */
export function bulkActionLink(id: string): string {
  return `/bulk-actions/${encodeURIComponent(id)}`;
}

/** The list of bulk actions. */
export function bulkActionsLink(cursor: string | null): string {
  return cursor === null ? "/bulk-actions" : `/bulk-actions?${new URLSearchParams({ cursor })}`;
}
