import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Scope } from "../../lib/api/scopes.ts";
import type { DialectName } from "../../lib/dialects/dialect-name.ts";
import { type Application, getApp } from "../app.ts";
import { requireScope } from "../auth/principal.ts";
import { AppError } from "../errors.ts";
import type { Answered, FileAnswer } from "../openapi/answer.ts";
import { type DialectContract, type DialectReference, dialectOperation } from "../openapi/dialect-operation.ts";
import { describeRoute } from "../openapi/operation.ts";
import { REQUEST_ID_HEADER } from "./gateway.ts";
import {
  answerJson,
  type Call,
  completeMethods,
  everyMethod,
  finish,
  type GivenMethods,
  type Method,
  type NextRoute,
  parseCall,
  type RouteOptions,
  toAppError,
  withRetryAfter,
} from "./route.ts";

/** What tells one vendor's API from another, apart from its routes. */
export interface Dialect<ErrorBody = unknown> {
  name: DialectName;
  /** Where a program puts its token; null when it has sent none. */
  tokenOf(request: Request): string | null;
  /** An error as the vendor's documents show it. */
  answerError(error: AppError): { status: number; body: ErrorBody };
  /** How the reference presents it. */
  reference: DialectReference<ErrorBody>;
}

export interface DialectRouteOptions<
  Answer extends z.ZodType | FileAnswer,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> extends RouteOptions<Params, Query, Body> {
  /** What the token must allow. By default what the method says: to read for GET, to write for all others. */
  scope?: Scope;
  /** What it does and answers. */
  contract: DialectContract<Answer>;
}

/**
 * A route of another vendor's API. It obeys tokens only, never a browser's session, whatever the method: some of these APIs
 * act on GET. So pages of any site may call it with a token of theirs. What the handler returns is held to the contract by its type.
 */
export function dialectRoute<
  Answer extends z.ZodType | FileAnswer,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  dialect: Dialect,
  handler: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Answered<Answer> | Promise<Answered<Answer>>,
  options: DialectRouteOptions<Answer, Params, Query, Body>,
): NextRoute {
  const serve: NextRoute = async (request, context) =>
    respond(dialect, request, async (app, requestId) => {
      const token = dialect.tokenOf(request);
      const principal = token === null ? null : await app.auth.authenticateToken(token);
      if (principal === null) {
        const problem = token === null ? "Send an API token." : "This API token is not valid, or no longer.";
        throw new AppError("UNAUTHENTICATED", `${problem} Tokens are made in the console's settings.`);
      }
      const reads = request.method === "GET" || request.method === "HEAD";
      requireScope(principal, options.scope ?? (reads ? "services:read" : "services:write"));
      const call = { request, app, principal, requestId, ...(await parseCall(request, context, options)) };
      const result = await handler(call);
      return result instanceof Response ? result : answerJson(result, options.status);
    });
  return describeRoute(serve, dialectOperation(dialect.reference, options.contract, options));
}

/** A route of another vendor's API that needs no token: what may be had there, its handler says. */
export function openDialectRoute<Params extends z.ZodType = z.ZodUndefined, Query extends z.ZodType = z.ZodUndefined>(
  dialect: Dialect,
  handler: (call: Omit<Call<z.output<Params>, z.output<Query>, unknown>, "principal">) => Promise<Response>,
  options: Pick<DialectRouteOptions<FileAnswer, Params, Query, z.ZodUndefined>, "params" | "query" | "contract">,
): NextRoute {
  const serve: NextRoute = async (request, context) =>
    respond(dialect, request, async (app, requestId) =>
      handler({ request, app, requestId, ...(await parseCall(request, context, options)) }),
    );
  return describeRoute(serve, dialectOperation(dialect.reference, options.contract, options));
}

/** All methods of the addresses below one of a dialect's where there is nothing. */
export function nothingHere(dialect: Dialect): Record<Method, NextRoute> {
  return everyMethod(
    () => (request) =>
      respond(dialect, request, async () => {
        throw new AppError("NOT_FOUND", "The API has nothing at this address.");
      }),
  );
}

/** All methods of one address, to be exported by its route file: those not given answer 405 and what is allowed. */
export function dialectMethods(dialect: Dialect, given: GivenMethods): Record<Method, NextRoute> {
  return completeMethods(given, {
    refuse: (request, error) =>
      respond(dialect, request, async () => {
        throw error;
      }),
    options(allow) {
      const headers = { allow, "access-control-allow-methods": allow, "access-control-max-age": "86400" };
      return shared(new Response(null, { status: 204, headers }));
    },
  });
}

async function respond(
  dialect: Dialect,
  request: Request,
  work: (app: Application, requestId: string) => Promise<Response>,
): Promise<Response> {
  const app = getApp();
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? randomUUID();
  try {
    return shared(finish(await work(app, requestId), requestId));
  } catch (error) {
    const known = toAppError(error, requestId, request, app);
    const { status, body } = dialect.answerError(known);
    const response = shared(finish(withRetryAfter(answerJson(body, status), known), requestId));
    if (status === 401) response.headers.set("www-authenticate", "Bearer");
    return response;
  }
}

/** Lets pages of other sites read an answer. No cookie has had a part in it. */
function shared(response: Response): Response {
  response.headers.set("access-control-allow-origin", "*");
  response.headers.set("access-control-allow-headers", "authorization, content-type, x-agenty-apikey");
  response.headers.set("access-control-expose-headers", "content-disposition, retry-after, x-request-id");
  return response;
}
