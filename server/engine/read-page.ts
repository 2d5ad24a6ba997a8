import { STATUS_CODES } from "node:http";
import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { LogLevel, Task } from "../../lib/jobs/model.ts";
import type { Extractor } from "./extract/extractor.ts";
import type { Item } from "./extract/items.ts";
import { PageError } from "./fetch/page-error.ts";
import type { Page, PageFetcher } from "./fetch/page-fetcher.ts";

/** What came of one task, before anything of it is stored. */
export interface FetchedPage {
  /** Why the task failed; null when it did not. */
  error: string | null;
  /** Whether that may have passed when the page is fetched again. */
  isRetryable: boolean;
  httpStatus: number | null;
  /** What was found: an item each, or null for one that lacks a required field. */
  clues: (Item | null)[];
  links: string[];
  /** What to log of it, the error apart. */
  lines: { level: LogLevel; message: string }[];
}

const DONE = { error: null, isRetryable: false } as const;
const MOST_WARNINGS = 20;
const count = new Intl.NumberFormat("en-US");

/** Fetches one page and takes items and links from it. Throws only what is not the page's fault. */
export async function readPage(
  task: Task,
  definition: AgentDefinition,
  parts: { fetcher: PageFetcher; extractor: Extractor },
  signal: AbortSignal,
): Promise<FetchedPage> {
  let page: Page;
  try {
    page = await parts.fetcher.fetchPage(task.target, { timeoutMs: definition.request.timeoutMs, signal });
  } catch (error) {
    if (error instanceof PageError) return failed(error.message, error.status, [], error.retryable);
    throw error;
  }
  const lines: FetchedPage["lines"] = [{ level: "info", message: answer(page) }];
  if (page.redirects > 0) lines.push({ level: "debug", message: `Redirected to ${page.finalUrl}` });

  const { extraction, links: allLinks } = await parts.extractor.extract(page, definition);
  const links = definition.type === "crawling" ? onSite(allLinks, task, page) : [];
  if (extraction.kind !== "items") {
    // A crawl leads through pages that hold no items; only a page that leads nowhere either is a failure.
    if (extraction.kind === "no-match" && allLinks.length > 0) {
      lines.push({ level: "info", message: `No items: ${extraction.message}` });
      return { ...DONE, httpStatus: page.status, clues: [], links, lines };
    }
    return failed(extraction.message, page.status, lines);
  }

  const taken = Math.min(extraction.matched, definition.maxResultsPerTarget);
  const lacking = Math.max(0, taken - extraction.items.length);
  const clues = [...extraction.items, ...Array.from({ length: lacking }, () => null)];
  lines.push({
    level: "info",
    message: `${clues.length === 1 ? "1 item" : `${count.format(clues.length)} items`} found`,
  });
  for (const problem of extraction.problems.slice(0, MOST_WARNINGS)) lines.push({ level: "warning", message: problem });
  const more = extraction.problems.length - MOST_WARNINGS;
  if (more > 0) lines.push({ level: "warning", message: `${count.format(more)} more warnings about this page` });
  return { ...DONE, httpStatus: page.status, clues, links, lines };
}

/** A crawl stays on the sites that it has reached: that of the page, and where its first page redirected to. */
function onSite(links: string[], task: Task, page: Page): string[] {
  const origins = new Set([new URL(page.url).origin]);
  if (task.depth === 0) origins.add(new URL(page.finalUrl).origin);
  return links.filter((link) => origins.has(URL.parse(link)?.origin ?? ""));
}

/** A page that was had and does not hold what was looked for will not hold it the next time: only fetching is tried again. */
function failed(
  error: string,
  httpStatus: number | null,
  lines: FetchedPage["lines"],
  isRetryable = false,
): FetchedPage {
  return { error, isRetryable, httpStatus, clues: [], links: [], lines };
}

function answer(page: Page): string {
  const status = `${page.status} ${STATUS_CODES[page.status] ?? ""}`.trim();
  return `${status} · ${size(page.bytes)} · ${count.format(page.durationMs)} ms`;
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${count.format(Math.round(bytes / 1000))} kB`;
}
