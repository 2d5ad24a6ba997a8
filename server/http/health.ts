import type { IncomingMessage, Server, ServerResponse } from "node:http";

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
