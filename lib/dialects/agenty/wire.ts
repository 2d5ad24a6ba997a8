import { z } from "zod";
import {
  AGENTY_EXPORT_TYPES,
  type AgentyError,
  type AgentyExport,
  type AgentyFile,
  type AgentyJob,
  type AgentyPage,
  type AgentyRow,
} from "./types.ts";

const count = z.int().min(0);
const instant = z.iso.datetime();
const span = z.string().regex(/^\d{2,}:[0-5]\d:[0-5]\d$/);

export const jobSchema = z
  .strictObject({
    job_id: count,
    account_id: count.describe("The number of the organisation."),
    agent_id: z.string().nullable().describe("The agent's slug, or its id."),
    type: z.string(),
    status: z.string().describe("submitted, started, running, completing, completed, stopping, stopped, aborted"),
    priority: z.int(),
    pages_total: count.describe("Pages known so far."),
    pages_processed: count.describe("Pages that are over."),
    pages_succeeded: count,
    pages_failed: count,
    pages_credit: count.describe("Pages that succeeded: nothing is paid for here."),
    created_at: instant,
    started_at: instant.nullable(),
    completed_at: instant.nullable().describe("When the job ended, however it did."),
    stopped_at: instant.nullable().describe("When it ended because somebody stopped it."),
    is_scheduled: z.boolean(),
    queue_time: span.nullable(),
    run_duration: span.nullable(),
    error: z.string().nullable(),
    ping_at: instant.nullable().describe("Always null."),
    assigned_worker_id: z.int().nullable().describe("Always null."),
    running_worker_id: z.int().nullable().describe("Always null."),
  })
  .meta({ id: "AgentyJob", description: "A job." }) satisfies z.ZodType<AgentyJob>;

function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ total: count, limit: count, offset: count, returned: count, result: z.array(item) });
}

export const jobsSchema = pageOf(jobSchema) satisfies z.ZodType<AgentyPage<AgentyJob>>;

export const resultSchema = pageOf(z.record(z.string(), z.unknown())) satisfies z.ZodType<AgentyPage<AgentyRow>>;

export const exportSchema = z.strictObject({
  downloadlink: z.url().describe("Where the file can be had without a key, for an hour."),
}) satisfies z.ZodType<AgentyExport>;

export const filesSchema = pageOf(
  z.strictObject({
    name: z.string(),
    type: z.enum(AGENTY_EXPORT_TYPES),
    collection: count.nullable(),
    downloadlink: z.url(),
  }),
) satisfies z.ZodType<AgentyPage<AgentyFile>>;

export const errorSchema = z.strictObject({
  status: z.int().describe("The HTTP status."),
  code: z.string().describe("Which error it is."),
  name: z.string().describe("The HTTP status in words."),
  message: z.string().describe("What happened and what to do."),
}) satisfies z.ZodType<AgentyError>;

export const startSchema = z.object({
  agent_id: z
    .string("must be the id of an agent, as a text")
    .min(1, "must be the id of an agent")
    .max(200, "must not be longer than 200 characters"),
});
