import { z } from "zod";
import type { ChangePage, FailureGroup, FailureGroups, Summary, Throughput, ThroughputMinute } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { asOf, count, facetValue, flag, instant, jobCounts, jobId, revision, source, text } from "./values.ts";

export const summary = answerOf<Summary>()(
  "Summary",
  "The counts of all jobs.",
  z.object({ revision: count.describe("The change feed's revision that the counts hold."), asOf, counts: jobCounts }),
);

const throughputMinute = answerOf<ThroughputMinute>()(
  "ThroughputMinute",
  "One minute of ended jobs.",
  z.object({ at: instant.describe("The start of the minute."), completed: count, failed: count, cancelled: count }),
);

export const throughput = answerOf<Throughput>()(
  "Throughput",
  "Jobs ended in each minute, the oldest first; the last minute is not over.",
  z.object({
    revision: count.describe("The change feed's revision that the figures hold."),
    asOf,
    minutes: z.array(throughputMinute),
  }),
);

export const changePage = answerOf<ChangePage>()(
  "ChangePage",
  "What changed, in order.",
  z.object({
    changes: z.array(
      z.object({
        revision: count,
        at: instant,
        kind: text.describe("What kind of change it is, and so what `data` holds."),
        source: text.nullable(),
        jobId: text.nullable(),
        data: z.unknown(),
      }),
    ),
    revision: count.describe("The `since` of the next question."),
    complete: flag.describe("False when older changes are no longer kept: read everything afresh."),
  }),
);

const failureGroup = answerOf<FailureGroup>()(
  "FailureGroup",
  "Failed jobs of one kind: those with one error fingerprint.",
  z.object({
    fingerprint: text.nullable().describe("Null for failures that gave no reason."),
    error: text.nullable().describe("The error of the latest of them, word for word."),
    count,
    firstSeenAt: instant.describe("Of all that is kept, not only of the period."),
    lastSeenAt: instant,
    latest: z.object({ source, id: jobId }),
    agents: z.array(facetValue).describe("The most concerned first, at most five."),
    otherAgents: count.describe("How many other agents there are."),
    buckets: z.array(count).describe("Failures by time, over the period, the oldest first."),
  }),
);

export const failureGroups = answerOf<FailureGroups>()(
  "FailureGroups",
  "Jobs that failed in a period, in groups, the largest first.",
  z.object({
    from: instant,
    to: instant,
    bucketMs: count,
    groups: z.array(failureGroup),
    failures: count.describe("Failed jobs of the period."),
    otherGroups: count.describe("How many groups were left out."),
    countedFrom: instant.nullable().describe("Only failures from then on were read; null when all were."),
    asOf,
    revision,
  }),
);
