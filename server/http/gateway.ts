import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { ErrorBody } from "../../lib/api/types.ts";
import { AppError } from "../errors.ts";

/**
 * The one port. Each part that speaks HTTP gets a server of its own that never listens, and hears the requests and
 * upgrades of its path there; so Socket.IO and Next, which both want to own `upgrade`, live together.
 */
export interface Gateway {
  /**
   * The part's own server for everything at and below `path`. The longest path wins; `/` takes the rest. A part hears what it
   * listens for, requests or upgrades: the others go on to the part of the next shorter path.
   */
  mount(path: `/${string}`): Server;
  /** Done first of all when the gateway closes, before connections are cut: the time to say goodbye on them. */
  onClose(farewell: () => Promise<void>): void;
  /** @throws AppError UNAVAILABLE with what to do, when the port cannot be had. */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Stops taking requests, lets those under way (and farewells) end for up to `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/** Set by the gateway on every request, whatever the client sent. */
export const REQUEST_ID_HEADER = "x-request-id";
export const CLIENT_ADDRESS_HEADER = "x-client-address";

/** The methods that anything here may answer to. Next fails on others, TRACE for one, with a 500. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export function createGateway(): Gateway {
  const parts = new Map<string, Server>();
  const upgraded = new Set<Duplex>();
  const farewells: (() => Promise<void>)[] = [];
  let closing = false;
  const server = createServer((request, response) => {
    const requestId = label(request);
    response.setHeader(REQUEST_ID_HEADER, requestId);
    // A connection that becomes idle after the close began would be kept until its time-out.
    response.once("close", () => closing && setImmediate(() => server.closeIdleConnections()));
    const path = pathOf(request.url);
    if (path === undefined) {
      answerError(response, 400, "BAD_REQUEST", "path: this address cannot be read.", requestId);
    } else if (!METHODS.includes(request.method ?? "")) {
      response.setHeader("allow", METHODS.join(", "));
      answerError(response, 405, "METHOD_NOT_ALLOWED", `${request.method} is not allowed here.`, requestId);
    } else if (partOf(path, "request")?.emit("request", request, response) !== true) {
      answerError(response, 404, "NOT_FOUND", "Nothing is served at this address.", requestId);
    }
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    // A peer that resets is no event; without a listener it would end the process.
    socket.on("error", () => socket.destroy());
    const path = pathOf(request.url);
    const part = path === undefined ? undefined : partOf(path, "upgrade");
    label(request);
    if (part?.emit("upgrade", request, socket, head) !== true) refuseUpgrade(socket);
  });

  function partOf(path: string, event: "request" | "upgrade"): Server | undefined {
    for (let prefix = path; ; prefix = prefix.slice(0, prefix.lastIndexOf("/"))) {
      const part = parts.get(prefix === "" ? "/" : prefix);
      if (part !== undefined && part.listenerCount(event) > 0) return part;
      if (prefix === "" || prefix === "/") return undefined;
    }
  }

  return {
    mount(path) {
      const part = createServer();
      parts.set(path, part);
      return part;
    },
    onClose(farewell) {
      farewells.push(farewell);
    },
    async listen(port, host) {
      server.listen(port, host);
      try {
        await once(server, "listening");
      } catch (error) {
        throw explainListenError(error, port, host);
      }
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("The server has no TCP address.");
      return address;
    },
    async close(graceMs) {
      if (!server.listening) return;
      closing = true;
      const closed = once(server, "close");
      server.close();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        late.resolve();
        server.closeAllConnections();
      }, graceMs);
      await Promise.race([late.promise, Promise.allSettled(farewells.map((farewell) => farewell()))]);
      for (const socket of upgraded) socket.destroy();
      await closed;
      clearTimeout(timer);
    },
  };
}

/** The decoded path, or undefined when it cannot be decoded or holds a NUL, which no database text may. */
function pathOf(url: string | undefined): string | undefined {
  const path = (url ?? "/").replace(/[?#].*$/s, "");
  try {
    const decoded = decodeURIComponent(path);
    return path.startsWith("/") && !decoded.includes("\0") ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Names the request and its client; neither can be forged by a header. */
function label(request: IncomingMessage): string {
  const requestId = randomUUID();
  request.headers[REQUEST_ID_HEADER] = requestId;
  request.headers[CLIENT_ADDRESS_HEADER] = request.socket.remoteAddress ?? "unknown";
  return requestId;
}

/** Answers an error in the form of the API, outside Next. */
export function answerError(
  response: ServerResponse,
  status: number,
  code: ErrorBody["error"]["code"],
  message: string,
  requestId: string,
): void {
  const body: ErrorBody = { error: { code, message, requestId } };
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function refuseUpgrade(socket: Duplex): void {
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

function explainListenError(cause: unknown, port: number, host: string): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Stop what listens there, or set PORT to another number.`,
    EACCES: `Port ${port} on ${host} may not be used by this user. Set PORT to a number above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one of its own, or to 0.0.0.0 for all.`,
    ENOTFOUND: `The host name ${host} is not known. Set HOST to an address of this machine.`,
  };
  const reason = typeof code === "string" ? reasons[code] : undefined;
  return reason === undefined ? cause : new AppError("UNAVAILABLE", reason, { cause });
}
