import { RefusedAddressError } from "../../http-client/guarded-agent.ts";
import { networkFailure } from "../../http-client/network-failure.ts";
import { BodyTooLargeError, UnknownEncodingError } from "../../http-client/read-body.ts";
import { BackendError } from "../backend-error.ts";

/** How long a call may take, part by part, in milliseconds. */
export interface CallTimeouts {
  connect: number;
  /** From the request to the beginning of the answer. */
  answer: number;
  /** Between two pieces of the answer. */
  idle: number;
  /** All of it, so that an answer in drips has an end too. */
  total: number;
}

export interface FailedCall {
  /** What operators call the backend, and where it is. */
  name: string;
  host: string;
  timeouts: CallTimeouts;
  maxBytes: number;
  /** The status, once the answer has begun. */
  status: number | null;
}

/** All of a call took too long. */
export class TotalTimeoutError extends Error {
  override readonly name = "TotalTimeoutError";
}

/** What undici, a socket, a name server or zlib threw, in words for an operator. */
export function explainFailure(error: unknown, call: FailedCall): BackendError {
  const { name, host, timeouts, status } = call;
  const more = { cause: error, ...(status === null ? {} : { status }) };
  const unreachable = (why: string) => new BackendError("unreachable", `${name} was not reached: ${why}`, more);
  const unreadable = (why: string) => new BackendError("unreadable", `${name} ${why}`, more);
  const timeout = (what: string, ms: number) =>
    new BackendError("timeout", `${name} ${what} within ${ms / 1000} s`, more);

  if (error instanceof RefusedAddressError) {
    const where = error.host === error.address ? error.host : `${error.host} (${error.address})`;
    return unreachable(`${where} is a link-local address, where no backend can be; check the address`);
  }
  if (error instanceof TotalTimeoutError) return timeout("did not finish its answer", timeouts.total);
  if (error instanceof BodyTooLargeError) return tooLarge(call, error);
  if (error instanceof UnknownEncodingError) {
    return unreadable(`packed its answer with "${error.encoding.slice(0, 40)}", which was not asked for`);
  }
  const { failure, code } = networkFailure(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === "UND_ERR_INVALID_ARG") {
    return new BackendError(
      "unauthenticated",
      `The key of ${name} has characters that cannot be sent; check the key`,
      more,
    );
  }
  switch (failure) {
    case "no-such-host":
      return unreachable(`no address is known for ${host}; check the address`);
    case "lookup-failed":
      return unreachable(`${host} could not be looked up (${code})`);
    case "refused":
      return unreachable(`${host} refused the connection; see whether it runs there`);
    case "unreachable":
      return unreachable(`${host} cannot be reached (${code})`);
    case "connect-timeout":
      return timeout("did not take the connection", timeouts.connect);
    case "no-answer":
      return timeout("did not answer", timeouts.answer);
    case "stalled":
      return timeout("did not go on with its answer", timeouts.idle);
    case "broken-off":
      return status === null
        ? unreachable(`${host} closed the connection without an answer`)
        : unreadable("closed the connection before its answer was complete");
    case "client-closed":
      return unreachable("the connection was closed here");
    case "headers-too-large":
      return unreadable("answered with headers that are too large");
    case "not-http":
      return unreadable("did not answer with valid HTTP; check the address");
    case "damaged":
      return unreadable("sent an answer that could not be unpacked");
    case "not-secure":
      return unreachable(`no secure connection to ${host}: ${detail} (${code})`);
    case "other":
      return unreachable(`${detail}${code === "" ? "" : ` (${code})`}`);
  }
}

/** The answer is, or says that it is, over the limit. */
export function tooLarge({ name, maxBytes, status }: FailedCall, cause?: unknown): BackendError {
  const limit = `${Math.round(maxBytes / 1024 / 1024)} MB`;
  const more = { cause, ...(status === null ? {} : { status }) };
  return new BackendError("too-large", `${name}'s answer is larger than ${limit}, and was not read to its end`, more);
}
