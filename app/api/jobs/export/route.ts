import { z } from "zod";
import { EXPORT_COLUMNS, EXPORT_FORMATS, MAX_EXPORT_KEYS } from "../../../../lib/jobs/export-columns.ts";
import { DEFAULT_SORT, JOB_SORTS } from "../../../../lib/jobs/sort.ts";
import { answerFile } from "../../../../server/http/file-answer.ts";
import { methods, route } from "../../../../server/http/route.ts";

const format = z.enum(EXPORT_FORMATS, `must be one of ${EXPORT_FORMATS.join(", ")}`);
const columns = z
  .array(z.enum(EXPORT_COLUMNS, `must be some of ${EXPORT_COLUMNS.join(", ")}`))
  .min(1, "must name a column")
  .refine((names) => new Set(names).size === names.length, "names a column twice");

const query = z.strictObject({
  q: z.string("must be given once").default(""),
  sort: z.enum(JOB_SORTS, `must be one of ${JOB_SORTS.join(", ")}`).default(DEFAULT_SORT),
  format,
  columns: z
    .string("must be given once")
    .transform((names) => names.split(","))
    .pipe(columns)
    .default([...EXPORT_COLUMNS]),
});

const body = z.strictObject({
  jobs: z
    .array(z.strictObject({ source: z.string(), id: z.string() }))
    .min(1, "must name a job")
    .max(MAX_EXPORT_KEYS, `must not be more than ${MAX_EXPORT_KEYS}; export by a filter instead`),
  format,
  columns: columns.default([...EXPORT_COLUMNS]),
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route((call) => answerFile(call, call.app.services.exports.list(call.principal, call.query)), { query }),
  POST: route((call) => answerFile(call, call.app.services.exports.chosen(call.principal, call.body)), {
    query: z.strictObject({}),
    body,
  }),
});
