import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { errorBody } from "../../lib/api/answers/errors.ts";
import { ERROR_CODES, type ErrorCode } from "../../lib/api/types.ts";
import { STATUS_OF_ERROR } from "../http/statuses.ts";

const WHEN: Record<ErrorCode, string> = {
  BAD_REQUEST: "A parameter, the body or a part of it cannot be read, or is not known here: `field` names it.",
  UNAUTHENTICATED: "No credentials, or wrong ones.",
  FORBIDDEN: "The caller may not do this, or a browser was sent here by another site.",
  NOT_FOUND: "Nothing that the caller may see has this address.",
  METHOD_NOT_ALLOWED: "The header `allow` says which methods are.",
  CONFLICT: "What is there now does not allow it; the message says what and what to do.",
  TOO_LARGE: "The body has more than 1 MB.",
  UNSUPPORTED_MEDIA_TYPE: "The body is not `application/json`.",
  RATE_LIMITED: "Too many requests; try again later.",
  INTERNAL: "Our fault; the log has it under the `requestId`.",
  UNAVAILABLE: "The console is starting or stopping, or the answer would take too long.",
  SOURCE_FAILED: "The backend that the job is of did not do it; the message has its own words.",
};

/** The answer of each error: one object each, so that the document has it once. */
const RESPONSES: readonly { code: ErrorCode; response: ZodOpenApiResponseObject }[] = ERROR_CODES.map((code) => ({
  code,
  response: { id: code, description: WHEN[code], content: { "application/json": { schema: errorBody } } },
}));

/** The error answers of a console route by their statuses. */
export function errorResponses(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const { code, response } of RESPONSES) {
    if (codes.includes(code)) responses[`${STATUS_OF_ERROR[code]}`] = response;
  }
  return responses;
}
