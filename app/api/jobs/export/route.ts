import { z } from "zod";
import { EXPORT_COLUMNS, EXPORT_FORMATS, MAX_EXPORT_KEYS } from "../../../../lib/jobs/export-columns.ts";
import { DEFAULT_SORT, JOB_SORTS } from "../../../../lib/jobs/sort.ts";
import { answerFile } from "../../../../server/http/file-answer.ts";
import { shownAs } from "../../../../server/http/input.ts";
import { methods, route } from "../../../../server/http/route.ts";
import { fileAnswer } from "../../../../server/openapi/answer.ts";

const format = z.enum(EXPORT_FORMATS, `must be one of ${EXPORT_FORMATS.join(", ")}`);
const columns = z
  .array(z.enum(EXPORT_COLUMNS, `must be some of ${EXPORT_COLUMNS.join(", ")}`))
  .min(1, "must name a column")
  .refine((names) => new Set(names).size === names.length, "names a column twice");

const query = z.strictObject({
  q: z
    .string("must be given once")
    .default("")
    .describe("A filter text, as in the list of jobs; `docs/filter.md` says how."),
  sort: z
    .enum(JOB_SORTS, `must be one of ${JOB_SORTS.join(", ")}`)
    .default(DEFAULT_SORT)
    .describe("The order; a minus puts the latest or longest first. Jobs without the value are left out."),
  format,
  columns: z
    .string("must be given once")
    .transform((names) => names.split(","))
    .pipe(columns)
    .meta(shownAs({ type: "array", items: { enum: [...EXPORT_COLUMNS] } }))
    .default([...EXPORT_COLUMNS])
    .meta({ param: { explode: false }, description: "Names with commas between; all if left out." }),
});

const body = z.strictObject({
  jobs: z
    .array(z.strictObject({ source: z.string(), id: z.string() }))
    .min(1, "must name a job")
    .max(MAX_EXPORT_KEYS, `must not be more than ${MAX_EXPORT_KEYS}; export by a filter instead`),
  format,
  columns: columns.default([...EXPORT_COLUMNS]),
});

const file = fileAnswer("text/csv", "application/x-ndjson");

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route((call) => answerFile(call, call.app.services.exports.list(call.principal, call.query)), {
    tag: "Jobs",
    summary: "The whole list as a file",
    description:
      "It is sent while it is read: a connection that breaks before the end means that the file is not whole.",
    query,
    answer: file,
  }),
  POST: route((call) => answerFile(call, call.app.services.exports.chosen(call.principal, call.body)), {
    tag: "Jobs",
    summary: "Jobs by their keys as a file",
    query: z.strictObject({}),
    body,
    answer: file,
  }),
});
