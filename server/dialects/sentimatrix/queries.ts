import { z } from "zod";
import { STATUSES } from "../../../lib/dialects/sentimatrix/status.ts";
import { LOG_LEVELS } from "../../../lib/dialects/sentimatrix/wire.ts";
import { TRIGGERS } from "../../../lib/jobs/model.ts";
import { limitParam, shownAs } from "../../http/input.ts";

/** The most jobs of a page, and lines of a log, that one answer has. */
const MOST_PER_PAGE = 100;
const MOST_LOG_LINES = 1000;

/** The parts of the addresses in brackets. */
export const projectParams = z.object({ project: z.string() });
export const jobParams = z.object({ id: z.string() });

export const listQuery = z.object({
  page: limitParam(1, 999_999_999).describe("Page number"),
  per_page: limitParam(20, MOST_PER_PAGE).describe("Items per page"),
  status: wordParam(STATUSES),
  source: wordParam(TRIGGERS),
});

export const logsQuery = z.object({
  level: wordParam(LOG_LEVELS),
  limit: limitParam(100, MOST_LOG_LINES).describe("Max log entries: the newest, the oldest of them first"),
});

/** One of these, in any case. */
function wordParam<const Word extends string>(words: readonly Word[]) {
  const message = `must be one of ${words.join(", ")}`;
  return z
    .string(message)
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(words, message))
    .meta(shownAs({ type: "string", enum: [...words] }))
    .optional()
    .describe("In any case.");
}
