import type { IncomingMessage } from "node:http";
import WebSocket from "ws";
import { readMessage } from "../../../lib/dialects/sentimatrix/from-wire.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { guardedLookup, refusedHost } from "../../http-client/guarded-agent.ts";
import { BackendError } from "../backend-error.ts";
import { addressOf } from "../http/address.ts";
import { isReachableAddress } from "../http/reachable-address.ts";
import { faultOfStatus, wordsOf } from "../http/refused-answer.ts";
import { readRetryAfter } from "../http/retry-after.ts";
import type { SourceSubscriber } from "../job-source.ts";

export interface JobSocketOptions {
  name: string;
  address: string;
  path: string;
  token: string | null;
}

const HANDSHAKE_MS = 10_000;
const MAX_MESSAGE_BYTES = 1024 * 1024;

/**
 * Listens to a job's WebSocket until the job has ended or `signal` aborts. The end of the connection is told once, with an error unless
 * the job's end was told before; who wants to go on connects anew, and reads what was missed.
 */
export function listenTo(
  { name, address, path, token }: JobSocketOptions,
  subscriber: SourceSubscriber,
  signal: AbortSignal,
): void {
  let isOver = false;
  let isDone = false;
  let failure: BackendError | undefined;
  const over = (error?: BackendError) => {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener("abort", abort);
    subscriber.closed(error);
  };
  const unreachable = (why: string, cause?: unknown) =>
    new BackendError("unreachable", `${name}'s WebSocket ${why}`, { cause });

  // Browsers cannot set headers there, so the token stands in the address, as the document has it.
  const url = addressOf(address, path, token === null ? {} : { token });
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const refused = refusedHost(url.hostname, isReachableAddress);
  if (refused !== null || signal.aborted) {
    queueMicrotask(() =>
      over(refused === null ? undefined : unreachable("is at a link-local address; check the address")),
    );
    return;
  }
  const socket = new WebSocket(url, {
    ...{ handshakeTimeout: HANDSHAKE_MS, maxPayload: MAX_MESSAGE_BYTES, followRedirects: false },
    lookup: guardedLookup(isReachableAddress),
  });
  const abort = () => {
    isDone = true;
    socket.close(1000);
    socket.terminate();
    over();
  };
  signal.addEventListener("abort", abort, { once: true });

  socket.on("message", (data) => {
    const told = readMessage(parsed(String(data)));
    if (told === null || isOver) return;
    if (told.state !== undefined && hasEnded(told.state)) isDone = true;
    subscriber.changed(told);
  });
  socket.on("unexpected-response", (request, response) => {
    failure = refusedHandshake(name, response);
    response.resume();
    request.destroy();
    over(failure);
  });
  socket.on("error", (error) => {
    failure ??= unreachable(`failed: ${error.message.replaceAll(token ?? "\0", "[key]")}`);
  });
  socket.on("close", (code, reason) => {
    if (isDone) return over();
    const words = reason.length > 0 ? `: ${String(reason).slice(0, 200)}` : "";
    over(failure ?? unreachable(`was closed (${code})${words}`));
  });
}

function refusedHandshake(name: string, { statusCode: status = 0, headers }: IncomingMessage): BackendError {
  const retryAt = readRetryAfter(headers["retry-after"], Date.now());
  const fault = faultOfStatus(status, { mayRetryLater: retryAt !== null });
  return new BackendError(fault, `${name}'s WebSocket answered ${wordsOf(status, null)}`, { status, retryAt });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
