import { z } from "zod";
import { PAGE_SIZES } from "../jobs/sort.ts";
import type { PreferenceName, Preferences } from "./types.ts";

const jobColumns = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, "must be the id of a column"),
        width: z.int().min(24).max(2000).nullable(),
      }),
    )
    .max(60)
    .refine((columns) => new Set(columns.map(({ id }) => id)).size === columns.length, "names a column twice"),
  pageSize: z.literal(PAGE_SIZES, `must be one of ${PAGE_SIZES.join(", ")}`),
});

/** What may be kept under each name. */
export const PREFERENCE_SCHEMAS = {
  "job-columns": jobColumns,
} satisfies { [Name in PreferenceName]: z.ZodType<Preferences[Name]> };
