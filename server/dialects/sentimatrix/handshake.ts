import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Kysely } from "kysely";
import type { ToldJob } from "../../../lib/dialects/sentimatrix/to-wire.ts";
import type { Authentication } from "../../auth/authentication.ts";
import { type Principal, requireScope } from "../../auth/principal.ts";
import type { Database } from "../../db/schema.ts";
import { AppError, notFound } from "../../errors.ts";
import { REQUEST_ID_HEADER } from "../../http/gateway.ts";
import { bearerToken, queryToken } from "../../http/tokens.ts";
import { PROGRAM_SOURCE, type ProgramJobsService } from "../../services/program-jobs-service.ts";
import { type JobNow, readJobNow } from "../../store/job-now.ts";
import { JobTeller } from "./told-job.ts";

export interface HandshakeParts {
  db: Kysely<Database>;
  authenticateToken: Authentication["authenticateToken"];
  programJobs: Pick<ProgramJobsService, "get">;
}

/** A client that may hear of a job. */
export interface Admitted {
  principal: Principal;
  token: string;
  told: ToldJob;
  now: JobNow;
}

/** Who opens a WebSocket, to which job, and how that is now. @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND */
export async function admit(
  { db, authenticateToken, programJobs }: HandshakeParts,
  incoming: IncomingMessage,
): Promise<Admitted> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const { authorization } = incoming.headers;
  const request = new Request(url, authorization === undefined ? {} : { headers: { authorization } });
  const token = queryToken(request, "token") ?? bearerToken(request);
  const principal = token === null ? null : await authenticateToken(token);
  if (token === null || principal === null) {
    const problem = token === null ? "Send an API token as ?token=." : "This API token is not valid, or no longer.";
    throw new AppError("UNAUTHENTICATED", `${problem} Tokens are made in the console's settings.`);
  }
  requireScope(principal, "services:read");
  const id = /^\/api\/v1\/jobs\/([^/]+)\/ws$/.exec(url.pathname)?.[1];
  if (id === undefined) throw notFound("A WebSocket at this address");
  const found = await programJobs.get(principal, decodeURIComponent(id));
  const now = await readJobNow(db, principal.org, { source: PROGRAM_SOURCE, id: found.job.id });
  if (now === undefined) throw notFound(`Job ${found.job.id}`);
  return { principal, token, told: new JobTeller().tell(found), now };
}

/** Answers a handshake with an error in place of a connection. */
export function refuse(
  incoming: IncomingMessage,
  socket: Duplex,
  { status, body, headers = {} }: { status: number; body: unknown; headers?: Record<string, string> },
): void {
  const text = JSON.stringify(body);
  const head = {
    connection: "close",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(text)),
    [REQUEST_ID_HEADER]: String(incoming.headers[REQUEST_ID_HEADER] ?? ""),
    ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    ...headers,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${text}`);
}
