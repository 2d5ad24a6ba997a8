/**
 * Why a call did not succeed: a code of the server's (`NOT_FOUND`, `RATE_LIMITED`, …; `HTTP_502` where it gives none), or one of
 * these. `NETWORK`: no answer came. `TIMEOUT`: none came in time. `ABORTED`: the caller's signal said so. `UNREADABLE`: what came is
 * not of this API. `BAD_ARGUMENT`: nothing was sent.
 */
export type ClientErrorCode = "NETWORK" | "TIMEOUT" | "ABORTED" | "UNREADABLE" | "BAD_ARGUMENT" | (string & {});

/** The one error that calls fail with. `message` says what happened and what to do. */
export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly code: ClientErrorCode;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  /** After how many seconds to ask again; null when nobody says. */
  readonly retryAfter: number | null;

  constructor(
    code: ClientErrorCode,
    message: string,
    about: { status?: number; retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.code = code;
    this.status = about.status ?? null;
    this.retryAfter = about.retryAfter ?? null;
  }
}

/** What an answer that is no success says. Servers write errors in several ways; one that says nothing is told by its status. */
export function errorOf(response: Response, body: unknown, text: string): ClientError {
  const { status } = response;
  const retryAfter = secondsOf(response.headers.get("retry-after"));
  const fields: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  const nested: Record<string, unknown> =
    typeof fields.error === "object" && fields.error !== null ? { ...fields.error } : {};
  const said = [fields.message, fields.error, nested.message, plainText(response, text)].find(isText);
  const code = [fields.code, nested.code].find(isText) ?? `HTTP_${status}`;
  return new ClientError(code, said ?? adviceFor(status, retryAfter), { status, retryAfter });
}

function adviceFor(status: number, retryAfter: number | null): string {
  if (status === 401) return "The server does not accept the API key. Check apiKey.";
  if (status === 402) return "The account may not do this without paying. See to its plan.";
  if (status === 403) return "The API key may not do this. Use one that may.";
  if (status === 404) return "The server knows nothing of that id. Check it, and baseUrl.";
  if (status === 429) return `Too many calls. Ask again ${retryAfter === null ? "later" : `in ${retryAfter} seconds`}.`;
  if (status >= 500) return `The server failed (HTTP ${status}). Ask again later.`;
  return `The server refused the call (HTTP ${status}). Check what is sent, and baseUrl.`;
}

function plainText(response: Response, text: string): string | undefined {
  const isPlain = /^text\/plain\b/i.test(response.headers.get("content-type") ?? "");
  return isPlain ? text.trim().slice(0, 500) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** `Retry-After` is a number of seconds or a date. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
