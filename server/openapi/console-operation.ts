import type { z } from "zod";
import type { ErrorCode } from "../../lib/api/types.ts";
import type { RouteOptions } from "../http/route.ts";
import { type FileAnswer, inputs, success } from "./answer.ts";
import { errorResponses } from "./error-responses.ts";
import type { Operation } from "./operation.ts";
import { anyOf } from "./security.ts";
import type { Tag } from "./tags.ts";

/** All that a route of the console's API takes and answers. */
export interface ConsoleContract<
  Answer extends z.ZodType | FileAnswer = z.ZodType | FileAnswer,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> extends RouteOptions<Params, Query, Body> {
  tag: Tag;
  /** What it does, in a few words, for a list. */
  summary: string;
  /** What else there is to know, in Markdown of `code` and paragraphs. */
  description?: string;
  /** Of what a success answers. */
  answer: Answer;
  /** Errors of its own, beyond those of credentials, of input, and of parts of the address that name nothing. */
  errors?: readonly ErrorCode[];
}

/** The contract as the OpenAPI document has it. */
export function consoleOperation(contract: ConsoleContract): Operation {
  const { tag, summary, description, params, body, answer, errors = [] } = contract;
  const codes: ErrorCode[] = [
    ...(["BAD_REQUEST", "UNAUTHENTICATED", "FORBIDDEN", "INTERNAL", "UNAVAILABLE"] as const),
    ...(params === undefined ? [] : (["NOT_FOUND"] as const)),
    ...(body === undefined ? [] : (["TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const)),
    ...errors,
  ];
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: anyOf("token", "session"),
    ...inputs(contract),
    responses: { ...success(answer, contract.status), ...errorResponses(codes) },
  };
}
