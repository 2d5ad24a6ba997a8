import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ERROR_CODES, type ErrorBody } from "../../lib/api/types.ts";
import { type Application, getApp } from "../app.ts";
import { type Principal, requireScope } from "../auth/principal.ts";
import { AppError } from "../errors.ts";
import type { Answered, FileAnswer } from "../openapi/answer.ts";
import { type ConsoleContract, consoleOperation } from "../openapi/console-operation.ts";
import { type Described, describeRoute } from "../openapi/operation.ts";
import { REQUEST_ID_HEADER } from "./gateway.ts";
import { parseInput, parseQuery, readJsonText } from "./input.ts";
import { isOwnOrigin } from "./origin.ts";
import { STATUS_OF_ERROR } from "./statuses.ts";

/** What a handler gets: the request, already authenticated and parsed. */
export interface Call<Params, Query, Body> {
  request: Request;
  app: Application;
  principal: Principal;
  requestId: string;
  /** The parts of the address in brackets, decoded. */
  params: Params;
  query: Query;
  body: Body;
  /** The body as it was sent, for what is kept letter by letter; empty where none is read. */
  bodyText: string;
}

export interface RouteOptions<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  /** Of the address's parts in brackets. A part that does not fit is a 404: nothing can have that address. */
  params?: Params;
  /** Of the query. Left out, the query is not looked at. */
  query?: Query;
  /** Of the JSON body; it gets undefined when there is none. Left out, the body is not read. */
  body?: Body;
  /** The status of a success; 200, or 204 when the handler returns undefined. */
  status?: 200 | 201;
}

/** What Next calls. */
export interface NextRoute extends Described {
  (request: Request, context: { params: Promise<Record<string, string | string[]> | undefined> }): Promise<Response>;
}

const UNSAFE_METHODS = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const textParams = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * An API route around a handler: lets in only who may, parses what came by the contract's schemas, answers what the handler returns as
 * JSON (or a file, as it is), and turns every error into the API's form. Answers are held to the contract by their types, and
 * by the API tests; not while serving.
 */
export function route<
  Answer extends z.ZodType | FileAnswer,
  Params extends z.ZodType = typeof textParams,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  handler: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Answered<Answer> | Promise<Answered<Answer>>,
  contract: ConsoleContract<Answer, Params, Query, Body>,
): NextRoute {
  const serve: NextRoute = async (request, context) =>
    respond(request, async (app, requestId) => {
      const identity = await app.auth.authenticateAndRenew(request.headers);
      if (identity === null) {
        throw new AppError("UNAUTHENTICATED", "Sign in, or send a valid API token as a bearer token.");
      }
      const { principal, cookies } = identity;
      if (principal.kind === "person") refuseOtherSites(request, app);
      requireScope(principal, UNSAFE_METHODS.has(request.method) ? "services:write" : "services:read");
      const call = { request, app, principal, requestId, ...(await parseCall(request, context, contract)) };
      const result = await handler(call);
      const response = result instanceof Response ? result : answerJson(result, contract.status);
      for (const cookie of cookies) response.headers.append("set-cookie", cookie);
      return response;
    });
  return describeRoute(serve, consoleOperation(contract));
}

/** A route that needs nobody signed in, for our own pages only: signing in and out. */
export function openRoute(handler: (request: Request, app: Application) => Promise<Response>): NextRoute {
  return async (request) =>
    respond(request, async (app) => {
      refuseOtherSites(request, app);
      return handler(request, app);
    });
}

async function respond(
  request: Request,
  work: (app: Application, requestId: string) => Promise<Response>,
): Promise<Response> {
  const app = getApp();
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? randomUUID();
  try {
    return finish(await work(app, requestId), requestId);
  } catch (error) {
    return finish(answerError(error, requestId, request, app), requestId);
  }
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

/** What an address serves. HEAD is answered as GET without the body, OPTIONS with what is allowed. */
export type GivenMethods = Partial<Record<Exclude<Method, "HEAD" | "OPTIONS">, NextRoute>>;

/** All methods of one address, to be exported by its route file: those not given answer 405 and what is allowed. */
export function methods(given: GivenMethods): Record<Method, NextRoute> {
  return completeMethods(given, {
    refuse: (request, error) =>
      respond(request, async () => {
        throw error;
      }),
    options: (allow) => new Response(null, { status: 204, headers: { allow } }),
  });
}

/** All methods of one address. `refuse` answers the error to those not given, `options` tells what is allowed. */
export function completeMethods(
  given: GivenMethods,
  answers: { refuse(request: Request, error: AppError): Promise<Response>; options(allow: string): Response },
): Record<Method, NextRoute> {
  const options: NextRoute = async () => answers.options(allow);
  const routes: Partial<Record<Method, NextRoute>> = {
    ...given,
    ...(given.GET && { HEAD: given.GET }),
    OPTIONS: options,
  };
  const allow = METHODS.filter((method) => routes[method] !== undefined).join(", ");
  const refuse: NextRoute = async (request) => {
    const error = new AppError("METHOD_NOT_ALLOWED", `${request.method} is not allowed here; allowed: ${allow}.`);
    const response = await answers.refuse(request, error);
    response.headers.set("allow", allow);
    return response;
  };
  return everyMethod((method) => routes[method] ?? refuse);
}

/** All methods of one address, to be exported by its route file. */
export function everyMethod(routeOf: (method: Method) => NextRoute): Record<Method, NextRoute> {
  return Object.fromEntries(METHODS.map((method) => [method, routeOf(method)])) as Record<Method, NextRoute>;
}

/** Refuses what a page of another site asks a browser to do with the operator's cookie. */
function refuseOtherSites(request: Request, app: Application): void {
  if (isOwnOrigin(request.headers, app.config.publicUrl, UNSAFE_METHODS.has(request.method))) return;
  throw new AppError(
    "FORBIDDEN",
    "This request comes from another site. Use the console's own pages, or an API token.",
  );
}

/** Any error as one that may be shown. What is not an AppError is logged and not shown. */
export function toAppError(error: unknown, requestId: string, request: Request, app: Application): AppError {
  const known = isAppError(error)
    ? error
    : new AppError("INTERNAL", `Something went wrong here; the log has it under ${requestId}.`);
  if (known.code === "INTERNAL") {
    const { pathname } = new URL(request.url);
    app.log.error({ err: error, requestId, method: request.method, path: pathname }, "A request failed");
  }
  return known;
}

/** Any error in the API's form. */
function answerError(error: unknown, requestId: string, request: Request, app: Application): Response {
  const known = toAppError(error, requestId, request, app);
  const { code, message, field } = known;
  const body: ErrorBody = { error: { code, message, requestId, ...(field === undefined ? {} : { field }) } };
  return withRetryAfter(answerJson(body, STATUS_OF_ERROR[code]), known);
}

/** The answer of an error with when to come again, where that is known. */
export function withRetryAfter(response: Response, { retryAfter }: AppError): Response {
  if (retryAfter !== undefined) response.headers.set("retry-after", String(retryAfter));
  return response;
}

export async function parseCall<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  request: Request,
  context: Parameters<NextRoute>[1],
  options: RouteOptions<Params, Query, Body>,
) {
  const params = (options.params ?? textParams).safeParse((await context.params) ?? {});
  if (!params.success) throw new AppError("NOT_FOUND", "Nothing is served at this address.");
  const query = options.query === undefined ? undefined : parseQuery(request, options.query);
  const sent = options.body === undefined ? { text: "", value: undefined } : await readJsonText(request);
  const body = options.body === undefined ? undefined : parseInput(options.body, sent.value, "body");
  return { params: params.data, query, body, bodyText: sent.text } as Pick<
    Call<z.output<Params>, z.output<Query>, z.output<Body>>,
    "params" | "query" | "body" | "bodyText"
  >;
}

export function answerJson(value: unknown, status?: number): Response {
  if (value === undefined) return new Response(null, { status: status ?? 204 });
  return Response.json(value, { status: status ?? 200 });
}

export function finish(response: Response, requestId: string): Response {
  response.headers.set(REQUEST_ID_HEADER, requestId);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

// By its shape: a service's AppError was made by the custom server's copy of the class, not by this bundle's.
export function isAppError(error: unknown): error is AppError {
  if (!(error instanceof Error) || error.name !== "AppError" || !("code" in error)) return false;
  return ERROR_CODES.some((code) => code === error.code);
}
