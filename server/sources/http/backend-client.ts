import type { Agent, Dispatcher } from "undici";
import { readError } from "../../../lib/dialects/read-error.ts";
import { parseWithExactIds } from "../../../lib/json/exact-json.ts";
import { readJson } from "../../../lib/json/read-json.ts";
import manifest from "../../../package.json" with { type: "json" };
import { abortable } from "../../http-client/abortable.ts";
import { decodeBody, parseContentType } from "../../http-client/content.ts";
import { createGuardedAgent } from "../../http-client/guarded-agent.ts";
import { headerText } from "../../http-client/header.ts";
import { ACCEPTED_ENCODINGS, readBody } from "../../http-client/read-body.ts";
import { BackendError } from "../backend-error.ts";
import type { Urgency } from "../job-source.ts";
import { addressOf } from "./address.ts";
import { type CallTimeouts, explainFailure, type FailedCall, TotalTimeoutError, tooLarge } from "./explain-failure.ts";
import { isReachableAddress } from "./reachable-address.ts";
import { faultOfStatus, isHtml, messageOf, oneLine, type RefusedAnswer, wordsOf } from "./refused-answer.ts";
import { HeldBackError, RequestLimit } from "./request-limit.ts";
import { readRetryAfter } from "./retry-after.ts";

/** How a call went, for the health of its source. `error` is null when it went well. */
export interface CallReport {
  ms: number;
  bytes: number;
  error: BackendError | null;
  /** By how much its clock is ahead of this one, as the answer's `Date` has it, to a second; null without an answer. */
  clockAheadMs: number | null;
}

export interface BackendClientOptions {
  /** What operators call the backend: its name stands first in all messages. */
  name: string;
  /** An http(s) address; the dialect's own paths go on from it. */
  address: string;
  /** Headers with the key, and the key itself: it is taken out of whatever is shown. */
  headers: Record<string, string>;
  key: string | null;
  /** Shared by all who call the same backend. */
  limit?: RequestLimit | undefined;
  /** The backend's codes of errors that say that a job is not in the right state, whatever the status. */
  conflictCodes?: readonly string[];
  onCall?: ((report: CallReport) => void) | undefined;
  timeouts?: Partial<CallTimeouts> | undefined;
  maxBytes?: number | undefined;
}

export interface BackendCall {
  method?: "GET" | "POST" | "DELETE";
  /** Of the dialect, beginning with a slash; ids in it by `segment`. */
  path: string;
  query?: Record<string, string | number>;
  /** JSON text. */
  body?: string;
  /** What is expected, for messages: "a list of jobs". */
  what: string;
  /** Whether it may take three times as long to answer, because it waits for something to happen. */
  isSlow?: boolean;
  signal: AbortSignal;
}

const TIMEOUTS: CallTimeouts = { connect: 10_000, answer: 10_000, idle: 10_000, total: 60_000 };
const MAX_BYTES = 16 * 1024 * 1024;
/** Of an answer that is an error, so much is read to find out what it says. */
const MAX_ERROR_BYTES = 256 * 1024;

const AGENT_OPTIONS = { pipelining: 1, maxHeaderSize: 64 * 1024, connections: 8 } as const;
/** Calls a minute without a limit of the operator's, in tests say. */
const UNLIMITED = 60_000;

interface Shared {
  agent: Agent;
  limit: RequestLimit;
}

type Answer = RefusedAnswer & { bytes: number; clockAheadMs: number | null };

/**
 * Calls one backend: with its key, within its limits and ours. Redirects are never followed, and nothing is sent to link-local
 * addresses. Whatever goes wrong is a BackendError in words for operators; an abort throws the signal's reason.
 */
export class BackendClient {
  readonly name: string;
  readonly #options: BackendClientOptions;
  readonly #timeouts: CallTimeouts;
  readonly #shared: Shared;
  readonly #urgency: Urgency;

  constructor(options: BackendClientOptions, shared?: Shared, urgency: Urgency = "operator") {
    this.name = options.name;
    this.#options = options;
    this.#timeouts = { ...TIMEOUTS, ...options.timeouts };
    this.#urgency = urgency;
    this.#shared = shared ?? {
      agent: createGuardedAgent(isReachableAddress, AGENT_OPTIONS, this.#timeouts.connect),
      limit: options.limit ?? new RequestLimit(UNLIMITED),
    };
  }

  /** The same client, with the same connections, for calls that are as urgent as this. */
  at(urgency: Urgency): BackendClient {
    return new BackendClient(this.#options, this.#shared, urgency);
  }

  /**
   * Calls, and reads the JSON of the answer. `read` gets it with its text, and answers null when it is not what was expected.
   * An error status is an error, unless `accepts` says that its body is a success.
   */
  async json<Value>(
    call: BackendCall,
    read: (body: unknown, text: string) => Value | null,
    accepts: (body: unknown) => boolean = () => false,
  ): Promise<Value> {
    return await this.#call(call, "application/json", (answer) => {
      if (isSuccess(answer.status) || accepts(parsed(answer.text))) {
        const body = this.#parse(answer, call);
        const value = read(body, answer.text);
        if (value === null) throw this.#unexpected(answer, body, call);
        return value;
      }
      throw this.#refused(answer);
    });
  }

  /** Calls, and gives the text of the answer. */
  async text(call: BackendCall): Promise<string> {
    return await this.#call(call, "text/plain, application/json;q=0.5", (answer) => {
      if (!isSuccess(answer.status)) throw this.#refused(answer);
      const told = answer.text.startsWith("{") ? readError(parsed(answer.text)) : null;
      if (told !== null || isHtml(answer.contentType, answer.text)) {
        throw this.#unexpected(answer, parsed(answer.text), call);
      }
      return answer.text;
    });
  }

  /** An id that is looked for, as a part of a path. @throws BackendError `not-found` for one that no address can have */
  segment(id: string): string {
    if (id !== "" && id !== "." && id !== ".." && id.isWellFormed()) return encodeURIComponent(id);
    throw new BackendError("not-found", `${this.name} has no job "${oneLine(id.toWellFormed())}"`);
  }

  async close(): Promise<void> {
    await this.#shared.agent.destroy();
  }

  async #call<Value>(call: BackendCall, accept: string, read: (answer: Answer) => Value): Promise<Value> {
    const done = await this.#turn(call.signal);
    const started = performance.now();
    let clockAheadMs: number | null = null;
    const report = (bytes: number, error: BackendError | null) =>
      this.#options.onCall?.({ ms: performance.now() - started, bytes, error, clockAheadMs });
    let bytes = 0;
    try {
      const answer = await this.#exchange(call, accept);
      ({ bytes, clockAheadMs } = answer);
      const value = read(answer);
      report(bytes, null);
      return value;
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      if (error.retryAt !== null) this.#shared.limit.holdUntil(error.retryAt);
      report(bytes, error);
      throw error;
    } finally {
      done();
    }
  }

  async #turn(signal: AbortSignal): Promise<() => void> {
    try {
      return await this.#shared.limit.turn(this.#urgency, signal);
    } catch (error) {
      if (!(error instanceof HeldBackError)) throw error;
      const message = `${this.name} asks not to be called before ${error.until.toISOString().slice(11, 19)} UTC`;
      throw new BackendError("rate-limited", message, { retryAt: error.until, cause: error });
    }
  }

  async #exchange(call: BackendCall, accept: string): Promise<Answer> {
    const url = addressOf(this.#options.address, call.path, call.query);
    const limits: FailedCall = {
      ...{ name: this.name, host: url.host, maxBytes: this.#options.maxBytes ?? MAX_BYTES, status: null },
      timeouts: call.isSlow ? { ...this.#timeouts, answer: 3 * this.#timeouts.answer } : this.#timeouts,
    };
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new TotalTimeoutError()), this.#timeouts.total);
    const signal = AbortSignal.any([call.signal, late.signal]);
    let response: Dispatcher.ResponseData | null = null;
    try {
      response = await abortable(
        this.#shared.agent.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: call.method ?? "GET",
          headers: {
            ...this.#options.headers,
            accept,
            "accept-encoding": ACCEPTED_ENCODINGS,
            "user-agent": `Watchfloor/${manifest.version}`,
            ...(call.body === undefined ? {} : { "content-type": "application/json" }),
          },
          body: call.body ?? null,
          headersTimeout: limits.timeouts.answer,
          bodyTimeout: limits.timeouts.idle,
          signal,
        }),
        signal,
      );
      limits.status = response.statusCode;
      return await this.#read(response, limits, signal);
    } catch (error) {
      if (call.signal.aborted) throw call.signal.reason;
      if (error instanceof BackendError) throw error;
      throw explainFailure(late.signal.aborted ? late.signal.reason : error, limits);
    } finally {
      clearTimeout(timer);
      // A body that is given up emits an error of its own; what matters was thrown already.
      response?.body.on("error", () => {}).destroy();
    }
  }

  async #read({ statusCode: status, headers, body }: Dispatcher.ResponseData, call: FailedCall, signal: AbortSignal) {
    const type = parseContentType(headerText(headers["content-type"]));
    const answer: Answer = {
      ...{ status, contentType: type?.type ?? null, text: "", bytes: 0 },
      clockAheadMs: clockAhead(headerText(headers.date)),
      location: headerText(headers.location) ?? null,
      retryAfter: headerText(headers["retry-after"]),
    };
    if (status >= 300 && status < 400) return answer;
    const maxBytes = isSuccess(status) ? call.maxBytes : MAX_ERROR_BYTES;
    if (isSuccess(status) && Number(headerText(headers["content-length"])) > maxBytes) throw tooLarge(call);
    const encoding = headerText(headers["content-encoding"]);
    try {
      const bytes = await readBody(body, { encoding, maxBytes, signal });
      // JSON is UTF-8 unless it says otherwise: nothing in it is looked through for a charset, as in a page.
      return { ...answer, text: decodeBody(bytes, type?.charset ?? "utf-8"), bytes: bytes.byteLength };
    } catch (error) {
      // The status says enough of an error whose words cannot be had.
      if (isSuccess(status) || signal.aborted) throw error;
      return answer;
    }
  }

  #parse({ status, contentType, text }: Answer, { what }: BackendCall): unknown {
    if (status === 204) return null;
    if (text.trim() === "") throw this.#error("unreadable", `answered nothing instead of ${what}`, status);
    if (isHtml(contentType, text)) {
      throw this.#error("unreadable", "answered a page of HTML instead of JSON; check the address", status);
    }
    try {
      return parseWithExactIds(text);
    } catch {
      const read = readJson(text);
      const where =
        "fault" in read
          ? ` at line ${read.fault.line}, column ${read.fault.column}: ${this.#shown(read.fault.message)}`
          : "";
      throw this.#error("unreadable", `answered ${what} that is not JSON${where}`, status);
    }
  }

  /** A success by its status, but not what was asked for: an error inside, or something else altogether. */
  #unexpected({ status, contentType, text }: Answer, body: unknown, { what, isSlow }: BackendCall): BackendError {
    const told = readError(body);
    if (told !== null) {
      // What is asked of a job may be refused; what is only read may not.
      const fault = told.status === null ? (isSlow ? "refused" : "failing") : faultOfStatus(told.status);
      return this.#error(fault, `answered ${status} with an error inside: ${this.#shown(told.message)}`, status);
    }
    const instead = isHtml(contentType, text) ? "a page of HTML" : "something else";
    return this.#error("unreadable", `answered ${instead} instead of ${what}; check the address`, status);
  }

  #refused(answer: Answer): BackendError {
    const { status, contentType, text, location, clockAheadMs } = answer;
    if (status >= 300 && status < 400) {
      const to = location === null ? "elsewhere" : `to ${this.#shown(placeOf(location))}`;
      return this.#error(
        "moved",
        `answered ${status} and sends us ${to}; the key was not sent there. Check the address`,
        status,
      );
    }
    const retryAt = readRetryAfter(answer.retryAfter, Date.now(), clockAheadMs ?? 0);
    const told = messageOf(answer);
    const words = wordsOf(status, told === null ? null : this.#shown(told.message));
    // Backends answer JSON about jobs that they do not have: a page of HTML comes from a server that is none.
    if ((status === 404 || status === 410) && isHtml(contentType, text)) {
      return this.#error("unreadable", `answered ${words} with a page of HTML; check the address`, status);
    }
    const isConflict = this.#options.conflictCodes?.includes(told?.code ?? "") ?? false;
    const fault = isConflict ? "conflict" : faultOfStatus(status, { mayRetryLater: retryAt !== null });
    const hint = fault === "unauthenticated" ? "; check the key" : "";
    return this.#error(fault, `answered ${words}${hint}`, status, fault === "rate-limited" ? retryAt : null);
  }

  #error(fault: BackendError["fault"], words: string, status: number, retryAt: Date | null = null): BackendError {
    return new BackendError(fault, `${this.name} ${words}`, { status, retryAt });
  }

  /** What a backend says, on a line and without the key: backends and proxies like to repeat what they were sent. */
  #shown(text: string): string {
    const { key } = this.#options;
    const forms = key === null || key === "" ? [] : [key, encodeURIComponent(key)];
    return oneLine([...new Set(forms)].reduce((shown, form) => shown.replaceAll(form, "[key]"), text));
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A `Date` has whole seconds: it stands for the middle of one. */
function clockAhead(header: string | undefined): number | null {
  const at = Date.parse(header ?? "");
  return Number.isNaN(at) ? null : at + 500 - Date.now();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Where a redirect leads, without what may be secret in it. */
function placeOf(location: string): string {
  return location.replace(/[?#].*$/s, "").replace(/\/\/[^/@]*@/, "//");
}
