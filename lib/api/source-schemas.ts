import { z } from "zod";
import { BACKEND_KINDS } from "../sources/kinds.ts";
import { sourceSettingsSchema } from "../sources/settings-schema.ts";
import { shownName } from "./schemas.ts";

/** It goes into a header: what can't stand there is no key. */
export const sourceKey = z
  .string("must be text")
  .trim()
  .min(1, "must not be empty; leave it out to keep what is set, or give null for none")
  .max(4000, "may have at most 4000 characters")
  .regex(/^[\x21-\x7e]*$/, "must have no spaces and only characters of ASCII: copy it anew from the backend");

const kind = z.enum(BACKEND_KINDS, `must be ${BACKEND_KINDS.join(", ")}`);

/** Body of `POST /api/sources`. */
export const newSourceBodySchema = z.strictObject({
  kind,
  name: shownName,
  settings: sourceSettingsSchema,
  /** Encrypted at once, and never answered. */
  key: sourceKey.nullish(),
});

/** Body of `PUT /api/sources/{id}`: all of it but the key, which stays when it is left out. */
export const sourceBodySchema = newSourceBodySchema.omit({ kind: true });

/** Body of `POST /api/sources/test`. */
export const newSourceTestBodySchema = newSourceBodySchema.omit({ name: true });

/** Body of `POST /api/sources/{id}/test`; what is left out is as it is stored. */
export const sourceTestBodySchema = z
  .strictObject({ settings: sourceSettingsSchema.optional(), key: sourceKey.nullish() })
  .optional();

/** Body of `POST /api/sources/{id}/read`; it may be left out. */
export const sourceReadBodySchema = z
  .strictObject({ afresh: z.boolean("must be true or false").optional() })
  .optional();

export type NewSource = z.output<typeof newSourceBodySchema>;
export type SourceBody = z.output<typeof sourceBodySchema>;
export type NewSourceTest = z.output<typeof newSourceTestBodySchema>;
export type SourceTestBody = z.output<typeof sourceTestBodySchema>;
