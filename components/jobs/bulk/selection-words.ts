import type { BulkVerb } from "../../../lib/jobs/bulk.ts";
import { choicesOf } from "../../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobState } from "../../../lib/jobs/state.ts";
import { isOfAnotherFilter, type JobSelection } from "../selection.ts";
import { VERB_WORDS } from "./bulk-words.ts";

/** Which jobs each verb can be used on, as far as their state tells. */
const FITS: Record<JobState, BulkVerb | null> = {
  Unknown: null,
  Queued: "cancel",
  Executing: "cancel",
  ExecutionCompleted: "cancel",
  Submitting: "cancel",
  Cancelling: null,
  Completed: null,
  Cancelled: "retry",
  Failed: "retry",
};
const VERBS = ["retry", "cancel"] as const satisfies readonly BulkVerb[];

/** How many jobs match the list's filter; `capped`: at least so many. */
export interface MatchTotal {
  count: number;
  capped: boolean;
}

export interface VerbOffer {
  verb: BulkVerb;
  /** `Cancel (1 of 3 can)`. */
  label: string;
}

/** What can be done to the selection, as far as the browser can tell: verbs that fit none of it are left out. */
export function verbsFor(selection: JobSelection): VerbOffer[] {
  if (selection.kind === "none") return [];
  if (selection.kind === "query") {
    const states = choicesOf(parseFilter(selection.q).filter, "state");
    const fits = (verb: BulkVerb) => states.length === 0 || states.some((state) => fitOf(state) === verb);
    return VERBS.filter(fits).map((verb) => ({ verb, label: VERB_WORDS[verb].word }));
  }
  const jobs = [...selection.jobs.values()];
  return VERBS.flatMap((verb) => {
    const can = jobs.filter(({ state }) => FITS[state] === verb).length;
    if (can === 0) return [];
    const { word } = VERB_WORDS[verb];
    const some = `${word} (${formatCount(can)} of ${formatCount(jobs.length)} can)`;
    return [{ verb, label: can === jobs.length ? word : some }];
  });
}

function fitOf(state: string): BulkVerb | null {
  const known = Object.entries(FITS).find(([name]) => name === state);
  return known?.[1] ?? null;
}

/** What is selected: `3 selected`, `All 1,204 that match are selected`. */
export function selectedInWords(selection: JobSelection, q: string, total: MatchTotal | null): string {
  if (selection.kind === "none") return "";
  const elsewhere = isOfAnotherFilter(selection, q);
  if (selection.kind === "jobs") {
    return `${formatCount(selection.jobs.size)} selected${elsewhere ? " of another filter" : ""}`;
  }
  if (elsewhere) return "All that match another filter are selected";
  return total === null ? "All that match are selected" : `All ${totalInWords(total)} that match are selected`;
}

/** The offer to choose all that match, while only some are chosen; null when there are no others. */
export function allInWords(selection: JobSelection, q: string, total: MatchTotal | null): string | null {
  if (selection.kind !== "jobs" || isOfAnotherFilter(selection, q)) return null;
  if (total === null) return "Select all that match";
  if (!total.capped && total.count <= selection.jobs.size) return null;
  return `Select all ${totalInWords(total)} that match`;
}

const totalInWords = ({ count, capped }: MatchTotal) => `${formatCount(count)}${capped ? "+" : ""}`;
