import { z } from "zod";
import { BULK_STATES, BULK_VERBS, type BulkAction, type BulkPreview, REFUSALS } from "../../jobs/bulk.ts";
import type { BulkActionDetail, BulkActionPage, BulkItem, Page } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { asOf, count, flag, instant, jobId, jobState, pageOf, revision, source, text } from "./values.ts";

const bulkAction = answerOf<BulkAction>()(
  "BulkAction",
  "One action on many jobs. Once it has finished, `done`, `failed` and `skipped` add up to `eligible`.",
  z.object({
    id: text,
    verb: z.enum(BULK_VERBS),
    state: z.enum(BULK_STATES).describe("While `waiting` it can be undone without a trace."),
    actor: text.describe("Who asked for it, by name."),
    reason: text.nullable(),
    query: text.nullable().describe("The filter with its times resolved; null when jobs were chosen one by one."),
    chosen: count.nullable().describe("How many jobs were chosen one by one; null with a filter."),
    matched: count.describe("Jobs that it was about when it was asked for."),
    eligible: count.describe("How many of them could be acted on; it is about those, whatever matches later."),
    done: count.describe("Commands given."),
    failed: count.describe("Commands that failed."),
    skipped: count.describe("Jobs passed over since they were no longer eligible."),
    failures: z
      .array(z.object({ reason: text, count, example: z.object({ source, id: jobId }) }))
      .describe("Why commands failed, the most frequent first, at most ten."),
    createdAt: instant,
    startsAt: instant.describe("Until then it can be undone."),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    abortedBy: text.nullable().describe("Who stopped or undid it."),
    version: count.describe("Grows with each change of it."),
  }),
);

export const bulkActionPage = answerOf<BulkActionPage>()(
  "BulkActionPage",
  "Bulk actions, the latest first.",
  pageOf(bulkAction),
);

export const bulkActionDetail = answerOf<BulkActionDetail>()(
  "BulkActionDetail",
  "A bulk action.",
  z.object({ action: bulkAction, revision }),
);

export const bulkActionAnswer = answerOf<{ action: BulkAction }>()(
  "BulkActionAnswer",
  "The bulk action as it is now.",
  z.object({ action: bulkAction }),
);

const bulkItem = answerOf<BulkItem>()(
  "BulkItem",
  "What became of one job of a bulk action.",
  z.object({
    source,
    jobId,
    outcome: z.enum(["done", "failed"]),
    reason: text.nullable().describe("Why it failed."),
    resultJobId: text.nullable().describe("The job that a retry made."),
    at: instant,
  }),
);

export const bulkItemPage = answerOf<Page<BulkItem>>()(
  "BulkItemPage",
  "What became of the jobs of a bulk action.",
  pageOf(bulkItem),
);

export const bulkPreview = answerOf<BulkPreview>()(
  "BulkPreview",
  "What a bulk action would do.",
  z.object({
    verb: z.enum(BULK_VERBS),
    matched: count,
    eligible: count,
    refused: z
      .array(z.object({ why: z.enum(REFUSALS), count, states: z.array(jobState) }))
      .describe("The jobs that are left out, by why."),
    tooMany: flag.describe("Whether counting stopped at the most that a bulk action may be about: it is then refused."),
    asOf,
  }),
);
