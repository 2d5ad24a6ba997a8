/** Why a page could not be had. A closed list: each one is worded and treated on its own. */
export const PAGE_FAILURES = [
  "http-status",
  "timeout",
  "redirect-loop",
  "too-many-redirects",
  "content-type",
  "too-large",
  "refused-address",
  "dns",
  "connection",
  "bad-response",
  "invalid-url",
  "cancelled",
] as const;
export type PageFailure = (typeof PAGE_FAILURES)[number];

/**
 * A page that could not be fetched. The message is written for operators and stands alone in a task or a log line.
 * `status` is the HTTP status where there was one; `retryable` says whether trying again later may help.
 */
export class PageError extends Error {
  override readonly name = "PageError";
  readonly reason: PageFailure;
  readonly retryable: boolean;
  readonly status: number | null;

  constructor(
    reason: PageFailure,
    message: string,
    options: { retryable?: boolean; status?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.retryable = options.retryable ?? false;
    this.status = options.status ?? null;
  }
}

const LONGEST_SHOWN = 300;

/** A URL as it is shown in messages: without fragment, and never long enough to drown them. */
export function shownUrl(url: URL): string {
  const text = url.href.split("#", 1)[0] ?? url.href;
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
