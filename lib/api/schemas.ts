import { z } from "zod";

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
