import type { ErrorCode } from "../lib/api/types.ts";

/**
 * An error that a caller may see: its message says what happened and what to do. `field` names the part of the input
 * that was wrong. Anything else that is thrown is logged with the request's id and answered as INTERNAL.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  /** After how many seconds it makes sense to ask again; undefined where nobody knows. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { field?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field;
    this.retryAfter = options.retryAfter;
  }
}

/** 400: the client sent something that cannot be; `field` is where. */
export function badRequest(field: string, message: string): AppError {
  return new AppError("BAD_REQUEST", `${field}: ${message}`, { field });
}

/** 404: nothing of that id, or nothing that the caller may know of. */
export function notFound(what: string): AppError {
  return new AppError("NOT_FOUND", `${what} does not exist.`);
}

/** 409: the thing is in a state that does not allow this. */
export function conflict(message: string): AppError {
  return new AppError("CONFLICT", message);
}
