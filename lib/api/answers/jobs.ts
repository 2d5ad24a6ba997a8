import { z } from "zod";
import { type JobRow, TRIGGERS } from "../../jobs/model.ts";
import type { FilterValues, JobFacets, JobHistogram, JobPage, JobRows } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import {
  asOf,
  count,
  facetValue,
  flag,
  instant,
  jobId,
  jobState,
  nextCursor,
  revision,
  source,
  text,
} from "./values.ts";

export const jobRow = answerOf<JobRow>()(
  "JobRow",
  "One row of a list of jobs, never with payloads, results or logs. `null` is unknown or not yet, never zero.",
  z.object({
    source,
    id: jobId,
    agentId: text.nullable(),
    agentName: text.nullable(),
    name: text,
    type: text.describe("The agent's type, as its backend calls it: `scraping`, `crawling`, …"),
    state: jobState,
    rawStatus: text.describe("The backend's own word for the state."),
    trigger: z.enum(TRIGGERS).nullable().describe("What caused the job to be; null where its source does not say."),
    priority: count.describe("0 to 100; higher runs first."),
    percent: z.number().nullable().describe("0 to 100 over both halves of the run; null while unknown."),
    activity: text.nullable().describe("What the job is doing now, in a few words; null when it is not running."),
    tasksExpected: count.nullable(),
    tasksTotal: count.nullable(),
    tasksCompleted: count.nullable(),
    tasksFailed: count.nullable(),
    cluesTotal: count.nullable().describe("Items found by the crawl."),
    resultsTotal: count.nullable().describe("Rows stored as results."),
    createdAt: instant,
    queuedAt: instant.nullable(),
    scheduledAt: instant.nullable(),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    updatedAt: instant,
    expectedEndAt: instant.nullable().describe("From earlier runs of the agent; null when there are too few."),
    error: text.nullable(),
    errorFingerprint: text
      .nullable()
      .describe("The error without numbers, ids, addresses and quoted text: equal for failures of one kind."),
    warning: text.nullable().describe("What the operator should know although the job did not fail."),
    retryOf: text.nullable().describe("The id, in the same source, of the job that this one retries."),
    scheduleId: text.nullable(),
    startedBy: text.nullable().describe("Who started it; null for schedules, and where the source does not say."),
    startedById: text.nullable(),
    tags: z.array(text),
    attempt: count.describe("The attempt under way or last made, from 1; 0 before the first."),
    maxAttempts: count,
    version: count.describe("Grows by one with each change of the job, so that patches can come in any order."),
  }),
);

export const jobPage = answerOf<JobPage>()(
  "JobPage",
  "A page of a list of jobs.",
  z.object({
    items: z.array(jobRow),
    nextCursor,
    revision,
    previousCursor: text.nullable().describe("Leads to the page before this one; null on the first."),
    stopped: z
      .object({
        looked: count.describe("How many jobs were looked at."),
        at: instant.nullable().describe("How far the search came; null in lists that are not sorted by a time."),
        advice: text.describe("What to add to the filter."),
      })
      .nullable()
      .describe(
        "Null when the page is whole. Otherwise the search was stopped for taking too long: the items are those found so far, and the cursor goes on.",
      ),
  }),
);

export const jobRows = answerOf<JobRows>()(
  "JobRows",
  "Those of the jobs asked for that exist, in no order.",
  z.object({ items: z.array(jobRow), revision }),
);

const histogram = answerOf<JobHistogram>()(
  "JobHistogram",
  "Jobs that match by when they were created, in buckets of equal length.",
  z.object({
    from: instant,
    to: instant.describe("The last bucket may reach beyond it."),
    bucketMs: count,
    countedFrom: instant.nullable().describe("Buckets before it are not, or not wholly, counted; null when all are."),
    buckets: z.array(z.object({ completed: count, failed: count, cancelled: count, other: count })),
  }),
);

export const jobFacets = answerOf<JobFacets>()(
  "JobFacets",
  "How many jobs match a filter, by state, source and agent; each counts without the filter's terms of its own key.",
  z.object({
    total: count,
    states: z.array(z.object({ value: jobState, count })),
    sources: z.array(facetValue),
    agents: z.array(facetValue).describe("By name, the most frequent first, at most 50."),
    counted: z.object({
      capped: flag.describe("Whether more may match: counts are then “at least”."),
      since: instant.nullable().describe("Only jobs created from then on were counted; null when all were."),
    }),
    histogram,
    asOf,
    revision,
  }),
);

export const filterValues = answerOf<FilterValues>()(
  "FilterValues",
  "The values that a filter key has among the most recent jobs.",
  z.object({ values: z.array(facetValue), of: count.describe("How many jobs were looked at."), asOf }),
);
