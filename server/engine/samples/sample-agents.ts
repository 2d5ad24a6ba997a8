import type { AgentDefinitionInput } from "../../../lib/api/agent-schema.ts";

const LISTED_BOOK = {
  itemSelector: "li.book",
  fields: [
    { name: "title", selector: ".title", required: true },
    { name: "author", selector: ".author", pattern: "by (.+)" },
    { name: "price", selector: ".price", pattern: "£([\\d.]+)" },
    { name: "stock", selector: ".stock" },
  ],
  key: ["title"],
} satisfies Partial<AgentDefinitionInput>;

const BOOK_PAGE = {
  itemSelector: "article.product",
  fields: [
    { name: "id", take: "attribute", attribute: "data-id", required: true },
    { name: "title", selector: "h1", required: true },
    { name: "author", selector: ".author", pattern: "by (.+)" },
    { name: "category", selector: ".category" },
    { name: "price", selector: ".price", pattern: "£([\\d.]+)" },
    { name: "rating", selector: ".rating", take: "attribute", attribute: "data-rating" },
    { name: "stock", selector: ".stock" },
    { name: "isbn", selector: ".facts td", pattern: "[\\d-]{13,}" },
    { name: "description", selector: ".description" },
  ],
  key: ["id"],
} satisfies Partial<AgentDefinitionInput>;

/**
 * The agents of a new installation, all for the sample site that the console itself serves under `/sample/`: one for
 * each way that a job can go.
 */
export const SAMPLE_AGENTS: readonly AgentDefinitionInput[] = [
  {
    type: "scraping",
    name: "Harbour Books: new arrivals",
    ...LISTED_BOOK,
    postProcessing: [
      { step: "cast", field: "price", to: "number", decimal: "." },
      { step: "filter", field: "price", test: "less", value: "15" },
      { step: "deduplicate", by: ["title", "author"] },
    ],
    pages: { template: "/sample/catalogue/page-{page}.html", from: 1, to: 4 },
    request: { delayMs: 500 },
    concurrency: 2,
    tags: ["sample", "quick"],
  },
  {
    type: "crawling",
    name: "Harbour Books: whole catalogue",
    ...BOOK_PAGE,
    startUrl: "/sample/index.html",
    linkSelector: ".lists a, .book a.title",
    maxDepth: 2,
    maxPages: 250,
    request: { delayMs: 1000 },
    timeLimitSeconds: 1800,
    tags: ["sample", "long"],
  },
  {
    type: "scraping",
    name: "Harbour Books: departments",
    ...LISTED_BOOK,
    urls: ["seafaring", "mystery", "science", "cookery", "travel", "history", "poetry", "children"].map(
      (department) => `/sample/departments/${department}.html`,
    ),
    request: { delayMs: 3000 },
    tags: ["sample"],
  },
  {
    type: "scraping",
    name: "Price watch",
    ...LISTED_BOOK,
    postProcessing: [
      { step: "cast", field: "price", to: "number", decimal: "." },
      { step: "template", field: "book", text: "{{title}}, by {{author}}" },
      { step: "keep", fields: ["book", "price", "stock"] },
    ],
    urls: ["/sample/today"],
    schedule: { cron: "*/2 * * * *" },
    priority: 10,
    tags: ["sample", "scheduled"],
  },
  {
    type: "scraping",
    name: "Stockroom, retried until it opens",
    ...LISTED_BOOK,
    urls: ["/sample/flaky?key=stockroom&failures=3"],
    maxAttempts: 5,
    retryDelaySeconds: 5,
    tags: ["sample", "retries"],
  },
  {
    type: "crawling",
    name: "Outlet, with damaged pages",
    ...BOOK_PAGE,
    startUrl: "/sample/outlet.html",
    linkSelector: "a.title",
    maxDepth: 1,
    maxPages: 50,
    request: { delayMs: 800, timeoutMs: 4000 },
    failWhen: "none",
    tags: ["sample", "faults"],
  },
  {
    type: "scraping",
    name: "Supplier feeds, all of them down",
    ...BOOK_PAGE,
    urls: [
      "/sample/broken",
      "/sample/books/9999.html",
      "/sample/slow?ms=10000",
      "/sample/loop-a",
      "/sample/picture",
      "/sample/huge",
      "/sample/catalogue/page-1.html",
    ],
    request: { delayMs: 500, timeoutMs: 3000 },
    failWhen: "all",
    tags: ["sample", "faults"],
  },
];
