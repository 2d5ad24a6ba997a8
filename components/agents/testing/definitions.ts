import type { AgentDefinitionInput } from "../../../lib/api/agent-schema.ts";

/** One agent of each type, with everything given that can be, and with as little as possible. */
export const SCRAPING: Extract<AgentDefinitionInput, { type: "scraping" }> = {
  type: "scraping",
  name: "Prices",
  enabled: false,
  itemSelector: "li.book",
  fields: [
    { name: "title", selector: ".title", required: true },
    { name: "cover", selector: "img", take: "attribute", attribute: "src" },
    { name: "price", pattern: " £([\\d.]+) " },
    { name: "blurb", take: "html" },
  ],
  key: ["title", "cover"],
  urls: ["/sample/today", "https://example.com/a?b=c,d"],
  pages: { template: "/p/{page}", from: 0, to: 7 },
  pageBudget: 12,
  postProcessing: [
    { step: "cast", field: "price", to: "number", decimal: ",", otherwise: "drop" },
    { step: "cast", field: "blurb", to: "text" },
    { step: "rename", from: "title", to: "name" },
    { step: "filter", field: "price", test: "less", value: "9.99" },
    { step: "filter", field: "cover", test: "exists" },
    { step: "template", field: "label", text: " {{name}}: {{ price }} " },
    { step: "deduplicate", by: ["name", "price"] },
    { step: "deduplicate", by: [] },
    { step: "drop", fields: ["cover", "blurb"] },
    { step: "keep", fields: ["label", "name"] },
  ],
  maxResultsPerTarget: 3,
  request: { delayMs: 0, timeoutMs: 100 },
  taskRetries: 10,
  taskRetryDelaySeconds: 86_400,
  failWhen: "any",
  priority: 100,
  concurrency: 16,
  maxAttempts: 10,
  retryDelaySeconds: 0,
  timeLimitSeconds: 86_400,
  schedule: { cron: "0 3 * * *", timezone: "Europe/Berlin" },
  tags: ["sample", "two words"],
};

export const CRAWLING: AgentDefinitionInput = {
  type: "crawling",
  name: "Everything",
  fields: [{ name: "title", selector: "h1" }],
  startUrl: "https://example.com/",
};
