import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { answerError, REQUEST_ID_HEADER } from "./gateway.ts";

/**
 * `/healthz` says that the process runs, `/readyz` whether it can serve. They are answered before Next, so that they
 * tell the truth while the application starts, in the `worker` role, and when pages are broken.
 */
export function serveHealth(health: Server, ready: Server, notReady: () => Promise<string | null>): void {
  health.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, 200, { status: "ok" });
  });
  ready.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    const reason = await notReady().catch(() => "failed");
    if (reason === null) answer(request, response, 200, { status: "ready" });
    else answer(request, response, 503, { status: "unavailable", reason });
  });
}

/** Answers 503 to everything: stands where the pages and the API will be, until they can be served. */
export function serveStarting(part: Server): void {
  part.on("request", (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader("retry-after", "1");
    const message = "The console is starting. Ask again in a moment.";
    answerError(response, 503, "UNAVAILABLE", message, String(request.headers[REQUEST_ID_HEADER]));
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: Record<string, string>,
): void {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(request.method === "HEAD" ? undefined : JSON.stringify(body));
}
