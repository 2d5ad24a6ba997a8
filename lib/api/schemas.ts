import { z } from "zod";
import { BULK_VERBS, MAX_BULK_JOBS, MAX_CHOSEN_JOBS } from "../jobs/bulk.ts";
import { MAX_FILTER_LENGTH } from "../jobs/filter/model.ts";
import { DEFAULT_SORT, JOB_SORTS } from "../jobs/sort.ts";
import { agentDefinitionSchema } from "./agent-schema.ts";
import { SCOPES } from "./scopes.ts";

/** Body of `POST /api/jobs/{source}/{id}/cancel`; it may be left out. */
export const cancelBodySchema = z
  .strictObject({
    reason: z.string().trim().max(500).nullish(),
  })
  .optional();

/** Parameters: an object, or its JSON text, in which large numbers stay exact. */
const params = z.union([z.record(z.string(), z.unknown()), z.string()], "must be an object, or the JSON text of one");

/** Body of `POST /api/agents/{id}/start`; it may be left out. */
export const startBodySchema = z
  .strictObject({
    /** They stand in place of `{{name}}` in the agent's addresses. */
    params: params.optional(),
    /** Added to the agent's own. */
    tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
    /** In place of the agent's own. */
    priority: z.int().min(0).max(100).optional(),
  })
  .optional();

/** Body of `POST /api/jobs/{source}/{id}/retry`; it may be left out. */
export const retryBodySchema = z
  .strictObject({
    /** Retry it even while an earlier retry of it has not ended. */
    again: z.boolean().optional(),
    /** In place of the job's own configuration. */
    config: agentDefinitionSchema.optional(),
    /** In place of the job's own parameters; null for none. */
    params: params.nullable().optional(),
  })
  .optional();

const chosenJobs = z
  .array(z.strictObject({ source: z.string().min(1).max(200), id: z.string().min(1).max(200) }))
  .min(1, "must name at least one job")
  .max(MAX_CHOSEN_JOBS, `may name at most ${MAX_CHOSEN_JOBS} jobs; choose more of them by a filter`);

const bulkJobs = {
  verb: z.enum(BULK_VERBS, `must be ${BULK_VERBS.join(" or ")}`),
  /** All jobs that match this filter text. */
  q: z.string().max(MAX_FILTER_LENGTH, `may have at most ${MAX_FILTER_LENGTH} characters`).optional(),
  /** Instead of `q`: these jobs. */
  jobs: chosenJobs.optional(),
};

function eitherWay({ q, jobs }: { q?: unknown; jobs?: unknown }, context: z.RefinementCtx): void {
  if (q === undefined && jobs === undefined) {
    context.addIssue({ code: "custom", path: ["q"], message: "is missing: give a filter as q, or a list of jobs" });
  }
  if (q !== undefined && jobs !== undefined) {
    context.addIssue({ code: "custom", path: ["jobs"], message: "cannot be given together with q" });
  }
}

/** Body of `POST /api/bulk-actions/preview`. */
export const bulkPreviewBodySchema = z.strictObject(bulkJobs).superRefine(eitherWay);

/** Body of `POST /api/bulk-actions`. */
export const bulkBodySchema = z
  .strictObject({
    ...bulkJobs,
    reason: z.string().trim().max(500).nullish(),
    /** How many jobs can be acted on, as the operator was told and confirmed. */
    expected: z.int().min(0).max(MAX_BULK_JOBS),
  })
  .superRefine(eitherWay);

/** Body of a POST that takes nothing. */
export const emptyBodySchema = z.strictObject({}).optional();

export type StartBody = z.input<typeof startBodySchema>;
export type RetryBody = z.output<typeof retryBodySchema>;

/** A name that people give: one line that can be seen, and that does not turn the direction of what follows it. */
export const shownName = z
  .string("must be given as text")
  .trim()
  .min(1, "must not be empty")
  .max(80, "may have at most 80 characters")
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, "must not hold control characters")
  .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, "must hold something that can be seen");

/** Body of `POST /api/views` and `PUT /api/views/{id}`. Whether `q` can be read, the service says. */
export const savedViewBodySchema = z.strictObject({
  name: shownName,
  q: z.string().max(MAX_FILTER_LENGTH, `may have at most ${MAX_FILTER_LENGTH} characters`),
  sort: z.enum(JOB_SORTS).default(DEFAULT_SORT),
  shared: z.boolean().default(false),
});

/** Body of `POST /api/tokens`. That it expires in the future, the service says. */
export const apiTokenBodySchema = z.strictObject({
  name: shownName,
  scopes: z
    .array(z.enum(SCOPES, `must be ${SCOPES.join(" or ")}`), `must be a list of ${SCOPES.join(" and ")}`)
    .min(1, "must name at least one scope")
    .max(SCOPES.length, "must name each scope once"),
  /** Null for a token that never expires; it has to be said. */
  expiresAt: z.iso
    .datetime({
      offset: true,
      error: "must be a time like 2027-01-31T00:00:00Z, or null for a token that never expires",
    })
    .transform((text) => new Date(text).toISOString())
    .nullable(),
});
