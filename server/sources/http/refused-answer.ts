import { STATUS_CODES } from "node:http";
import { readError, type ToldError } from "../../../lib/dialects/read-error.ts";
import type { BackendFault } from "../backend-error.ts";

/** What a backend answered that is no success. */
export interface RefusedAnswer {
  status: number;
  contentType: string | null;
  text: string;
  location: string | null;
  retryAfter: string | undefined;
}

const LONGEST_MESSAGE = 300;

/** Which fault an HTTP status is. A 503 may have said when to come again: then it only has too much to do. */
export function faultOfStatus(status: number, { mayRetryLater = false } = {}): BackendFault {
  if (status >= 300 && status < 400) return "moved";
  if (status === 429 || (status === 503 && mayRetryLater)) return "rate-limited";
  if (status >= 500) return "failing";
  switch (status) {
    case 401:
      return "unauthenticated";
    case 402:
    case 403:
      return "forbidden";
    case 404:
    case 410:
      return "not-found";
    case 408:
      return "timeout";
    case 409:
      return "conflict";
    default:
      return "refused";
  }
}

/** What the backend itself says of it; null when it says nothing that can be shown. */
export function messageOf({ contentType, text }: Pick<RefusedAnswer, "contentType" | "text">): ToldError | null {
  return isHtml(contentType, text) ? titleOf(text) : (errorIn(text) ?? plainText(text));
}

export function isHtml(contentType: string | null, text: string): boolean {
  return (
    contentType === "text/html" || contentType === "application/xhtml+xml" || /^\s*<(!doctype|html|\?xml)/i.test(text)
  );
}

/** "402: not enough page credits", or "402 Payment Required" when it says no more. */
export function wordsOf(status: number, message: string | null): string {
  const standard = [status, STATUS_CODES[status]].join(" ").trim();
  return message === null || message === standard ? standard : `${status}: ${message}`;
}

/** A text on one line, cut where it gets long. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 2 * LONGEST_MESSAGE)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function errorIn(text: string): ToldError | null {
  try {
    return readError(JSON.parse(text));
  } catch {
    return null;
  }
}

function plainText(text: string): ToldError | null {
  const line = text.trim();
  // A JSON text or markup without a message in it is nothing for people.
  return line === "" || /^[{[<]/.test(line)
    ? null
    : { message: line.replace(/^"(.*)"$/s, "$1"), code: null, status: null };
}

function titleOf(html: string): ToldError | null {
  const title = /<title[^>]{0,200}>([^<]{1,300})<\/title/i.exec(html)?.[1]?.trim();
  return title === undefined || title === "" ? null : { message: title, code: null, status: null };
}
