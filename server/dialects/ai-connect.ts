import { z } from "zod";
import type { ErrorCode } from "../../lib/api/types.ts";
import { readStatus } from "../../lib/dialects/ai-connect/status.ts";
import { errorSchema } from "../../lib/dialects/ai-connect/wire.ts";
import { readInstant } from "../../lib/dialects/read-instant.ts";
import type { Dialect } from "../http/dialect-route.ts";
import { countParam, limitParam } from "../http/input.ts";
import { STATUS_OF_ERROR } from "../http/statuses.ts";
import { bearerToken } from "../http/tokens.ts";
import type { PageSort } from "../store/job-pages.ts";

/** A request that cannot be read is a bad one, whatever the reason: the document knows no other status. */
const BAD: readonly ErrorCode[] = ["TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

/** AI Connect's agent jobs: bearer tokens, and errors with a message. */
export const aiConnect: Dialect<z.output<typeof errorSchema>> = {
  name: "ai-connect",
  tokenOf: bearerToken,
  answerError: ({ code, message }) => ({
    status: STATUS_OF_ERROR[BAD.includes(code) ? "BAD_REQUEST" : code],
    body: { error: code, message },
  }),
  reference: { tag: "AI Connect", security: ["token"], error: errorSchema },
};

const MOST_JOBS = 200;
const MOST_SORTS = 5;
const MOST_TRIES_AGAIN = 10;
const DAY_MINUTES = 1440;
/** A year: nobody means a longer spread. */
const MOST_DELAY_MINUTES = 525_600;

const text = (most: number) =>
  z.string("must be a text").min(1, "must not be empty").max(most, `may have at most ${most} characters`);
const anything = z.record(z.string(), z.unknown(), "must be an object");
const number = (least: number, most: number) => {
  const message = `must be a number from ${least} to ${most}`;
  return z.number(message).min(least, message).max(most, message).nullish();
};
const whole = (most: number) => {
  const message = `must be a whole number from 0 to ${most}`;
  return z.int(message).min(0, message).max(most, message).nullish();
};

const TIME_PROBLEM = "must be a time in ISO 8601 of a year from 1000 to 8999, like 2026-12-31T09:00:00Z";
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const time = z.string(TIME_PROBLEM).transform((given, context) => {
  const read = readInstant(DATE.test(given) ? `${given}T00:00:00Z` : given);
  // No time far out is meant, and not every one can be stored.
  if (read !== null && read > "1000" && read < "9000") return read;
  context.addIssue({ code: "custom", message: TIME_PROBLEM });
  return z.NEVER;
});

/** Body of a creation. What it does not name is kept all the same. */
export const createBody = z.object(
  {
    target_channel: z.looseObject(
      {
        org_id: text(200),
        platform: text(200),
        type: text(200),
        code: text(200),
        data: anything.nullish(),
      },
      "is missing: name the channel that the job is for",
    ),
    job_type_id: text(200),
    config: z.looseObject(
      {
        max_follow_ups: whole(1_000_000),
        max_task_retries: whole(MOST_TRIES_AGAIN),
        task_retry_interval: number(0, DAY_MINUTES),
        start_prompt: z.string("must be a text").nullish(),
        max_time_to_complete: number(0.1, DAY_MINUTES),
        profile_id: z.string("must be a text").nullish(),
      },
      "is missing: send {} for none",
    ),
    params: z.record(z.string(), z.unknown(), "must be an object: send {} for none"),
    scheduled_at: time.nullish(),
  },
  "must be an object",
);
export type CreateBody = z.output<typeof createBody>;

export const createQuery = z.object({
  delay: countParam(0).refine(
    (minutes) => minutes <= MOST_DELAY_MINUTES,
    `must be a whole number from 0 to ${MOST_DELAY_MINUTES}`,
  ),
});

export const cancelBody = z
  .object({ reason: z.string("must be a text").trim().max(500, "may have at most 500 characters").nullish() })
  .nullish();

export const jobParams = z.object({ id: z.string() });

const COLUMN_OF_FIELD = {
  job_id: "id",
  created_at: "createdAt",
  updated_at: "updatedAt",
  scheduled_at: "scheduledAt",
} as const satisfies Record<string, PageSort>;
type SortField = keyof typeof COLUMN_OF_FIELD;
const FIELDS = Object.keys(COLUMN_OF_FIELD) as SortField[];
const SORT_PROBLEM = `must be a field and a direction, like created_at:desc; fields are ${FIELDS.join(", ")}`;

/** An order as its answer names it. */
export interface FieldSort {
  field: SortField;
  direction: "asc" | "desc";
}

const sort = z
  .string(SORT_PROBLEM)
  .transform((given, context): FieldSort[] => {
    const read = given.split(",").map(readSort);
    const sorts = read.filter((each) => each !== null);
    const fields = new Set(sorts.map(({ field }) => field));
    if (fields.size === read.length && read.length <= MOST_SORTS) return sorts;
    context.addIssue({ code: "custom", message: SORT_PROBLEM });
    return z.NEVER;
  })
  .default([{ field: "created_at", direction: "desc" }]);

function readSort(given: string): FieldSort | null {
  const [name, way = "asc", ...more] = given.trim().toLowerCase().split(":");
  const field = FIELDS.find((each) => each === name);
  if (field === undefined || more.length > 0 || (way !== "asc" && way !== "desc")) return null;
  return { field, direction: way };
}

/** The order as the console's services take it. */
export function toPageSort(sorts: readonly FieldSort[]) {
  return sorts.map(({ field, direction }) => ({
    column: COLUMN_OF_FIELD[field],
    descending: direction === "desc",
  }));
}

const STATUS_PROBLEM = "must be WAITING, SCHEDULED, RUNNING, COMPLETED, FAILED or CANCELED";
const ref = z.string("must be given once").min(1, "must not be empty").max(200, "may have at most 200 characters");

/** The query of a list. Parameters that it does not know count for nothing. */
export const listQuery = z.object({
  status: z
    .string(STATUS_PROBLEM)
    .transform((given, context) => {
      const status = readStatus(given);
      if (status !== null) return status;
      context.addIssue({ code: "custom", message: STATUS_PROBLEM });
      return z.NEVER;
    })
    .optional(),
  scheduled_at: time.optional(),
  scheduled_at_gte: time.optional(),
  scheduled_at_lte: time.optional(),
  created_at_gte: time.optional(),
  created_at_lte: time.optional(),
  job_type_id: ref.optional(),
  channel_code: ref.optional(),
  limit: limitParam(50, MOST_JOBS),
  offset: countParam(0),
  sort,
  include: z.literal("stats", "must be stats").optional(),
});
export type ListQuery = z.output<typeof listQuery>;
