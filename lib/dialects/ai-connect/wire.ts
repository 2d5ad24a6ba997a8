import { z } from "zod";
import { AI_CONNECT_STATUSES } from "./status.ts";

const time = z.iso.datetime({ precision: 3 });
const status = z.enum(AI_CONNECT_STATUSES);
const anything = z.record(z.string(), z.unknown());
const count = z.int().min(0);
const orgId = z.string().describe("The organisation of the token.");

export const taskSchema = z
  .strictObject({
    task_id: z.string().describe("The job's id and the number of the page."),
    created_at: time,
    status,
    result: z.string().describe("What came of it: how many items, or why it failed. Empty until then."),
  })
  .meta({ id: "AiConnectTask" });

export const jobSchema = z
  .strictObject({
    job_id: z.string(),
    org_id: orgId,
    channel_code: z.string().describe("The code of the target channel; `console` for jobs that no program made here."),
    job_type_id: z.string().nullable().describe("What programs call the agent by; null for a job without one."),
    job_status: status,
    created_at: time,
    updated_at: time,
    scheduled_at: time.nullable().describe("When it was asked to begin. Null for jobs that no program made here."),
    tasks: z.array(taskSchema).describe("The pages of the latest attempt; empty in lists."),
    result: z.string().nullable().describe("What came of it, once it has ended."),
    params: anything,
    config: anything.describe("As it was sent; for other jobs what of the agent's settings it has a name for."),
    target_channel: anything.nullable().describe("As it was sent; null for jobs that no program made here."),
  })
  .meta({ id: "AiConnectJob" });

/** A job as its creation answers it. */
const createdSchema = jobSchema.extend({ id: z.string().describe("The same as `job_id`.") });

const aboutOne = z.strictObject({ org_id: orgId, id: z.string() });

/** Answer of `POST /services/agent-jobs`. */
export const createdJobSchema = z.strictObject({ data: createdSchema, meta: aboutOne }).meta({
  id: "AiConnectCreatedJob",
});

/** Answer of `GET /services/agent-jobs/{id}`. */
export const oneJobSchema = z.strictObject({ data: jobSchema, meta: aboutOne }).meta({ id: "AiConnectOneJob" });

const statsSchema = z.strictObject({
  status: z.strictObject({
    waiting: count,
    scheduled: count,
    running: count,
    completed: count,
    failed: count,
    canceled: count,
  }),
});

/** Answer of `GET /services/agent-jobs`. */
export const jobListSchema = z
  .strictObject({
    data: z.array(jobSchema),
    meta: z.strictObject({
      org_id: orgId,
      count: count.describe("How many jobs are on this page."),
      limit: count,
      offset: count,
      total: count.describe("How many jobs there are on all pages."),
      sort: z.array(z.strictObject({ field: z.string(), direction: z.enum(["asc", "desc"]) })),
      stats: statsSchema.optional().describe("With `include=stats`."),
    }),
  })
  .meta({ id: "AiConnectJobList" });

/** Answer of `DELETE /services/agent-jobs/{id}`. */
export const canceledJobSchema = z
  .strictObject({ meta: z.strictObject({ org_id: orgId, job_id: z.string() }), message: z.string() })
  .meta({ id: "AiConnectCanceledJob" });

/** Any error. The document shows none; its programs read `message`, or else `error`. */
export const errorSchema = z.strictObject({ error: z.string(), message: z.string() }).meta({ id: "AiConnectError" });

export type AiConnectTask = z.infer<typeof taskSchema>;
export type AiConnectJob = z.infer<typeof jobSchema>;
export type CreatedJob = z.infer<typeof createdJobSchema>;
export type OneJob = z.infer<typeof oneJobSchema>;
export type JobList = z.infer<typeof jobListSchema>;
export type CanceledJob = z.infer<typeof canceledJobSchema>;
export type JobStats = z.infer<typeof statsSchema>;
