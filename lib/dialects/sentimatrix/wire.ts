import { z } from "zod";
import { TRIGGERS } from "../../jobs/model.ts";
import { STATUSES } from "./status.ts";
import { MOST_TARGETS } from "./targets.ts";

/** The most targets that a job can be started for, as many as an agent has addresses. */
const MOST_ASKED_TARGETS = 10_000;

/** As the document writes it: to the second, in UTC. */
const datetime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const count = z.int().min(0);
const statusSchema = z.enum(STATUSES);

const configSchema = z
  .object({
    max_results_per_target: z.int().min(1).optional(),
    targets: z.array(z.string()).optional().describe(`The project's targets, the first ${MOST_TARGETS} of them.`),
  })
  .describe("Job configuration");

const progressSchema = z
  .object({
    total_targets: count.nullable().describe("Targets known so far; null when nobody knows."),
    completed_targets: count.nullable(),
    current_target: z.string().optional().describe("While one is scraped, in the details of a job."),
    total_results: count.nullable().describe("Results found so far; once the job has ended, those that were stored."),
    percentage: z.int().min(0).max(100).nullable(),
  })
  .describe("Current progress");

const targetStatusSchema = z.object({
  target_id: z.string(),
  status: statusSchema,
  results_count: count,
  duration_seconds: count.optional(),
});

/** A job as lists have it, and as it is when it was made. */
export const jobSchema = z.object({
  id: z.string().describe("Unique job identifier"),
  project_id: z.string().optional().describe("Parent project ID"),
  status: statusSchema,
  source: z.enum(TRIGGERS),
  schedule_id: z.string().optional().describe("Schedule that triggered (if scheduled)"),
  retry_of: z.string().optional().describe("Original job ID (if retry)"),
  config: configSchema,
  progress: progressSchema,
  error: z.object({ code: z.string(), message: z.string() }).optional().describe("Error details (if failed)"),
  started_at: datetime.optional().describe("When job started"),
  completed_at: datetime.optional().describe("When job completed, or failed"),
  cancelled_at: datetime.optional().describe("When job was cancelled"),
  duration_seconds: count.optional().describe("Total duration"),
  created_at: datetime.describe("When job was created"),
});
export type WireJob = z.output<typeof jobSchema>;

export const jobDetailSchema = jobSchema.extend({
  target_status: z.array(targetStatusSchema).describe(`Per-target status of the first ${MOST_TARGETS} targets`),
  target_status_truncated: z.literal(true).optional().describe("There are more targets than are told of here."),
});
export type WireJobDetail = z.output<typeof jobDetailSchema>;

export const jobPageSchema = z.object({
  items: z.array(jobSchema),
  total: count,
  page: z.int().min(1),
  per_page: z.int().min(1),
  pages: count,
});

/** What a cancel answers. `status` is `running`, without `cancelled_at`, when the job had not stopped yet. */
export const cancelledSchema = z.object({
  id: z.string(),
  status: statusSchema,
  progress: progressSchema,
  cancelled_at: datetime.optional(),
});
export type WireCancelled = z.output<typeof cancelledSchema>;

export const LOG_LEVELS = ["info", "warning", "error"] as const;

const logLineSchema = z.object({
  timestamp: datetime,
  level: z.enum(LOG_LEVELS),
  message: z.string(),
  target_id: z.string().nullable(),
});
export type WireLogLine = z.output<typeof logLineSchema>;

export const logsSchema = z.object({ logs: z.array(logLineSchema) });

export const errorSchema = z.object({
  detail: z.string().describe("What happened and what to do; begins with the field that is wrong, if one is."),
  code: z.string(),
});

/** What starts a job; null is as good as left out. */
export const startBody = z
  .object({
    target_ids: z
      .array(z.string("must be a text").max(100))
      .max(MOST_ASKED_TARGETS)
      .nullish()
      .describe("Specific targets (omit for all)"),
    max_results_per_target: z.int().min(1).max(10_000).nullish().describe("Override project setting"),
  })
  .optional();

/** What is kept of it with the job, as JSON text. */
export const askedSchema = z.object({ target_ids: z.array(z.string()).optional() });

/** Data that all messages of the WebSocket about the job as a whole have. */
const jobDataSchema = z.object({
  job_id: z.string(),
  status: statusSchema,
  percentage: z.int().min(0).max(100).nullable(),
  current_target: z.string().optional(),
  results_count: count.nullable(),
});
const targetDataSchema = targetStatusSchema.extend({ job_id: z.string() });

/** What the WebSocket of a job sends. `cancelled` is ours: the document has no word for that end. */
export const messageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), data: jobDataSchema }),
  z.object({ type: z.literal("target_started"), data: targetDataSchema }),
  z.object({ type: z.literal("target_completed"), data: targetDataSchema }),
  z.object({ type: z.literal("target_failed"), data: targetDataSchema.extend({ error: z.string().optional() }) }),
  z.object({ type: z.literal("completed"), data: jobDataSchema }),
  z.object({ type: z.literal("failed"), data: jobDataSchema.extend({ error: z.string() }) }),
  z.object({ type: z.literal("cancelled"), data: jobDataSchema }),
]);
export type WireMessage = z.output<typeof messageSchema>;
