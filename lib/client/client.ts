import { isStopped } from "../dialects/agenty/status.ts";
import type {
  AgentyExport,
  AgentyExportType,
  AgentyJob,
  AgentyOrder,
  AgentyPage,
  AgentyRow,
  AgentySort,
} from "../dialects/agenty/types.ts";
import { parseLenient } from "../json/lenient-json.ts";
import { ClientError, errorOf } from "./client-error.ts";

export type { AgentyExport, AgentyJob, AgentyPage, AgentyRow };
export { ClientError };

export interface ClientOptions {
  /** Where the server is, like `https://jobs.example.com`. A `/v2` at its end is of no account. */
  baseUrl: string;
  apiKey: string;
  /** How long a call may take in all, in milliseconds; 30,000 unless said otherwise. */
  timeoutMs?: number | undefined;
  /** What sends requests, in place of the `fetch` that is there. */
  fetch?: typeof fetch | undefined;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** Which part of a list or a text; counted from 0. */
export interface Range {
  offset?: number | undefined;
  limit?: number | undefined;
}

export interface ListOptions extends Range, CallOptions {
  agentId?: string | undefined;
  sort?: AgentySort | undefined;
  order?: AgentyOrder | undefined;
}

/** Which rows: of which collection, and whether as post-processing left them, which is what comes unless it is false. */
export interface WhichRows {
  collection?: number | undefined;
  modified?: boolean | undefined;
}

export interface ResultOptions extends Range, WhichRows, CallOptions {}
export interface LogsOptions extends Range, CallOptions {}
export interface ExportOptions extends WhichRows, CallOptions {
  type?: AgentyExportType | undefined;
  filename?: string | undefined;
}

export type JobId = number | string;

/** What can be asked about jobs. Every call fails with a `ClientError`. */
export interface JobsClient {
  /** Starts a job of an agent. */
  start(agentId: string, options?: CallOptions): Promise<AgentyJob>;
  /** Asks a job to stop; it is then `stopping`, or what it ended as. */
  stop(jobId: JobId, options?: CallOptions): Promise<AgentyJob>;
  /** A page of jobs, the newest first. */
  list(options?: ListOptions): Promise<AgentyPage<AgentyJob>>;
  get(jobId: JobId, options?: CallOptions): Promise<AgentyJob>;
  /** A page of a job's rows. Numbers beyond 2^53 are as JavaScript rounds them; an export has all their digits. */
  result<Row = AgentyRow>(jobId: JobId, options?: ResultOptions): Promise<AgentyPage<Row>>;
  /** Lines of a job's log, each with its end. */
  logs(jobId: JobId, options?: LogsOptions): Promise<string>;
  /** A link to a file of the rows or the log, as CSV. */
  export(jobId: JobId, options?: ExportOptions): Promise<AgentyExport>;
}

/** A client of a server that has Agenty's jobs API. @throws TypeError when `baseUrl` is no address */
export function createClient({ baseUrl, apiKey, timeoutMs = 30_000, fetch: given }: ClientOptions): {
  jobs: JobsClient;
} {
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : "")) {
    throw new TypeError(`baseUrl has to be an address like https://jobs.example.com; it is ${baseUrl}.`);
  }
  const base = baseUrl.replace(/\/*(?:\/v2)?\/*$/, "");
  const send: typeof fetch = given ?? ((...request) => fetch(...request));

  async function ask(path: string, { query = {}, body, signal }: Request = {}): Promise<Answer> {
    const inTime = AbortSignal.timeout(timeoutMs);
    const url = new URL(`${base}/v2/jobs${path}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    try {
      const response = await send(url, {
        method: body === undefined ? "GET" : "POST",
        // Unlike a header of another name, it is not sent on when the server redirects to another origin.
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal === undefined ? inTime : AbortSignal.any([inTime, signal]),
      });
      return { response, text: await response.text() };
    } catch (cause) {
      if (signal?.aborted) throw new ClientError("ABORTED", "The call was aborted.", { cause: signal.reason });
      if (inTime.aborted) {
        const problem = `No answer came from ${base} within ${timeoutMs} ms.`;
        throw new ClientError("TIMEOUT", `${problem} Ask again, or give timeoutMs more.`, { cause });
      }
      const problem = `${base} could not be reached. Check baseUrl, and that the server runs.`;
      throw new ClientError("NETWORK", problem, { cause });
    }
  }

  async function askJson<Body>(path: string, is: (body: unknown) => boolean, request?: Request): Promise<Body> {
    const { response, text } = await ask(path, request);
    const body = parsed(text);
    // Agenty's document shows a stop that worked with the status 400.
    if (!response.ok && !(path.endsWith("/stop") && isStopped(body))) throw errorOf(response, body, text);
    if (is(body)) return body as Body;
    const problem = `What ${base} answered is not of this API. Check baseUrl; a proxy may stand between.`;
    throw new ClientError("UNREADABLE", problem, { status: response.status });
  }

  const jobs: JobsClient = {
    start: async (agentId, { signal } = {}) =>
      await askJson<AgentyJob>("/start", isJob, { body: { agent_id: agentId }, signal }),
    stop: async (jobId, { signal } = {}) => await askJson<AgentyJob>(`${pathOf(jobId)}/stop`, isJob, { signal }),
    list: async ({ agentId, sort, order, offset, limit, signal } = {}) =>
      await askJson<AgentyPage<AgentyJob>>("", isPage, {
        query: { agent_id: agentId, sort, order, offset, limit },
        signal,
      }),
    get: async (jobId, { signal } = {}) => await askJson<AgentyJob>(pathOf(jobId), isJob, { signal }),
    result: async <Row = AgentyRow>(jobId: JobId, { offset, limit, signal, ...which }: ResultOptions = {}) =>
      await askJson<AgentyPage<Row>>(`${pathOf(jobId)}/result`, isPage, {
        query: { offset, limit, ...whichRows(which) },
        signal,
      }),
    async logs(jobId, { offset, limit, signal } = {}) {
      const { response, text } = await ask(`${pathOf(jobId)}/logs`, { query: { offset, limit }, signal });
      if (!response.ok) throw errorOf(response, parsed(text), text);
      return text;
    },
    export: async (jobId, { type, filename, signal, ...which } = {}) =>
      await askJson<AgentyExport>(`${pathOf(jobId)}/export`, isExport, {
        query: { type, filename, ...whichRows(which) },
        signal,
      }),
  };
  return { jobs };
}

interface Request extends CallOptions {
  query?: Record<string, string | number | undefined>;
  body?: unknown;
}

interface Answer {
  response: Response;
  text: string;
}

/** Undefined for a text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return parseLenient(text);
  } catch {
    return undefined;
  }
}

function pathOf(jobId: JobId): string {
  if (!/^\d{1,20}$/.test(String(jobId))) {
    throw new ClientError("BAD_ARGUMENT", `A job's id is a whole number; this is ${JSON.stringify(jobId)}.`);
  }
  return `/${jobId}`;
}

function whichRows({ collection, modified }: WhichRows) {
  return { collection, modified: modified === undefined ? undefined : Number(modified) };
}

function isJob(body: unknown): boolean {
  return typeof body === "object" && body !== null && "job_id" in body && "status" in body;
}

function isPage(body: unknown): boolean {
  return typeof body === "object" && body !== null && "result" in body && Array.isArray(body.result);
}

function isExport(body: unknown): boolean {
  return typeof body === "object" && body !== null && "downloadlink" in body && typeof body.downloadlink === "string";
}
