import { STATUS_CODES } from "node:http";
import { z } from "zod";
import {
  AGENTY_EXPORT_TYPES,
  AGENTY_ORDERS,
  AGENTY_SORTS,
  type AgentyError,
  type AgentySort,
} from "../../lib/dialects/agenty/types.ts";
import { errorSchema } from "../../lib/dialects/agenty/wire.ts";
import type { Dialect } from "../http/dialect-route.ts";
import { countParam, limitParam } from "../http/input.ts";
import { STATUS_OF_ERROR } from "../http/statuses.ts";
import { bearerToken, queryToken } from "../http/tokens.ts";
import type { PageSort } from "../store/job-pages.ts";

const KEY_PARAM = "apikey";
const MOST = 2500;
const USUAL = 1000;

/** Agenty's jobs API: a key in the query, in a header of its own, or as a bearer token. */
export const agenty: Dialect<AgentyError> = {
  name: "agenty",
  tokenOf: (request) =>
    queryToken(request, KEY_PARAM) ?? request.headers.get("x-agenty-apikey") ?? bearerToken(request),
  answerError({ code, message }) {
    const status = STATUS_OF_ERROR[code];
    return { status, body: { status, code, name: STATUS_CODES[status] ?? "Error", message } };
  },
  reference: { tag: "Agenty", security: ["agentyQuery", "agentyHeader", "token"], error: errorSchema },
};

export const jobParams = z.object({ id: z.string() });

const page = { offset: countParam(0), limit: limitParam(USUAL, MOST) };

const collection = z
  .string("must be a whole number from 1")
  .regex(/^0*[1-9]\d{0,8}$/, "must be a whole number from 1")
  .max(15, "must be a whole number from 1")
  .transform(Number)
  .default(1);

const modified = z
  .enum(["0", "1"], "must be 1 for rows as post-processing left them, or 0 for rows as they were found")
  .transform((text) => text === "1")
  .default(true);

const agentId = z
  .string("must be given once")
  .min(1, "must not be empty")
  .max(200, "must not be longer than 200 characters")
  .optional();

const FILE_NAME = "must be up to 100 letters, digits, spaces, dots, - and _, and begin with a letter, a digit or _";

/** A name that is a file's in no folder, whatever system it is saved on; `.csv` is put after it where it is missing. */
const fileName = z
  .string(FILE_NAME)
  .normalize()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ .-]{0,99}$/u, FILE_NAME)
  .transform((name) => (/\.csv$/i.test(name) ? name : `${name}.csv`))
  .default("export.csv");

export const listQuery = z.object({
  agent_id: agentId,
  sort: z.enum(AGENTY_SORTS, `must be one of ${AGENTY_SORTS.join(", ")}`).default("created_at"),
  order: z.enum(AGENTY_ORDERS, `must be ${AGENTY_ORDERS.join(" or ")}`).default("desc"),
  ...page,
});
export const downloadQuery = z.object({ agent_id: agentId });
export const logsQuery = z.object(page);
export const resultQuery = z.object({ ...page, collection, modified });
export const resultDownloadQuery = z.object({ collection, modified, filename: fileName });
export const exportQuery = z.object({
  type: z.enum(AGENTY_EXPORT_TYPES, `must be ${AGENTY_EXPORT_TYPES.join(" or ")}`).default("result"),
  collection,
  modified,
  filename: fileName,
});

const COLUMN_OF_SORT: Record<AgentySort, PageSort> = {
  job_id: "id",
  type: "type",
  priority: "priority",
  created_at: "createdAt",
  started_at: "startedAt",
  completed_at: "endedAt",
  queue_time: "queueMs",
  run_duration: "durationMs",
};

/** The page of the console's services that a list's query asks for. */
export function toPage({ sort, order, offset, limit }: Omit<z.output<typeof listQuery>, "agent_id">) {
  return { sort: [{ column: COLUMN_OF_SORT[sort], descending: order === "desc" }], offset, limit };
}
