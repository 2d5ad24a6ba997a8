import { afterAll, describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import { createExtractor } from "./extractor.ts";

const scraper = agentDefinitionSchema.parse({
  type: "scraping",
  name: "t",
  urls: ["/"],
  fields: [{ name: "t", selector: "p" }],
});
const crawler = agentDefinitionSchema.parse({ type: "crawling", name: "t", startUrl: "/", fields: [{ name: "t" }] });

function page(body: string) {
  return { finalUrl: "https://shop.example/", contentType: "text/html", body };
}
const read = (text: string) => ({
  extraction: { kind: "items", items: [{ t: text }], problems: [], matched: 1 },
  links: [],
});

describe("createExtractor", () => {
  const extractor = createExtractor();
  afterAll(() => extractor.close());

  it("reads items, and links for crawlers only", async () => {
    expect(await extractor.extract(page("<p>a</p><a href=x>"), scraper)).toEqual(read("a"));
    expect(await extractor.extract(page("<p>a</p><a href=x>"), crawler)).toEqual({
      ...read("a"),
      links: ["https://shop.example/x"],
    });
  });

  it("takes a crawled page without items as a way station if it leads on, and as a failure if not", async () => {
    const wanting = { ...crawler, itemSelector: "article" };
    expect(await extractor.extract(page("<a href=x>on</a>"), wanting)).toEqual({
      extraction: { kind: "items", items: [], problems: [], matched: 0 },
      links: ["https://shop.example/x"],
    });
    expect(await extractor.extract(page("<p>end</p>"), wanting)).toEqual({
      extraction: { kind: "no-match", message: 'the selector "article" matched nothing on this page' },
      links: [],
    });
  });

  it("reads the pages behind a hostile one, which fails alone, while this thread stays free", async () => {
    const impatient = createExtractor({ timeoutMs: 700 });
    let turns = 0;
    const ticking = setInterval(() => turns++, 10);
    const pages = [page("<p>one</p>"), page("<div>".repeat(200_000)), page("<p>two</p>")];
    const results = await Promise.all(pages.map((each) => impatient.extract(each, scraper)));
    clearInterval(ticking);
    expect(results).toEqual([
      read("one"),
      { extraction: { kind: "unreadable", message: "reading the page took longer than 700 ms" }, links: [] },
      read("two"),
    ]);
    expect(turns).toBeGreaterThan(10);
    await impatient.close();
  });

  it("survives a page that needs too much memory", async () => {
    const small = createExtractor({ memoryMb: 32, timeoutMs: 60_000 });
    const { extraction } = await small.extract(page("<p><a><b>x</b></a></p>".repeat(200_000)), scraper);
    expect(extraction).toEqual({ kind: "unreadable", message: "the page needs more memory than a page may have" });
    expect(await small.extract(page("<p>next</p>"), scraper)).toEqual(read("next"));
    await small.close();
  });

  it("says that it is closed, also to pages under way", async () => {
    const closing = createExtractor({ timeoutMs: 60_000 });
    const underWay = closing.extract(page("<div>".repeat(200_000)), scraper);
    const waiting = closing.extract(page("<p>a</p>"), scraper);
    await closing.close();
    for (const { extraction } of [await underWay, await waiting, await closing.extract(page("<p>a</p>"), scraper)]) {
      expect(extraction).toEqual({ kind: "unreadable", message: "the runner is shutting down" });
    }
  });
});
