import { errors } from "undici";

/** What kept bytes from coming or going, whatever undici, a socket, a name server or zlib calls it. */
export type NetworkFailure =
  | "no-such-host"
  | "lookup-failed"
  | "refused"
  | "unreachable"
  | "connect-timeout"
  | "no-answer"
  | "stalled"
  | "broken-off"
  | "client-closed"
  | "headers-too-large"
  | "not-http"
  | "damaged"
  | "not-secure"
  | "other";

const FAILURE_OF_CODE: Readonly<Record<string, NetworkFailure>> = {
  ENOTFOUND: "no-such-host",
  EAI_AGAIN: "lookup-failed",
  EAI_FAIL: "lookup-failed",
  ENODATA: "lookup-failed",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "connect-timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect-timeout",
  UND_ERR_HEADERS_TIMEOUT: "no-answer",
  UND_ERR_BODY_TIMEOUT: "stalled",
  ECONNRESET: "broken-off",
  EPIPE: "broken-off",
  UND_ERR_SOCKET: "broken-off",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "broken-off",
  ERR_STREAM_PREMATURE_CLOSE: "broken-off",
  UND_ERR_DESTROYED: "client-closed",
  UND_ERR_CLOSED: "client-closed",
  UND_ERR_HEADERS_OVERFLOW: "headers-too-large",
};

/** Which failure an error is, and its code; "" when it has none. */
export function networkFailure(error: unknown): { failure: NetworkFailure; code: string } {
  const code = codeOf(error);
  const known = Object.hasOwn(FAILURE_OF_CODE, code) ? FAILURE_OF_CODE[code] : undefined;
  if (known !== undefined) return { failure: known, code };
  if (error instanceof errors.HTTPParserError) return { failure: "not-http", code };
  const detail = error instanceof Error ? error.message : "";
  if (/^(?:Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_PADDING|ERR_CL_SPACE)/.test(code) || /brotli/i.test(detail)) {
    return { failure: "damaged", code };
  }
  return { failure: /CERT|TLS|SSL|SIGN|EPROTO/.test(code) ? "not-secure" : "other", code };
}

function codeOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string")
    return error.code;
  return "";
}
