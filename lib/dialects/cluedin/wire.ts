import { z } from "zod";
import { cluedInName, RUN_COLUMNS, type RunColumn, type RunColumnKind } from "../../jobs/run-columns.ts";
import { JOB_STATES } from "../../jobs/state.ts";
import { DOCUMENTED_COLUMNS } from "./columns.ts";

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 3 });
const state = z.enum(JOB_STATES);
const guid = z.string().describe("A GUID. That of a number has it in its last digits.");

/** Answer of `GET /api/v1/jobs` without parameters. */
export const countsSchema = z
  .strictObject({
    completed: count,
    executing: count.describe("Jobs that are Executing, ExecutionCompleted, Submitting or Cancelling."),
    failed: count,
    queued: count,
    cancelled: count,
  })
  .meta({ id: "CluedInCounts", description: "The five counts of the dashboard." });

/** One job of a list. The document names no fields: these are named after the columns of its runs. */
export const jobSchema = z
  .strictObject({
    Id: guid,
    Name: z.string(),
    ConfigurationId: guid.nullable().describe("Also known as ProviderDefinitionId: what the job was made from."),
    State: state,
    IsSuccess: z.boolean().nullable().describe("Null until the job has ended."),
    Message: z.string().nullable().describe("Why the job failed."),
    PercentCompleted: z.number().min(0).max(100).nullable(),
    CreatedDate: time,
    QueuedDate: time.nullable(),
    StartTime: time.nullable(),
    EndTime: time.nullable(),
    UpdateDate: time,
  })
  .meta({ id: "CluedInJob" });

/** Answer of `GET /api/v1/jobs` with parameters, and of `GET /api/v1/jobs/executing`. */
export const jobsSchema = z
  .strictObject({
    total: count.describe("How many jobs there are on all pages."),
    page: count.describe("From zero."),
    take: z.int().min(1),
    items: z.array(jobSchema),
  })
  .meta({ id: "CluedInJobs" });

type RunValue = string | number | boolean | null;

/** A run under CluedIn's names. */
export type CluedInRun = Record<Capitalize<(typeof DOCUMENTED_COLUMNS)[number]>, RunValue>;

const VALUE_OF_KIND: Record<RunColumnKind, z.ZodType<RunValue>> = {
  count,
  time,
  span: z.string().describe("A .NET time span: [d.]hh:mm:ss[.fffffff]."),
  state,
  text: z.string(),
  "yes-no": z.boolean(),
  percent: z.number().min(0).max(100),
};
const IDS: readonly RunColumn[] = ["id", "jobId", "agentId"];

const runShape = {} as Record<keyof CluedInRun, z.ZodType<RunValue>>;
for (const column of DOCUMENTED_COLUMNS) {
  const { kind, meaning } = RUN_COLUMNS[column];
  const value = IDS.includes(column) ? guid : VALUE_OF_KIND[kind];
  runShape[cluedInName(column)] = value.nullable().describe(meaning);
}

/** Answer of `GET /api/v1/jobrun?id=`: the 42 columns of the job's latest run, null where nothing is known. */
export const runSchema = z.strictObject(runShape).meta({ id: "CluedInJobRun" });

/** Any error. The document has none; this is how the framework it is written in answers. */
export const errorSchema = z.strictObject({ Message: z.string() }).meta({ id: "CluedInError" });

export type CluedInCounts = z.infer<typeof countsSchema>;
export type CluedInJob = z.infer<typeof jobSchema>;
export type CluedInJobs = z.infer<typeof jobsSchema>;
