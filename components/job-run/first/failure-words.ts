import type { FailureHistory } from "../../../lib/api/job-types.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";

/** With fewer retries nothing can be said of the next one. */
const ENOUGH = 5;

/** How often such a failure was seen: `seen 21 times in 7 days`. */
export function seenWords(seen: FailureHistory["seen"]): string {
  if (seen === null) return "too many such failures to count";
  if (seen.count <= 1) return "the only one of its kind in 7 days";
  return `seen ${seen.capped ? "over " : ""}${formatCount(seen.count)} times in 7 days`;
}

export interface RetryWords {
  /** What is known, as a sentence. */
  text: string;
  /** What that means for the next retry; null when too little is known. */
  verdict: "usually helps" | "helps at times" | "rarely helps" | null;
  /** The share of retries that went well; null when there were none. */
  share: number | null;
  note: string | null;
}

/** Whether a retry has helped before: `A retry succeeded in 18 of 21 such cases`. */
export function retryWords(retries: FailureHistory["retries"]): RetryWords {
  const nothing = { verdict: null, share: null, note: null };
  if (retries === null) return { ...nothing, text: "How earlier retries went could not be counted in time" };
  const { ended, succeeded, looked, capped } = retries;
  const among = capped ? `among the latest ${formatCount(looked)}` : "in the last 30 days";
  if (ended === 0) return { ...nothing, text: `No such failure ${among} was retried to an end` };
  const share = succeeded / ended;
  const text = `A retry succeeded in ${formatCount(succeeded)} of ${formatQuantity(ended, "such case")}`;
  if (ended < ENOUGH) return { text, share, verdict: null, note: `${among}; too few to tell` };
  const verdict = share >= 0.7 ? "usually helps" : share >= 0.2 ? "helps at times" : "rarely helps";
  return { text, share, verdict, note: among };
}
