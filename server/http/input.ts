import { z } from "zod";
import type { ZodOpenApiOverrideContext } from "zod-openapi";
import { AppError, badRequest } from "../errors.ts";

/** The largest body that a request may have. */
const MAX_BODY_BYTES = 1024 * 1024;

/** How deep a body's objects and lists may be nested. */
const MAX_DEPTH = 100;

/**
 * Reads a JSON body of at most 1 MB, counting while it arrives. Undefined when there is none.
 * @throws AppError TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST
 */
export async function readJson(request: Request): Promise<unknown> {
  return (await readJsonText(request)).value;
}

/** As `readJson`, with the text as it was sent; empty when there is none. */
export async function readJsonText(request: Request): Promise<{ text: string; value: unknown }> {
  const text = await readText(request);
  if (text === "") return { text, value: undefined };
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(type)) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the body as JSON, with content-type: application/json.");
  }
  try {
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    throw new AppError("BAD_REQUEST", "body: is not valid JSON", { field: "body", cause });
  }
}

/** Reads a text body of at most 1 MB. @throws AppError TOO_LARGE, BAD_REQUEST */
export async function readText(request: Request): Promise<string> {
  const tooLarge = new AppError("TOO_LARGE", `The body may have at most ${MAX_BODY_BYTES} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("BAD_REQUEST", "body: is not valid UTF-8", { field: "body", cause });
  }
}

/**
 * Parses what a client sent. The error names the field that is wrong, as `fields.0.pattern`.
 * @param root what to call the whole, when no single field is to blame
 * @throws AppError BAD_REQUEST
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, root: string): z.output<Schema> {
  refuseNul(input, [], root);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw badRequest(root, "is not valid");
  if (issue.code === "unrecognized_keys") {
    throw badRequest(fieldName([...issue.path, ...issue.keys.slice(0, 1)], root), "is not known here");
  }
  throw badRequest(fieldName(issue.path, root), lowerFirst(issue.message));
}

/**
 * Parses the query of a request. A parameter given twice is an array to the schema.
 * @throws AppError BAD_REQUEST naming the parameter
 */
export function parseQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const { searchParams } = new URL(request.url);
  const given: Record<string, string | string[]> = {};
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    Object.defineProperty(given, name, { value: values.length > 1 ? values : values[0], enumerable: true });
  }
  return parseInput(schema, given, "query");
}

/** The `limit` of a list, as text from a query. */
export function limitParam(fallback: number, most: number) {
  const message = `must be a whole number from 1 to ${most}`;
  return z
    .string(message)
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= most, message)
    .meta(shownAs({ type: "integer", minimum: 1, maximum: most, default: fallback }))
    .default(fallback)
    .describe("How many at most.");
}

const COUNT_MESSAGE = "must be a whole number from 0";

/** A parameter that counts from 0, as `after` and `since` do. */
export function countParam(fallback: number) {
  return wholeNumber.meta(shownAs({ type: "integer", minimum: 0, default: fallback })).default(fallback);
}

const wholeNumber = z
  .string(COUNT_MESSAGE)
  .regex(/^\d{1,15}$/, COUNT_MESSAGE)
  .transform(Number);

/** A count that need not be given. */
export const optionalCount = wholeNumber.meta(shownAs({ type: "integer", minimum: 0 })).optional();

/** One or more of `values`, separated by commas, in any case; left out, none. */
export function listParam<Value extends string>(values: readonly Value[]) {
  const byName = new Map(values.map((value) => [value.toLowerCase(), value]));
  const message = `must be one or more of ${values.join(", ")}, separated by commas`;
  return z
    .string(message)
    .transform((text, context) => {
      const found = text.split(",").map((name) => byName.get(name.trim().toLowerCase()));
      if (found.includes(undefined)) context.addIssue({ code: "custom", message });
      return found.filter((value) => value !== undefined);
    })
    .meta(shownAs({ type: "array", items: { enum: [...values] } }))
    .default([])
    .meta({ param: { explode: false }, description: "One or more, with commas between; in any case." });
}

/** `true` or `false`; left out, false. */
export const flagParam = z
  .enum(["true", "false"], "must be true or false")
  .transform((text) => text === "true")
  .meta(shownAs({ type: "boolean", default: false }))
  .default(false);

/**
 * How the reference describes a text that is read as something else. The rules of the text itself (a pattern, an enumeration) are
 * left out.
 */
export function shownAs(shown: ZodOpenApiOverrideContext["jsonSchema"]) {
  return {
    override: ({ jsonSchema }: ZodOpenApiOverrideContext) => {
      for (const rule of ["pattern", "enum"] as const) delete jsonSchema[rule];
      Object.assign(jsonSchema, shown);
    },
  };
}

/** A `cursor` as an earlier page gave it; whether it is one, its reader says. */
export const cursorParam = z
  .string("must be given once")
  .min(1, "must not be empty")
  .max(1000)
  .optional()
  .describe("From another page of the same list.");

/** Refuses text with a NUL, which PostgreSQL can't store, in values and keys; and nesting that exhausts the stack. */
function refuseNul(value: unknown, path: PropertyKey[], root: string): void {
  if (typeof value === "string" && value.includes("\0")) {
    throw badRequest(fieldName(path, root), "must not hold a NUL character");
  }
  if (typeof value !== "object" || value === null) return;
  if (path.length >= MAX_DEPTH) throw badRequest(root, `is nested more than ${MAX_DEPTH} levels deep`);
  for (const [key, child] of Object.entries(value)) {
    if (key.includes("\0")) throw badRequest(fieldName(path, root), "must not have a NUL character in a name");
    refuseNul(child, [...path, key], root);
  }
}

function fieldName(path: readonly PropertyKey[], root: string): string {
  return path.length === 0 ? root : path.map(String).join(".").slice(0, 200);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
