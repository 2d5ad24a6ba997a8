import type { ErrorBody, ErrorCode } from "./types.ts";

/** `NETWORK`: no answer came. `BAD_ANSWER`: what came is not of this API, a proxy's page for one. */
export type ApiErrorCode = ErrorCode | "NETWORK" | "BAD_ANSWER";

/** Why a call to the console's API did not succeed. `message` is fit to be shown; `requestId` finds the server's log line. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  /** The HTTP status, 0 when there was no answer. */
  readonly status: number;
  readonly requestId: string | null;
  /** The part of the input that was refused, as a path: `fields.0.pattern`. */
  readonly field: string | null;

  constructor(
    code: ApiErrorCode,
    message: string,
    about: { status?: number; requestId?: string | null; field?: string | null; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.code = code;
    this.status = about.status ?? 0;
    this.requestId = about.requestId ?? null;
    this.field = about.field ?? null;
  }
}

interface CallOptions {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  /** The call outlives the page that makes it. */
  keepalive?: boolean;
}

/** Calls the console's API and gives the body of a success. Throws `ApiError`; an abort passes as it is. */
export async function callApi<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const { method = "GET", body, signal, keepalive = false } = options;
  const response = await send(path, {
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
    credentials: "same-origin",
    keepalive,
  });
  noteServerTime(response.headers.get("date"));
  if (!response.ok) throw await errorOf(response);
  return (response.status === 204 ? undefined : await jsonOf(response)) as Answer;
}

/** The text that an address of the API answers, whole. Throws `ApiError`; an abort passes as it is. */
export async function callText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await send(path, { credentials: "same-origin", ...(signal === undefined ? {} : { signal }) });
  if (!response.ok) throw await errorOf(response);
  return await response.text();
}

/** A request; throws `ApiError` when no answer comes. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError("NETWORK", "The server could not be reached. Check that it runs and that you are online.", {
      cause,
    });
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  const about = { status: response.status, requestId: response.headers.get("x-request-id") };
  const type = response.headers.get("content-type") ?? "no content type";
  if (!/^application\/(.+\+)?json\b/i.test(type)) {
    throw new ApiError("BAD_ANSWER", `The server answered with ${type} where JSON was expected.`, about);
  }
  try {
    return await response.json();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError("BAD_ANSWER", "The server's answer was cut short or is not JSON.", { ...about, cause });
  }
}

/** What an answer that is no success says. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = await jsonOf(response).catch(() => null);
  if (isErrorBody(body)) {
    const { code, message, requestId, field } = body.error;
    return new ApiError(code, message, { status: response.status, requestId, field: field ?? null });
  }
  return new ApiError("BAD_ANSWER", `The server answered with status ${response.status} and no explanation.`, {
    status: response.status,
    requestId: response.headers.get("x-request-id"),
  });
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

let clockOffset = 0;

/** The server's clock, as well as the browser can tell: durations are right although the browser's clock is not. */
export function serverNow(): number {
  return Date.now() + clockOffset;
}

/** `Date` headers have whole seconds, so that only a clock that is clearly off is put right. */
function noteServerTime(date: string | null): void {
  if (date === null) return;
  const offset = Date.parse(date) + 500 - Date.now();
  if (Number.isFinite(offset)) clockOffset = Math.abs(offset) > 3000 ? offset : 0;
}
