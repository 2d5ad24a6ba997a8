import type { AgentDefinition } from "../../../lib/api/agent-schema.ts";
import { type PageText, SelectorError } from "./document.ts";
import { type Extraction, extractItems } from "./items.ts";
import { extractLinks } from "./links.ts";

/** Everything that a run wants of one page. `links` is empty for agents that do not crawl. */
export interface PageExtraction {
  extraction: Extraction;
  links: string[];
}

/**
 * Takes items, and for crawling agents links, from a page. A crawled page without items that leads on to others is a
 * page like any: it has no items and no message. Runs in a worker: see `createExtractor`.
 */
export function extractPage(page: PageText, definition: AgentDefinition): PageExtraction {
  const extraction = extractItems(page, definition);
  if (definition.type !== "crawling") return { extraction, links: [] };
  try {
    const links = extractLinks(page, definition.linkSelector);
    const leadsOn = extraction.kind === "no-match" && links.length > 0;
    return { extraction: leadsOn ? { kind: "items", items: [], problems: [], matched: 0 } : extraction, links };
  } catch (error) {
    if (error instanceof SelectorError)
      return { extraction: { kind: "bad-selector", message: error.message }, links: [] };
    if (error instanceof RangeError) return { extraction, links: [] };
    throw error;
  }
}
