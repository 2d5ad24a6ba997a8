import type { BulkPreview, BulkVerb, Refusal } from "../../../lib/jobs/bulk.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";

/** What a verb is called in each place. */
export const VERB_WORDS: Record<BulkVerb, { word: string; doing: string; did: string }> = {
  cancel: { word: "Cancel", doing: "Cancelling", did: "Cancelled" },
  retry: { word: "Retry", doing: "Retrying", did: "Retried" },
};

/** Why jobs are left out, after their number: "30 have not ended". For one job the second form. */
const REFUSAL_WORDS: Record<Refusal | "unknown", readonly [many: string, one: string]> = {
  "not-ended": ["have not ended", "has not ended"],
  completed: ["completed: there is nothing to retry", "completed: there is nothing to retry"],
  "already-retried": ["were retried already", "was retried already"],
  ended: ["have ended", "has ended"],
  cancelling: ["are stopping already", "is stopping already"],
  unsupported: ["are of sources that cannot do this", "is of a source that cannot do this"],
  unknown: ["are in a state that nobody can tell", "is in a state that nobody can tell"],
};

/** One line of those that are left out: `80 have not ended (Queued, Executing)`. */
export function refusalInWords({ why, count, states }: BulkPreview["refused"][number]): string {
  const [many, one] = REFUSAL_WORDS[why];
  const said = `${formatCount(count)} ${count === 1 ? one : many}`;
  const words = states.map((state) => STATE_PRESENTATION[state].word);
  return why === "not-ended" || why === "ended" ? `${said} (${words.join(", ")})` : said;
}

/** How many can be acted on, of how many: `1,204 of 1,320 jobs can be retried`. */
export function eligibleInWords({ verb, matched, eligible, tooMany }: BulkPreview): string {
  const can = `can be ${VERB_WORDS[verb].did.toLowerCase()}`;
  if (tooMany) return `More than ${formatQuantity(matched, "job")} match`;
  if (matched === 0) return "No job matches any more";
  if (matched === 1)
    return eligible === 1 ? `This job ${can}` : `This job cannot be ${VERB_WORDS[verb].did.toLowerCase()}`;
  if (eligible === 0) return `None of these ${formatQuantity(matched, "job")} ${can}`;
  if (eligible === matched) return `${matched === 2 ? "Both" : `All ${formatCount(matched)}`} jobs ${can}`;
  return `${formatCount(eligible)} of ${formatQuantity(matched, "job")} ${can}`;
}

/** What comes of it, for those that can be acted on. */
export function consequenceInWords({ verb, eligible }: Pick<BulkPreview, "verb" | "eligible">): string {
  const one = eligible === 1;
  return verb === "retry"
    ? `Makes ${one ? "a new job" : `${formatCount(eligible)} new jobs`} with the same configuration; the old ${one ? "one stays as it is" : "ones stay as they are"}.`
    : `${one ? "It stops" : "They stop"} after the step that ${one ? "it is" : "they are"} at, and what ${one ? "it has" : "they have"} stored is kept. Those that wait will not run. You can undo this for 5 seconds.`;
}

/**
 * How an action is confirmed, growing with the harm. `button`: by one button. `named`: by a button that names the number
 * and does not have the focus. `typed`: by typing the number.
 */
export type Confirmation = "button" | "named" | "typed";

const FEW = 10;
const MANY = 1000;

export function confirmationOf(eligible: number): Confirmation {
  if (eligible <= FEW) return "button";
  return eligible < MANY ? "named" : "typed";
}

/** Whether what was typed is the number, with or without separators of thousands. */
export function isNumberTyped(text: string, expected: number): boolean {
  return /^\d[\d.,'’\s]*$/.test(text.trim()) && text.replace(/\D/g, "") === String(expected);
}

/**
 * How long an action on `count` jobs would take, in milliseconds, at the pace of the latest finished ones of its kind;
 * null when there were none that tell.
 */
export function expectedLength(
  earlier: readonly {
    verb: BulkVerb;
    state: string;
    done: number;
    failed: number;
    startedAt: string | null;
    finishedAt: string | null;
  }[],
  verb: BulkVerb,
  count: number,
): number | null {
  for (const action of earlier) {
    const { startedAt, finishedAt } = action;
    const jobs = action.done + action.failed;
    if (action.verb !== verb || action.state !== "finished" || startedAt === null || finishedAt === null) continue;
    const took = Date.parse(finishedAt) - Date.parse(startedAt);
    if (jobs >= TELLING_JOBS && took > 0) return (took / jobs) * count;
  }
  return null;
}

/** Fewer jobs than that say more about the start of an action than about its pace. */
const TELLING_JOBS = 20;
