import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AgentDefinition, agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { createExtractor, type Extractor } from "../../server/engine/extract/extractor.ts";
import { itemKey } from "../../server/engine/extract/identity.ts";
import type { Item } from "../../server/engine/extract/items.ts";
import { pageAddresses } from "../../server/engine/extract/page-addresses.ts";
import { PageError } from "../../server/engine/fetch/page-error.ts";
import { createPageFetcher, type PageFetcher } from "../../server/engine/fetch/page-fetcher.ts";
import { SAMPLE_AGENTS } from "../../server/engine/samples/sample-agents.ts";
import { GET as broken } from "./broken/route.ts";
import { GET as flaky } from "./flaky/route.ts";
import { GET as huge } from "./huge/route.ts";
import { GET as loopA } from "./loop-a/route.ts";
import { GET as loopB } from "./loop-b/route.ts";
import { GET as picture } from "./picture/route.ts";
import { GET as slow } from "./slow/route.ts";
import { pricesAt } from "./today/prices.ts";
import { GET as today } from "./today/route.ts";

const ROUTES: Record<string, (request: Request) => Response | Promise<Response>> = {
  "/sample/broken": broken,
  "/sample/flaky": flaky,
  "/sample/huge": huge,
  "/sample/loop-a": loopA,
  "/sample/loop-b": loopB,
  "/sample/picture": picture,
  "/sample/slow": slow,
  "/sample/today": today,
};
const PUBLIC = new URL("../../public/", import.meta.url);

let server: Server;
let fetcher: PageFetcher;
let extractor: Extractor;

/** Serves a path as Next does: a file of that exact name, else the route handler. */
async function serve(path: string, response: ServerResponse): Promise<void> {
  const url = new URL(path, "http://sample");
  const route = ROUTES[url.pathname];
  if (route === undefined) {
    const file = await readFile(new URL(`.${url.pathname}`, PUBLIC)).catch(() => null);
    response.writeHead(file === null ? 404 : 200, { "content-type": "text/html" }).end(file ?? "not found");
    return;
  }
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const answer = await route(new Request(url, { signal: gone.signal }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) response.end();
  else await pipeline(Readable.from(answer.body), response).catch(() => {});
}

beforeAll(async () => {
  server = createServer((request, response) => void serve(request.url ?? "/", response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fetcher = createPageFetcher({ baseUrl: () => origin, allowedOrigins: () => [`${origin}/sample/`] });
  extractor = createExtractor();
});

afterAll(async () => {
  await fetcher.close();
  await extractor.close();
  await new Promise((resolve) => server.close(resolve));
});

/** Visits every page that an agent's job would, without the pauses. */
async function visit(agent: AgentDefinition): Promise<{ items: Item[]; failures: string[]; pages: number }> {
  const items: Item[] = [];
  const failures: string[] = [];
  const seen = new Set<string>();
  const start = agent.type === "crawling" ? [agent.startUrl] : pageAddresses(agent).addresses;
  const queue = start.map((address) => ({ address, depth: 0 }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { address, depth } = next;
    try {
      const page = await fetcher.fetchPage(address, { timeoutMs: Math.min(agent.request.timeoutMs, 1000) });
      const { extraction, links } = await extractor.extract(page, agent);
      if (extraction.kind === "items") items.push(...extraction.items);
      else failures.push(extraction.message);
      for (const link of agent.type === "crawling" && depth < agent.maxDepth ? links : []) {
        if (!seen.has(link)) queue.push({ address: link, depth: depth + 1 });
        seen.add(link);
      }
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      failures.push(error.message.replace(/http:\S+(?=\/sample)/g, ""));
    }
  }
  return { items, failures, pages: start.length + seen.size };
}

function sample(name: string): AgentDefinition {
  const agent = SAMPLE_AGENTS.find((each) => each.name.startsWith(name));
  return agentDefinitionSchema.parse(agent);
}

describe("the sample agents", () => {
  it("are valid, of distinct names, and all for the sample site", () => {
    const names = SAMPLE_AGENTS.map((agent) => agentDefinitionSchema.parse(agent).name);
    expect(new Set(names).size).toBe(names.length);
    for (const agent of SAMPLE_AGENTS) {
      const pages =
        agent.type === "crawling" ? [agent.startUrl] : [...(agent.urls ?? []), agent.pages?.template ?? "/sample/"];
      expect(pages.every((page) => page.startsWith("/sample/"))).toBe(true);
    }
  });

  it("new arrivals: forty books from four pages", async () => {
    const { items, failures } = await visit(sample("Harbour Books: new arrivals"));
    expect(failures).toEqual([]);
    expect(items).toHaveLength(40);
    for (const item of items) {
      expect(item.price).toMatch(/^\d+\.\d\d$/);
      expect(item.stock).toMatch(/^(In stock \(\d+\)|Out of stock)$/);
      expect(item.author).toMatch(/^\p{Lu}\w+ \p{Lu}\w+$/u);
    }
  });

  it("whole catalogue: two hundred books, every page and link sound", async () => {
    const agent = sample("Harbour Books: whole catalogue");
    const { items, failures, pages } = await visit(agent);
    expect(failures).toEqual([]);
    expect(pages).toBe(221);
    expect(new Set(items.map((item) => itemKey(item, agent.key))).size).toBe(200);
    expect(new Set(items.map((item) => item.title)).size).toBe(200);
    expect(items.every((item) => Object.values(item).every((value) => value !== null && value !== ""))).toBe(true);
  });

  it("departments: every book once", async () => {
    const { items, failures } = await visit(sample("Harbour Books: departments"));
    expect(failures).toEqual([]);
    expect(items).toHaveLength(200);
  });

  it("price watch: prices that can be read", async () => {
    const { items, failures } = await visit(sample("Price watch"));
    expect(failures).toEqual([]);
    expect(items).toHaveLength(11);
    expect(items.every((item) => /^\d+\.\d\d$/.test(item.price ?? ""))).toBe(true);
  });

  it("stockroom: fails three times, then opens, again and again", async () => {
    for (let round = 0; round < 2; round++) {
      const agent = sample("Stockroom");
      for (let attempt = 1; attempt <= 3; attempt++) {
        expect((await visit(agent)).failures).toEqual([
          "503 Service Unavailable at /sample/flaky?key=stockroom&failures=3",
        ]);
      }
      expect(await visit(agent)).toMatchObject({ failures: [], items: { length: 3 } });
    }
  });

  it("outlet: some pages fail, each for its own reason, and the others are read", async () => {
    const { items, failures } = await visit(sample("Outlet"));
    expect(items).toHaveLength(8);
    expect(failures).toEqual([
      "404 Not Found at /sample/books/9999.html",
      "500 Internal Server Error at /sample/broken",
      "answered with image/png, not a page",
      "redirects back to /sample/loop-a (loop after 2 redirects)",
      "timed out after 1,000 ms",
      "page is larger than 10 MB",
    ]);
  });

  it("supplier feeds: nothing succeeds", async () => {
    const { items, failures } = await visit(sample("Supplier feeds"));
    expect(items).toEqual([]);
    expect(failures).toEqual([
      "500 Internal Server Error at /sample/broken",
      "404 Not Found at /sample/books/9999.html",
      "timed out after 1,000 ms",
      "redirects back to /sample/loop-a (loop after 2 redirects)",
      "answered with image/png, not a page",
      "page is larger than 10 MB",
      'the selector "article.product" matched nothing on this page',
    ]);
  });
});

describe("prices of the minute", () => {
  it("are the same within a minute; some change and some stay between runs two minutes apart", () => {
    const now = Date.UTC(2026, 0, 1, 12, 0);
    expect(pricesAt(now)).toEqual(pricesAt(now + 59_999));
    for (let run = 0; run < 200; run++) {
      const [before, after] = [pricesAt(now + run * 120_000), pricesAt(now + (run + 1) * 120_000)];
      const same = after.filter((book) => before.some((old) => JSON.stringify(old) === JSON.stringify(book)));
      expect(same.length).toBeLessThan(after.length);
      expect(after.every(({ pence, stock }) => pence > 0 && stock >= 0)).toBe(true);
    }
  });
});

describe("the faults are harmless", () => {
  it("whoever leaves the slow page is no longer waited for", async () => {
    const gone = AbortSignal.abort();
    const pages = Array.from({ length: 60 }, () => slow(new Request("http://x/sample/slow", { signal: gone })));
    expect((await Promise.all(pages)).filter(({ status }) => status === 503)).toHaveLength(10);
    expect((await slow(new Request("http://x/sample/slow?ms=0"))).status).toBe(200);
  });

  it.each(["failures=-1", "failures=99999999999999999999", "failures=x", "key=__proto__&failures=0"])(
    "a flaky page takes any query: %s",
    (query) => expect([200, 503]).toContain(flaky(new Request(`http://x/sample/flaky?${query}`)).status),
  );
});
