/** What kept a backend from giving what it was asked for. */
export const BACKEND_FAULTS = [
  /** Not reached, or the connection broke. */
  "unreachable",
  "timeout",
  /** It sends elsewhere. The key is never sent along. */
  "moved",
  /** 401: the key is wrong. */
  "unauthenticated",
  /** 402, 403 and whatever else it will not do for this key. */
  "forbidden",
  "not-found",
  /** It understood, and will not: the job has ended already, it cannot be cancelled. */
  "conflict",
  /** 429, or 503 with Retry-After. */
  "rate-limited",
  /** Another 4xx: we asked in a way that it does not take. */
  "refused",
  /** 5xx. */
  "failing",
  /** It answered something that is not what its document says: no JSON, a page of HTML, a body cut short. */
  "unreadable",
  "too-large",
] as const;
export type BackendFault = (typeof BACKEND_FAULTS)[number];

/**
 * A backend did not do what it was asked to. The message is for operators: who answered what, in the backend's own words,
 * and what to do; it never holds a key.
 */
export class BackendError extends Error {
  override readonly name = "BackendError";
  readonly fault: BackendFault;
  /** The HTTP status, where there was an answer. */
  readonly status: number | null;
  /** When it says that it may be asked again. */
  readonly retryAt: Date | null;

  constructor(
    fault: BackendFault,
    message: string,
    more: { status?: number; retryAt?: Date | null; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.fault = fault;
    this.status = more.status ?? null;
    this.retryAt = more.retryAt ?? null;
  }

  /** Whether the backend itself is in trouble, not only with what it was asked: such failures open the circuit. */
  get isOutage(): boolean {
    return OUTAGES.has(this.fault);
  }
}

const OUTAGES: ReadonlySet<BackendFault> = new Set([
  "unreachable",
  "timeout",
  "moved",
  "unauthenticated",
  "rate-limited",
  "failing",
  "unreadable",
]);
