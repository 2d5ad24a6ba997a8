import type { AgentDefinition } from "../../../lib/api/agent-schema.ts";

type ScrapingDefinition = Extract<AgentDefinition, { type: "scraping" }>;

/** The pages that a job will visit, and how many more its definition names than its page budget allows. */
export interface PageAddresses {
  addresses: string[];
  omitted: number;
}

/** The pages of a scraping agent, each once: its URLs, then its page range, as far as the page budget goes. */
export function pageAddresses(definition: ScrapingDefinition): PageAddresses {
  const addresses = new Set<string>();
  let omitted = 0;
  const add = (address: string) => {
    if (addresses.size < definition.pageBudget) addresses.add(address);
    else if (!addresses.has(address)) omitted++;
  };
  for (const url of definition.urls) add(url);
  const { pages } = definition;
  if (pages !== undefined) {
    for (let page = pages.from; page <= pages.to; page++) add(pages.template.replaceAll("{page}", String(page)));
  }
  return { addresses: [...addresses], omitted };
}
