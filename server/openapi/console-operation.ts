import { z } from "zod";
import type { ZodObjectInput, ZodOpenApiResponseObject } from "zod-openapi";
import type { ErrorCode } from "../../lib/api/types.ts";
import type { RouteOptions } from "../http/route.ts";
import { errorResponses } from "./error-responses.ts";
import { jsonBody, type Operation } from "./operation.ts";
import { anyOf } from "./security.ts";
import type { Tag } from "./tags.ts";

/** A success that is a file. */
export interface FileAnswer {
  contentTypes: readonly [string, ...string[]];
}

/** A success that is a file of one of these types; the handler answers it as a response. */
export function fileAnswer(...contentTypes: FileAnswer["contentTypes"]): FileAnswer {
  return { contentTypes };
}

/** A success that says nothing: 204. */
export const noContent = z.void();

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
  const { tag, summary, description, params, query, body, answer, errors = [] } = contract;
  const codes: ErrorCode[] = [
    ...(["BAD_REQUEST", "UNAUTHENTICATED", "FORBIDDEN", "INTERNAL", "UNAVAILABLE"] as const),
    ...(params === undefined ? [] : (["NOT_FOUND"] as const)),
    ...(body === undefined ? [] : (["TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const)),
    ...errors,
  ];
  const requestParams = {
    ...(isObject(params) && { path: params }),
    ...(isObject(query) && { query }),
  };
  const status = answer === noContent ? "204" : (`${contract.status ?? 200}` as const);
  return {
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: anyOf("token", "session"),
    ...(Object.keys(requestParams).length > 0 && { requestParams }),
    ...(body !== undefined && { requestBody: jsonBody(body) }),
    responses: { [status]: success(answer), ...errorResponses(codes) },
  };
}

function success(answer: z.ZodType | FileAnswer): ZodOpenApiResponseObject {
  if (answer === noContent) return { description: "It is done." };
  if ("contentTypes" in answer) {
    const file = { schema: { type: "string" } } as const;
    return { description: "A file.", content: Object.fromEntries(answer.contentTypes.map((type) => [type, file])) };
  }
  return { description: answer.description ?? "A success.", content: { "application/json": { schema: answer } } };
}

/** Whether a schema is of an object, with a name for each part. */
function isObject(schema: z.ZodType | undefined): schema is z.ZodType & ZodObjectInput {
  return schema instanceof z.ZodObject;
}
