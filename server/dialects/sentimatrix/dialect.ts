import type { z } from "zod";
import type { ErrorCode } from "../../../lib/api/types.ts";
import { errorSchema } from "../../../lib/dialects/sentimatrix/wire.ts";
import type { AppError } from "../../errors.ts";
import type { Dialect } from "../../http/dialect-route.ts";
import { STATUS_OF_ERROR } from "../../http/statuses.ts";
import { bearerToken } from "../../http/tokens.ts";

/** The code of each error, and its status where the document has another than ours. */
const WIRE_ERROR: Record<ErrorCode, { code: string; status?: number }> = {
  BAD_REQUEST: { code: "VALIDATION_ERROR" },
  UNAUTHENTICATED: { code: "UNAUTHORIZED" },
  FORBIDDEN: { code: "FORBIDDEN" },
  NOT_FOUND: { code: "NOT_FOUND" },
  METHOD_NOT_ALLOWED: { code: "METHOD_NOT_ALLOWED" },
  CONFLICT: { code: "CONFLICT" },
  TOO_LARGE: { code: "TOO_LARGE" },
  UNSUPPORTED_MEDIA_TYPE: { code: "UNSUPPORTED_MEDIA_TYPE" },
  // Of an agent's starts of a day: nothing else is limited here.
  RATE_LIMITED: { code: "RATE_LIMITED", status: 400 },
  INTERNAL: { code: "INTERNAL_ERROR" },
  UNAVAILABLE: { code: "UNAVAILABLE" },
  SOURCE_FAILED: { code: "SOURCE_FAILED" },
};

/** The field of an error that says that there is nothing to start a job for; no request has one of this name. */
export const NO_TARGETS_FIELD = "targets";

/** What the document has a code of its own for, by the field that our error names. */
const WIRE_ERROR_OF_FIELD: Record<string, { code: string; status?: number }> = {
  exclusive: { code: "JOB_RUNNING", status: 400 },
  [NO_TARGETS_FIELD]: { code: "NO_TARGETS" },
};

type SentimatrixDialect = Dialect<z.output<typeof errorSchema>>;

/** Sentimatrix's jobs API: a bearer token, errors as `{detail, code}`. */
export const sentimatrix: SentimatrixDialect = {
  name: "sentimatrix",
  tokenOf: bearerToken,
  answerError: (error) => answer(error, WIRE_ERROR_OF_FIELD[error.field ?? ""] ?? WIRE_ERROR[error.code]),
  reference: { tag: "Sentimatrix", security: ["token"], error: errorSchema },
};

/** The dialect where a conflict is one that the document has a code for. */
export function whereConflictIs(code: "CANNOT_CANCEL" | "CANNOT_RETRY"): SentimatrixDialect {
  return {
    ...sentimatrix,
    answerError: (error) =>
      error.code === "CONFLICT" ? answer(error, { code, status: 400 }) : sentimatrix.answerError(error),
  };
}

function answer(error: AppError, { code, status = STATUS_OF_ERROR[error.code] }: { code: string; status?: number }) {
  return { status, body: { detail: error.message, code } };
}
