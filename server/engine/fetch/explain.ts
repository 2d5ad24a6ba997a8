import { RefusedAddressError } from "../../http-client/guarded-agent.ts";
import { networkFailure } from "../../http-client/network-failure.ts";
import { BodyTooLargeError, UnknownEncodingError } from "../../http-client/read-body.ts";
import { PageError, shownUrl } from "./page-error.ts";

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
  return explainNetwork(error, url);
}

/** The failure of a page that is, or says that it is, over the limit. */
export function tooLarge(maxBytes: number, cause?: unknown): PageError {
  return new PageError("too-large", `page is larger than ${maxBytes / 1024 / 1024} MB`, { cause });
}

function explainNetwork(error: unknown, url: URL): PageError {
  const { failure, code } = networkFailure(error);
  const detail = error instanceof Error ? error.message : String(error);
  const host = url.host;
  switch (failure) {
    case "no-such-host":
      return new PageError("dns", `no address is known for ${url.hostname}`, { cause: error });
    case "lookup-failed":
      return new PageError("dns", `could not look up ${url.hostname} (${code})`, { cause: error, retryable: true });
    case "refused":
      return connection(`${host} refused the connection`, error);
    case "unreachable":
      return connection(`${host} cannot be reached (${code})`, error);
    case "connect-timeout":
      return new PageError("timeout", `timed out while connecting to ${host}`, { cause: error, retryable: true });
    case "broken-off":
      return connection(`${host} closed the connection before the page was complete`, error);
    case "client-closed":
      return new PageError("cancelled", "cancelled: the runner is shutting down", { cause: error, retryable: true });
    case "headers-too-large":
      return new PageError("bad-response", `${host} answered with headers that are too large`, { cause: error });
    case "not-http":
      return new PageError("bad-response", `${host} did not answer with valid HTTP`, { cause: error });
    case "damaged":
      return new PageError("bad-response", "page is damaged: it could not be unpacked", {
        cause: error,
        retryable: true,
      });
    case "not-secure":
      return new PageError("connection", `no secure connection to ${host}: ${detail} (${code})`, { cause: error });
    // The fetcher's own limit of time comes before undici's.
    case "no-answer":
    case "stalled":
    case "other":
      return connection(`could not fetch ${shownUrl(url)}: ${detail}${code === "" ? "" : ` (${code})`}`, error);
  }
}

function connection(message: string, cause: unknown): PageError {
  return new PageError("connection", message, { cause, retryable: true });
}
