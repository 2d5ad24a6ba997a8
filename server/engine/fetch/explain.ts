import { errors } from "undici";
import { RefusedAddressError } from "./guarded-agent.ts";
import { PageError, shownUrl } from "./page-error.ts";
import { BodyTooLargeError, UnknownEncodingError } from "./read-body.ts";

/** Turns whatever undici, a socket, a name server or zlib threw into a `PageError` that an operator can act on. */
export function explain(error: unknown, url: URL, maxBytes: number): PageError {
  if (error instanceof PageError) return error;
  if (error instanceof RefusedAddressError) {
    const where = error.host === error.address ? error.host : `${error.host} (${error.address})`;
    return new PageError("refused-address", `refused to connect to ${where}: it is not a public address`, {
      cause: error,
    });
  }
  if (error instanceof BodyTooLargeError) return tooLarge(maxBytes, error);
  if (error instanceof UnknownEncodingError) {
    return new PageError(
      "bad-response",
      `page is packed with "${error.encoding.slice(0, 40)}", which was not asked for`,
    );
  }
  return explainCode(error, url);
}

/** The failure of a page that is, or says that it is, over the limit. */
export function tooLarge(maxBytes: number, cause?: unknown): PageError {
  return new PageError("too-large", `page is larger than ${maxBytes / 1024 / 1024} MB`, { cause });
}

function explainCode(error: unknown, url: URL): PageError {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  const host = url.host;
  switch (code) {
    case "ENOTFOUND":
      return new PageError("dns", `no address is known for ${url.hostname}`, { cause: error });
    case "EAI_AGAIN":
    case "EAI_FAIL":
    case "ENODATA":
      return new PageError("dns", `could not look up ${url.hostname} (${code})`, { cause: error, retryable: true });
    case "ECONNREFUSED":
      return connection(`${host} refused the connection`, error);
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return connection(`${host} cannot be reached (${code})`, error);
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
      return new PageError("timeout", `timed out while connecting to ${host}`, { cause: error, retryable: true });
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
    case "ERR_STREAM_PREMATURE_CLOSE":
      return connection(`${host} closed the connection before the page was complete`, error);
    case "UND_ERR_DESTROYED":
    case "UND_ERR_CLOSED":
      return new PageError("cancelled", "cancelled: the runner is shutting down", { cause: error, retryable: true });
    case "UND_ERR_HEADERS_OVERFLOW":
      return new PageError("bad-response", `${host} answered with headers that are too large`, { cause: error });
  }
  if (error instanceof errors.HTTPParserError) {
    return new PageError("bad-response", `${host} did not answer with valid HTTP`, { cause: error });
  }
  if (/^(?:Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_PADDING|ERR_CL_SPACE)/.test(code) || /brotli/i.test(detail)) {
    return new PageError("bad-response", "page is damaged: it could not be unpacked", {
      cause: error,
      retryable: true,
    });
  }
  if (/CERT|TLS|SSL|SIGN|EPROTO/.test(code)) {
    return new PageError("connection", `no secure connection to ${host}: ${detail} (${code})`, { cause: error });
  }
  return connection(`could not fetch ${shownUrl(url)}: ${detail}${code === "" ? "" : ` (${code})`}`, error);
}

function connection(message: string, cause: unknown): PageError {
  return new PageError("connection", message, { cause, retryable: true });
}

function codeOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return "";
}
