import { z } from "zod";
import { COUNT_NAMES } from "../../jobs/state.ts";
import { type Backfill, SOURCE_CONDITIONS, type SourceHealth } from "../../sources/health.ts";
import type { SourceSettings } from "../../sources/settings.ts";
import type { Source, SourceAnswer, SourceTest } from "../source-types.ts";
import type { Page } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { capabilities } from "./job.ts";
import { count, flag, instant, jobCounts, pageOf, revision, text } from "./values.ts";

const backfill = answerOf<Backfill>()(
  "SourceBackfill",
  "How far the reading of a source's whole history has come.",
  z.object({
    startedAt: instant,
    done: count,
    total: count.nullable().describe("Null when the source does not say how many jobs there are."),
    finishedAt: instant.nullable(),
  }),
);

const health = answerOf<SourceHealth>()(
  "SourceHealth",
  "What is known of how the reading of a source goes. Null is what is not known yet.",
  z.object({
    lastSuccessAt: instant.nullable().describe("When it was last reached and understood."),
    newestAt: instant.nullable().describe("When the newest jobs were last read in full."),
    executingAt: instant.nullable().describe("When those executing were last read in full."),
    error: text.nullable().describe("The last error in words, with what to do; it stays here after a success."),
    errorAt: instant.nullable(),
    failures: count.describe("Failures since the last success; zero when all is well."),
    nextTryAt: instant.nullable().describe("Until when it is left alone, after failures or because it said so."),
    requestsLastMinute: count,
    errorRate: z.number().nullable().describe("Share of the calls of the last five minutes that failed, 0 to 1."),
    backfill: backfill.nullable(),
    reconciledAt: instant.nullable().describe("When the index was last compared with the whole of the source."),
    vanished: count.describe("Jobs taken out of the index since it was added, because it no longer has them."),
    drift: z
      .array(z.object({ count: z.enum(COUNT_NAMES), here: count, there: count }))
      .nullable()
      .describe("The counts in which index and source differ; empty when they agree."),
    driftAt: instant.nullable(),
    notices: z.array(z.object({ text, times: count, lastAt: instant })).describe("The newest first."),
  }),
);

const settings = answerOf<SourceSettings>()(
  "SourceSettings",
  "How a source is reached and how often it is asked.",
  z.object({
    address: text,
    partitions: z.array(text).describe("What its jobs are listed by, such as project ids."),
    requestsPerMinute: count,
    executingEvery: z.number().describe("Seconds between readings of what is executing."),
    newestEvery: z.number().describe("Seconds between readings of the newest jobs."),
    jobUrl: text.nullable().describe("Where the backend itself shows a job; `{id}` stands for its id."),
  }),
);

const source = answerOf<Source>()(
  "Source",
  "A job system: the built-in engine, or a backend. Its key is told to nobody.",
  z.object({
    id: text.describe("What jobs, links and filters call it."),
    kind: text.describe("`local`, one of the backends, or what only keeps jobs."),
    name: text,
    settings: settings.nullable().describe("Null where nobody is asked, as for the built-in engine."),
    key: z
      .object({ setAt: instant.nullable(), usable: flag.describe("Whether it can be decrypted here.") })
      .nullable()
      .describe("Null while none is set."),
    declaredIn: text
      .nullable()
      .describe("The file that declares it, which alone says what it is; null for those that people have connected."),
    paused: flag,
    condition: z
      .enum(SOURCE_CONDITIONS)
      .nullable()
      .describe("As of now: it changes by the clock too. Null where nobody is asked."),
    health: health.nullable().describe("Null where nobody is asked."),
    capabilities,
    counts: jobCounts,
    createdAt: instant,
    updatedAt: instant,
    removedAt: instant.nullable().describe("Once it is to be removed; it goes with the last of its jobs."),
  }),
);

export const sourcePage = answerOf<Page<Source>>()(
  "SourcePage",
  "All sources on one page, the built-in engine first, then by name.",
  pageOf(source),
);

export const sourceAnswer = answerOf<SourceAnswer>()(
  "SourceAnswer",
  "The source as it is now.",
  z.object({ source, revision }),
);

export const sourceTest = answerOf<SourceTest>()(
  "SourceTest",
  "What a backend answered.",
  z.object({
    address: text.describe("Where it was looked for."),
    milliseconds: count,
    reached: z
      .object({
        capabilities,
        jobs: count.describe("Jobs on the first page."),
        total: count.nullable().describe("Jobs in all; null where it does not say."),
        notices: z.array(text).describe("What of the page could not be used."),
      })
      .nullable()
      .describe("Null when it could not be reached."),
    problem: text.nullable().describe("Why not, with what to do."),
  }),
);
