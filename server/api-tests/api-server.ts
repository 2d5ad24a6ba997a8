import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll } from "vitest";
import type { ErrorBody } from "../../lib/api/types.ts";
import { type Application, registerApp } from "../app.ts";
import { loadConfig } from "../config.ts";
import { createApplication } from "../create-application.ts";
import { answerError, createGateway, type Gateway } from "../http/gateway.ts";
import { createLog } from "../log.ts";
import type { OpenApiDocument } from "../openapi/document.ts";
import { createShutdown } from "../shutdown.ts";
import { makeEmbedded, type TestDatabase } from "../testing/temporary-database.ts";
import { Contract } from "./contract.ts";
import { loadRoutes, matchRoute, type RouteEntry } from "./route-table.ts";

const TOKEN = "token-of-the-api-tests";

/** Whoever sends this API token. */
export interface Bearer {
  token: string;
}

export interface CallOptions {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: BodyInit;
  headers?: Record<string, string>;
  /** With whose credentials; by default the token's. */
  as?: "token" | "person" | "nobody" | Bearer;
}

/** An answer, with its body parsed. `body` is what the caller says it is: the tests look whether that holds. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface ApiServer {
  app: Application;
  /** Where it is, and the headers of the token, for calls of other kinds. */
  origin: string;
  credentials: Record<string, string>;
  /** For other things to be served beside the API. */
  gateway: Gateway;
  /** Answers at an address beside the API by a function. */
  serve(path: `/${string}`, answer: (request: Request) => Promise<Response>): void;
  call<Body = ErrorBody>(path: string, options?: CallOptions): Promise<Answer<Body>>;
}

/**
 * The real application on an embedded database, or on another, behind the real HTTP gateway, for one suite. Only Next is left out:
 * requests are given to the route files by their folders' names, as Next does. All that `call` gets is held to the OpenAPI document.
 */
export function startApiServer(makeDatabase: () => Promise<TestDatabase> = makeEmbedded): () => ApiServer {
  let server: ApiServer | undefined;
  let stop: () => Promise<unknown> = async () => undefined;
  beforeAll(async () => {
    const made = await makeDatabase();
    const config = loadConfig({
      PORT: "0",
      DATA_DIR: made.settings.dataDir,
      DATABASE_URL: made.settings.databaseUrl,
      WATCHFLOOR_TOKEN: TOKEN,
      WATCHFLOOR_SAMPLES: "off",
      LOG_LEVEL: "error",
    });
    const log = createLog(config.logLevel);
    const shutdown = createShutdown(log, 10_000);
    stop = async () => {
      await shutdown.stop("the suite has ended");
      registerApp(undefined);
      await made.remove();
    };
    const gateway = createGateway();
    const { port } = await gateway.listen(0, "127.0.0.1");
    const origin = `http://127.0.0.1:${port}`;
    const app = await createApplication({ config, log, shutdown, gateway, ownOrigin: origin });
    shutdown.onStop("HTTP", () => gateway.close(1000));
    registerApp(app);
    await app.work();
    const routes = await loadRoutes();
    gateway.mount("/").on("request", (request, response) => serve(routes, request, response));
    const cookie = await signIn(app, origin);
    const credentials = { authorization: `Bearer ${TOKEN}` };
    const { body: document } = await call<OpenApiDocument>(origin, cookie, "/api/openapi.json");
    const contract = new Contract(document);
    server = {
      app,
      gateway,
      origin,
      credentials,
      serve: (path, answer) => {
        const part = gateway.mount(path);
        part.on("request", async ({ url }, outgoing) =>
          send(await answer(new Request(new URL(url ?? "/", origin))), outgoing),
        );
      },
      call: async <Body>(path: string, options?: CallOptions) => {
        const answer = await call<Body>(origin, cookie, path, options);
        const { pathname } = new URL(path, origin);
        const entry = matchRoute(routes, pathname)?.entry;
        contract.check({
          method: methodOf(options),
          path: entry?.pattern.replaceAll("[", "{").replaceAll("]", "}"),
          isDialect: entry?.isDialect ?? false,
          status: answer.status,
          contentType: answer.headers.get("content-type"),
          body: answer.body,
        });
        return answer;
      },
    };
  });
  afterAll(() => stop());
  return () => {
    if (server === undefined) throw new Error("asked for the server before the suite began");
    return server;
  };
}

async function serve(routes: readonly RouteEntry[], incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const match = matchRoute(routes, url.pathname);
  const method = incoming.method ?? "GET";
  const handler = match?.entry.handlers[method];
  if (match === undefined || handler === undefined) {
    answerError(outgoing, 500, "INTERNAL", `The tests' server has no ${method} ${url.pathname}.`, "");
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, String(value));
  const body = await buffer(incoming);
  const request = new Request(url, {
    method,
    headers,
    ...(body.byteLength === 0 ? {} : { body: new Uint8Array(body) }),
  });
  // Next gives a fixed address no params at all.
  const params = Object.keys(match.params).length === 0 ? undefined : match.params;
  const response = await handler(request, { params: Promise.resolve(params) });
  await send(response, outgoing);
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.setHeaders(response.headers);
  outgoing.statusCode = response.status;
  if (response.body === null) outgoing.end();
  // As Next does: no faster than the client reads, and a stream that fails breaks the connection.
  else await pipeline(response.body, outgoing).catch(() => outgoing.destroy());
}

async function signIn(app: Application, origin: string): Promise<string> {
  const { url } = await app.auth.createSignInLink(origin);
  const { cookies } = await app.auth.signIn(new URL(url).searchParams.get("token") ?? "", new Headers());
  return cookies.map((cookie) => cookie.replace(/;.*$/, "")).join("; ");
}

async function call<Body>(
  origin: string,
  cookie: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer<Body>> {
  const content = options.json === undefined ? options.body : JSON.stringify(options.json);
  const response = await fetch(`${origin}${path}`, {
    method: methodOf(options),
    headers: {
      ...credentialsOf(options.as ?? "token", cookie),
      ...(options.json === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(content === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  const parsed = text === "" ? undefined : isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: parsed };
}

function credentialsOf(who: NonNullable<CallOptions["as"]>, cookie: string): Record<string, string> {
  if (who === "nobody") return {};
  if (who === "person") return { cookie };
  return { authorization: `Bearer ${who === "token" ? TOKEN : who.token}` };
}

function methodOf({ method, json, body }: CallOptions = {}): string {
  return method ?? (json === undefined && body === undefined ? "GET" : "POST");
}
