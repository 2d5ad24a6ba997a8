import { z } from "zod";
import { MAX_FILTER_LENGTH } from "../jobs/filter/model.ts";
import { DEFAULT_SORT, JOB_SORTS } from "../jobs/sort.ts";

/** Body of `POST /api/jobs/{source}/{id}/cancel`; it may be left out. */
export const cancelBodySchema = z
  .strictObject({
    reason: z.string().trim().max(500).nullish(),
  })
  .optional();

/** Body of `POST /api/agents/{id}/start`; it may be left out. */
export const startBodySchema = z
  .strictObject({
    /** Kept with the job and shown on its page. */
    params: z.record(z.string(), z.unknown()).optional(),
    /** Added to the agent's own. */
    tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
    /** In place of the agent's own. */
    priority: z.int().min(0).max(100).optional(),
  })
  .optional();

/** Body of a POST that takes nothing. */
export const emptyBodySchema = z.strictObject({}).optional();

export type StartBody = z.input<typeof startBodySchema>;

/** Body of `POST /api/views` and `PUT /api/views/{id}`. Whether `q` can be read, the service says. */
export const savedViewBodySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(80, "may have at most 80 characters")
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, "must not hold control characters")
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, "must hold something that can be seen"),
  q: z.string().max(MAX_FILTER_LENGTH, `may have at most ${MAX_FILTER_LENGTH} characters`),
  sort: z.enum(JOB_SORTS).default(DEFAULT_SORT),
  shared: z.boolean().default(false),
});
