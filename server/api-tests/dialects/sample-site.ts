import { listing } from "../../engine/engine-harness.ts";
import type { Gateway } from "../../http/gateway.ts";

/** Pages of a test below `/sample/`, which agents may visit, and those that are held until the test lets them go. */
export interface SampleSite {
  /** A page of these items; other paths are 404. */
  page(path: string, items: string[], links?: string[]): void;
  /** Holds the answers of a path until it is released. */
  hold(path: string): { release(): void };
}

/** Serves the site where this node's jobs look for it. */
export function serveSample(gateway: Gateway): SampleSite {
  const pages = new Map<string, string>();
  const held = new Map<string, Promise<void>>();
  gateway.mount("/sample").on("request", async (request, response) => {
    const path = request.url ?? "/";
    await held.get(path);
    const html = pages.get(path);
    response.writeHead(html === undefined ? 404 : 200, { "content-type": "text/html" }).end(html);
  });
  return {
    page: (path, items, links) => void pages.set(path, listing(items, links)),
    hold(path) {
      const gate = Promise.withResolvers<void>();
      held.set(path, gate.promise);
      return { release: gate.resolve };
    },
  };
}
