import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { setContentSecurityPolicy } from "./content-security-policy.ts";
import type { Gateway } from "./gateway.ts";

/** Starts Next and gives it everything that no other part has taken. Returns how to stop it. */
export async function servePages(
  gateway: Gateway,
  options: { development: boolean; root: string; host: string; port: number },
) {
  const { development, root, host, port } = options;
  // Next listens for upgrades on the server that it is told of, but answers only those of its development socket and
  // leaves the others hanging: so it is told of a server that hears no others.
  const upgrades = development ? gateway.mount("/_next/hmr") : createServer();
  const app = next({ dev: development, dir: root, hostname: host, port, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  gateway.mount("/").on("request", (request: IncomingMessage, response: ServerResponse) => {
    setContentSecurityPolicy(request, response, development);
    // Next answers its own errors; this is for what fails around it.
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  return () => app.close();
}
