import { z } from "zod";
import type { JobCounts } from "../../jobs/state.ts";
import { JOB_STATES, type JobState } from "../../jobs/state.ts";
import type { FacetValue } from "../types.ts";
import { answerOf } from "./answer-of.ts";

/** Values that stand in many answers. */

export const text = z.string();
export const flag = z.boolean();
/** A whole number; negative ones are what a source has reported. */
export const count = z.int();
export const instant = z.string().meta({ format: "date-time", description: "ISO 8601 in UTC, with milliseconds." });

export const revision = count.describe(
  "The change feed's revision before the read: later changes bring it up to date.",
);
export const asOf = instant.describe("When it was read.");
export const runId = count.nullable().describe("The run that was read; null when the job has none yet.");
export const nextCursor = text.nullable().describe("Leads to the next page; null on the last one.");
export const source = text.describe("The source that the job lives in; `local` is the built-in engine.");
export const jobId = text.describe("The job's id in its source.");

export const jobState = answerOf<JobState>()(
  "JobState",
  "The one vocabulary of states: each source's own status is mapped to one of them.",
  z.enum(JOB_STATES),
);

export const jobCounts = answerOf<JobCounts>()(
  "JobCounts",
  "How many jobs there are in each count. Four states are executing: `Executing`, `ExecutionCompleted`, `Cancelling`, `Submitting`.",
  z.object({
    queued: count,
    executing: count,
    completed: count,
    failed: count,
    cancelled: count,
    unknown: count.describe("Jobs whose state nobody can tell."),
  }),
);

export const facetValue = answerOf<FacetValue>()(
  "FacetValue",
  "How many jobs have a value.",
  z.object({ value: text, count }),
);

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor, revision });
}
