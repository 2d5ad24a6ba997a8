import type { ErrorCode } from "../../lib/api/types.ts";

/** The HTTP status of each error; a new code fails to compile until it has one. */
export const STATUS_OF_ERROR = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  SOURCE_FAILED: 502,
  UNAVAILABLE: 503,
} as const satisfies Record<ErrorCode, number>;
