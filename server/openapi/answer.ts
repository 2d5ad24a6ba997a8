import { z } from "zod";
import type { ZodObjectInput, ZodOpenApiRequestBodyObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { RouteOptions } from "../http/route.ts";
import type { Operation } from "./operation.ts";

/** A success that the handler answers as a response of its own: a file, or a text that is written bit by bit. */
export interface FileAnswer {
  contentTypes: readonly [string, ...string[]];
  /** Of a text that is JSON. */
  schema?: z.ZodType;
}

/** A success that is a file of one of these types; the handler answers it as a response. */
export function fileAnswer(...contentTypes: FileAnswer["contentTypes"]): FileAnswer {
  return { contentTypes };
}

/** A success that is JSON of this schema, which the handler writes itself, since it is too long to be held or comes in another way. */
export function writtenAnswer(schema: z.ZodType): FileAnswer {
  return { contentTypes: ["application/json"], schema };
}

/** A success that says nothing: 204. */
export const noContent = z.void();

/** What a handler returns, by what its contract says. */
export type Answered<Answer extends z.ZodType | FileAnswer> = Answer extends z.ZodType ? z.output<Answer> : Response;

/** What a route takes, as the OpenAPI document has it. */
export function inputs({
  params,
  query,
  body,
}: RouteOptions<z.ZodType, z.ZodType, z.ZodType>): Pick<Operation, "requestParams" | "requestBody"> {
  const [path, search] = [objectOf(params), objectOf(query)];
  const requestParams = { ...(path !== undefined && { path }), ...(search !== undefined && { query: search }) };
  return {
    ...(Object.keys(requestParams).length > 0 && { requestParams }),
    ...(body !== undefined && { requestBody: jsonBody(body) }),
  };
}

/** What a route answers when all went well, as the document has it. */
export function success(answer: z.ZodType | FileAnswer, status: 200 | 201 = 200): ZodOpenApiResponsesObject {
  if (answer === noContent) return { 204: { description: "It is done." } };
  const { contentTypes, schema } =
    "contentTypes" in answer ? answer : { contentTypes: ["application/json"], schema: answer };
  const text = { schema: schema ?? ({ type: "string" } as const) };
  const content = Object.fromEntries(contentTypes.map((type) => [type, text]));
  const description = schema === undefined ? "A file." : (schema.description ?? "What was asked for.");
  return { [status]: { description, content } };
}

/** A JSON body by its schema; it may be left out where the schema takes undefined. */
function jsonBody(schema: z.ZodType): ZodOpenApiRequestBodyObject {
  return { required: !schema.safeParse(undefined).success, content: { "application/json": { schema } } };
}

/** The object, with a name for each part, that a schema is of: itself, or what it makes of its input. */
function objectOf(schema: z.ZodType | undefined): (z.ZodType & ZodObjectInput) | undefined {
  if (schema instanceof z.ZodObject) return schema;
  return schema instanceof z.ZodPipe && schema.out instanceof z.ZodObject ? schema.out : undefined;
}
