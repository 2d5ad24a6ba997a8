import type { IncomingMessage, ServerResponse } from "node:http";

const MIB = 1024 * 1024;
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };

const status =
  (code: number, message: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, { ...json, ...headers }).end(JSON.stringify({ status: code, code: `E${code}`, message }));

/** Every way in which an upstream of the tests goes wrong. `elsewhere` is where a redirect leads. */
export const UPSTREAM_FAULTS = {
  "not JSON": (response: ServerResponse) => response.writeHead(200, json).end("Ooops"),
  "leading zeros": (response: ServerResponse) => response.writeHead(200, json).end('{\n  "account_id": 001\n}'),
  HTML: (response: ServerResponse) => response.writeHead(200, html).end("<!doctype html><title>Welcome</title>"),
  "HTML 404": (response: ServerResponse) => response.writeHead(404, html).end("<html><title>Not here</title></html>"),
  "HTML 502": (response: ServerResponse) => response.writeHead(502, html).end("<html><title>502 Bad Gateway</title>"),
  empty: (response: ServerResponse) => response.writeHead(200, json).end(),
  "cut short": (response: ServerResponse) =>
    response
      .writeHead(200, { ...json, "content-length": 1000 })
      .write('{"result": [', () => response.socket?.destroy()),
  "JSON cut short": (response: ServerResponse) => response.writeHead(200, json).end('{"result": ['),
  "error inside": (response: ServerResponse) =>
    response.writeHead(200, json).end('{"status": 401, "message": "Your key has expired"}'),
  "something else": (response: ServerResponse) => response.writeHead(200, json).end('{"hello": "world"}'),
  moved: (response: ServerResponse, elsewhere: string) =>
    response.writeHead(301, { location: `${elsewhere}/stolen?secret=1` }).end(),
  "HTTP 400": status(400, "limit must be a number"),
  "HTTP 401": status(401, "The API key is wrong"),
  "HTTP 402": status(402, "not enough page credits"),
  "HTTP 403": status(403, "Not yours"),
  "HTTP 404": status(404, "No such thing"),
  "HTTP 409": status(409, "The job has ended"),
  "HTTP 429": status(429, "Too many requests", { "retry-after": "2" }),
  "HTTP 429 until a date": status(429, "Too many requests", {
    "retry-after": new Date(Date.now() + 86_400_000).toUTCString(),
  }),
  "HTTP 500": status(500, "Something broke"),
  "HTTP 503": status(503, "In maintenance", { "retry-after": "3" }),
  "plain text 500": (response: ServerResponse) =>
    response.writeHead(500, { "content-type": "text/plain" }).end("database is down\n"),
  reset: (response: ServerResponse) => response.socket?.resetAndDestroy(),
  garbage: (response: ServerResponse) => response.socket?.end("SMTP ready\r\n\r\n"),
  hang: () => undefined,
  stall: (response: ServerResponse) => response.writeHead(200, json).write('{"result": ['),
  drip: (response: ServerResponse) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  },
  "100 MB": (response: ServerResponse) => pour(response, 100 * MIB),
  "100 MB announced": (response: ServerResponse) =>
    response.writeHead(200, { ...json, "content-length": 100 * MIB }).write(" "),
} as const;
export type UpstreamFault = keyof typeof UPSTREAM_FAULTS;

export function goWrong(
  fault: UpstreamFault,
  request: IncomingMessage,
  response: ServerResponse,
  elsewhere: string,
): void {
  request.resume();
  UPSTREAM_FAULTS[fault](response, elsewhere);
}

/** No faster than it is read. */
function pour(response: ServerResponse, bytes: number): void {
  response.writeHead(200, json);
  const chunk = Buffer.alloc(MIB, " ");
  let left = bytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.byteLength;
      if (!response.write(chunk)) return void response.once("drain", more);
    }
    response.end();
  };
  more();
}
