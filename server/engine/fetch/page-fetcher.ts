import { STATUS_CODES } from "node:http";
import type { Agent, Dispatcher } from "undici";
import manifest from "../../../package.json" with { type: "json" };
import { abortable } from "../../http-client/abortable.ts";
import { decodeBody, isReadableType, parseContentType } from "../../http-client/content.ts";
import { createGuardedAgent } from "../../http-client/guarded-agent.ts";
import { headerText } from "../../http-client/header.ts";
import { ACCEPTED_ENCODINGS, readBody } from "../../http-client/read-body.ts";
import { explain, tooLarge } from "./explain.ts";
import { isAllowed, readAddress } from "./page-address.ts";
import { PageError, shownUrl } from "./page-error.ts";
import { isPublicAddress } from "./public-address.ts";

/** A page that was fetched and decoded. */
export interface Page {
  /** The address asked for, and the one that answered after redirects; both absolute. */
  url: string;
  finalUrl: string;
  status: number;
  /** Without parameters, in lower case. */
  contentType: string;
  body: string;
  /** Size of the body after unpacking. */
  bytes: number;
  durationMs: number;
  redirects: number;
}

export interface FetchPageOptions {
  /** For everything: looking up, connecting, redirects, waiting and reading. */
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface PageFetcher {
  /** Fetches one page. Throws only `PageError`. */
  fetchPage(address: string, options: FetchPageOptions): Promise<Page>;
  /** Cancels what is under way and closes all connections. */
  close(): Promise<void>;
}

export interface PageFetcherOptions {
  /** What a path alone is resolved against: the console's own address. */
  baseUrl?: () => string;
  /**
   * Origins that may be private or local: `http://127.0.0.1:3000`, or with a path, `http://127.0.0.1:3000/sample/`,
   * only what is under it. All others must be public, redirects too.
   */
  allowedOrigins?: () => readonly string[];
  /** How site owners can reach whoever runs this, for the user agent. */
  contact?: string;
  /** Default 10 MB, on the wire and unpacked. */
  maxBytes?: number;
}

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504]);
// The fetcher's own limit of time covers connecting, waiting and reading; undici's are put out of its way.
const AGENT_OPTIONS = { headersTimeout: 0, bodyTimeout: 0, pipelining: 1, maxHeaderSize: 64 * 1024 } as const;
const CONNECT_TIMEOUT_MS = 180_000;
const count = new Intl.NumberFormat("en-US");

/** Makes the one way in which runners reach the network. */
export function createPageFetcher(options: PageFetcherOptions = {}): PageFetcher {
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  const headers = {
    "user-agent": `Watchfloor/${manifest.version}${options.contact === undefined ? "" : ` (+${options.contact})`}`,
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,text/*;q=0.8,*/*;q=0.1",
    "accept-encoding": ACCEPTED_ENCODINGS,
  };
  const guarded = createGuardedAgent(isPublicAddress, AGENT_OPTIONS, CONNECT_TIMEOUT_MS);
  // Without the guard, for the origins that the operator's own configuration allows.
  const open = createGuardedAgent(() => true, AGENT_OPTIONS, CONNECT_TIMEOUT_MS);

  async function request(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const agent: Agent = isAllowed(url, options.allowedOrigins?.() ?? []) ? open : guarded;
    const response = await abortable(
      agent.request({ origin: url.origin, path: url.pathname + url.search, method: "GET", headers, signal }),
      signal,
    );
    // A body that is given up emits an error of its own; what matters was thrown already.
    response.body.on("error", () => {});
    return response;
  }

  async function follow(start: URL, signal: AbortSignal): Promise<Omit<Page, "url" | "durationMs">> {
    const seen = new Set<string>();
    let url = start;
    for (;;) {
      seen.add(url.href);
      let response: Dispatcher.ResponseData | null = null;
      try {
        response = await request(url, signal);
        const next = redirectTarget(response, url);
        if (next === null) return { ...(await read(response, url, maxBytes, signal)), redirects: seen.size - 1 };
        if (seen.has(next.href)) throw loop(next, seen.size);
        if (seen.size > MAX_REDIRECTS) {
          throw new PageError("too-many-redirects", `gave up after ${MAX_REDIRECTS} redirects, at ${shownUrl(url)}`);
        }
        url = next;
      } catch (error) {
        throw explain(error, url, maxBytes);
      } finally {
        response?.body.destroy();
      }
    }
  }

  return {
    async fetchPage(address, { timeoutMs, signal }) {
      const started = performance.now();
      const url = readAddress(address, options.baseUrl?.() ?? null);
      const stop = new AbortController();
      const cancel = () => stop.abort(new PageError("cancelled", "cancelled while fetching the page"));
      const expire = () =>
        stop.abort(new PageError("timeout", `timed out after ${count.format(timeoutMs)} ms`, { retryable: true }));
      if (signal?.aborted) cancel();
      signal?.addEventListener("abort", cancel, { once: true });
      const timer = setTimeout(expire, timeoutMs);
      try {
        stop.signal.throwIfAborted();
        const page = await follow(url, stop.signal);
        return { url: url.href, ...page, durationMs: Math.round(performance.now() - started) };
      } catch (error) {
        throw stop.signal.aborted ? stop.signal.reason : error;
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", cancel);
      }
    },
    async close() {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}

async function read(
  response: Dispatcher.ResponseData,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Omit<Page, "url" | "durationMs" | "redirects">> {
  const { statusCode: status, headers } = response;
  if (status < 200 || status > 299) {
    const words = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
    throw new PageError("http-status", `${words} at ${shownUrl(url)}`, { status, retryable: RETRYABLE.has(status) });
  }
  const declared = parseContentType(headerText(headers["content-type"]));
  if (declared === null) {
    throw new PageError("content-type", "answered without a content type, so it cannot be told to be a page", {
      status,
    });
  }
  if (!isReadableType(declared.type)) {
    throw new PageError("content-type", `answered with ${declared.type.slice(0, 100)}, not a page`, { status });
  }
  if (Number(headerText(headers["content-length"])) > maxBytes) throw tooLarge(maxBytes);
  const bytes = await readBody(response.body, { encoding: headerText(headers["content-encoding"]), maxBytes, signal });
  return {
    finalUrl: url.href,
    status,
    contentType: declared.type,
    body: decodeBody(bytes, declared.charset),
    bytes: bytes.byteLength,
  };
}

function redirectTarget(response: Dispatcher.ResponseData, from: URL): URL | null {
  const location = headerText(response.headers.location);
  return REDIRECTS.has(response.statusCode) && location !== undefined ? readAddress(location, from) : null;
}

function loop(to: URL, redirects: number): PageError {
  const times = redirects === 1 ? "1 redirect" : `${redirects} redirects`;
  return new PageError("redirect-loop", `redirects back to ${shownUrl(to)} (loop after ${times})`);
}
