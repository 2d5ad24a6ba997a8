import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import WebSocket, { WebSocketServer } from "ws";
import { goWrong, type UpstreamFault } from "./upstream-faults.ts";

/** What an upstream was asked. */
export interface UpstreamRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** When it came, in milliseconds of `performance.now()`. */
  at: number;
}

/** `json` is sent as JSON, `text` as it is. */
export interface UpstreamAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

export interface Upstream {
  origin: string;
  /** In the order that they came; WebSockets too. */
  requests: UpstreamRequest[];
  /** What is asked goes wrong from now on, all of it or what matches; null: nothing does. */
  fail(fault: UpstreamFault | null, matches?: (request: UpstreamRequest) => boolean): void;
  /** Answers are held back until `release` is called. */
  hold(): { release(): void };
  /** Resolves when something that matches is asked, before it is answered. */
  asked(matches: (request: UpstreamRequest) => boolean): Promise<UpstreamRequest>;
  /** Sends JSON to whoever listens at a path; how many that were. */
  tell(path: string, message: unknown): number;
  /** Ends the WebSockets at a path, or all: as a server does, or, without a code, as a broken line. */
  hangUp(path: string | null, code?: number): void;
  close(): Promise<void>;
}

export interface UpstreamOptions {
  /** Null: 404. */
  answer(request: UpstreamRequest): UpstreamAnswer | null | Promise<UpstreamAnswer | null>;
  /** Whether a WebSocket may be opened; 404 else. */
  admits?(request: UpstreamRequest): boolean;
  /** Where a redirect leads. */
  elsewhere?: string;
  port?: number;
  /** By how much its clock is ahead. */
  clockAheadMs?: number;
}

/** A real HTTP server on 127.0.0.1 that answers by a function, records what it is asked, and goes wrong on demand. */
export async function startUpstream({
  answer,
  admits,
  elsewhere = "http://127.0.0.1:9",
  port = 0,
  clockAheadMs = 0,
}: UpstreamOptions): Promise<Upstream> {
  const requests: UpstreamRequest[] = [];
  const sockets = new Set<Socket>();
  const listeners = new Map<WebSocket, string>();
  const waiting = new Set<{ matches(request: UpstreamRequest): boolean; resolve(request: UpstreamRequest): void }>();
  let wrong: { fault: UpstreamFault; matches(request: UpstreamRequest): boolean } | null = null;
  let gate: Promise<void> = Promise.resolve();

  function record(incoming: IncomingMessage, body: string): UpstreamRequest {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://upstream");
    const { method = "GET", headers } = incoming;
    const request = { method, path: decodeURI(pathname), query: searchParams, headers, body, at: performance.now() };
    requests.push(request);
    for (const each of waiting) if (each.matches(request)) each.resolve(request);
    return request;
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = record(incoming, await text(incoming));
    await gate;
    if (wrong?.matches(request)) return goWrong(wrong.fault, incoming, outgoing, elsewhere);
    const given = (await answer(request)) ?? { status: 404, json: { message: "There is no such thing." } };
    const type = given.text === undefined ? "application/json" : "text/plain; charset=utf-8";
    const date = new Date(Date.now() + clockAheadMs).toUTCString();
    outgoing.writeHead(given.status ?? 200, { date, "content-type": type, ...given.headers });
    outgoing.end(given.text ?? JSON.stringify(given.json));
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const webSockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (incoming, socket, head) => {
    const request = record(incoming, "");
    if (wrong?.matches(request) || !admits?.(request)) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      listeners.set(webSocket, request.path);
      webSocket.on("close", () => listeners.delete(webSocket));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const at = (path: string | null) => [...listeners].filter(([, each]) => path === null || each === path);

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail(fault, matches = () => true) {
      wrong = fault === null ? null : { fault, matches };
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return { release: resolve };
    },
    async asked(matches) {
      const { promise, resolve } = Promise.withResolvers<UpstreamRequest>();
      const entry = { matches, resolve };
      waiting.add(entry);
      const request = await promise;
      waiting.delete(entry);
      return request;
    },
    tell(path, message) {
      const open = at(path).filter(([socket]) => socket.readyState === WebSocket.OPEN);
      for (const [socket] of open) socket.send(JSON.stringify(message));
      return open.length;
    },
    hangUp(path, code) {
      for (const [socket] of at(path)) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      webSockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
