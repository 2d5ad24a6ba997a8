import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { WebSocketServer } from "ws";
import { AppError } from "../../errors.ts";
import type { ChangeFeed } from "../../realtime/change-feed.ts";
import { readJobNow } from "../../store/job-now.ts";
import { type JobKey, listJobsByKey, textOfKey } from "../../store/jobs.ts";
import { sentimatrix } from "./dialect.ts";
import { type Admitted, admit, type HandshakeParts, refuse } from "./handshake.ts";
import { CLOSE, JobSocket } from "./job-socket.ts";

/** Below this, a job's WebSocket has its address: `/api/v1/jobs/{id}/ws`. */
export const JOB_SOCKETS_PATH = "/api/v1/jobs";

/** Connections that one token may have to one process. */
const MOST_PER_TOKEN = 100;
/** How often it is looked whether tokens and jobs are still there, and clients still read. */
const CHECK_EVERY_MS = 1000;
const PING_EVERY_CHECKS = 10;
const GOODBYE_WITHIN_MS = 1000;
/** Clients have nothing to say. */
const LARGEST_MESSAGE = 1024;

export interface JobSocketsParts extends HandshakeParts {
  feed: ChangeFeed;
  log: Logger;
}

export interface JobSockets {
  /** How many clients are connected, and the most bytes that wait for one. */
  stats(): { connections: number; largestBacklog: number };
  /** Says goodbye to all clients, and cuts off those who do not answer. */
  close(): Promise<void>;
}

interface Client extends Admitted {
  key: JobKey;
  socket: JobSocket;
}

/** Serves the WebSocket of each job, as Sentimatrix's document has it. Pages of any site may connect: only tokens are obeyed. */
export function serveJobSockets(server: HttpServer, parts: JobSocketsParts): JobSockets {
  const { feed, db, log, authenticateToken } = parts;
  const clients = new Set<Client>();
  const byJob = new Map<string, Set<Client>>();
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LARGEST_MESSAGE });
  let closed = false;

  server.on("upgrade", (request, socket, head) => {
    open(request, socket, head).catch((error: unknown) => {
      if (!(error instanceof AppError)) log.error({ err: error }, "A job's WebSocket could not be opened");
      const known =
        error instanceof AppError ? error : new AppError("INTERNAL", "Something went wrong here; the log has it.");
      refuse(request, socket, sentimatrix.answerError(known));
    });
  });

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (closed) throw new AppError("UNAVAILABLE", "The server is shutting down.");
    const admitted = await admit(parts, request);
    if (closed) throw new AppError("UNAVAILABLE", "The server is shutting down.");
    const { principal } = admitted;
    // From here on all happens at once: no change of the job can come in between.
    if ([...clients].filter((client) => client.principal.id === principal.id).length >= MOST_PER_TOKEN) {
      const detail = `This API token has ${MOST_PER_TOKEN} connections already, which is as many as it may have. Close some.`;
      const headers = { "retry-after": "10" };
      refuse(request, socket, { status: 429, body: { detail, code: "TOO_MANY_CONNECTIONS" }, headers });
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      const key = { source: admitted.now.job.source, id: admitted.now.job.id };
      ws.on("error", (error) => log.debug({ err: error }, "A job's WebSocket failed"));
      const client = { ...admitted, key, socket: new JobSocket(ws, admitted.told.targets, admitted.now) };
      add(client);
      ws.on("close", () => remove(client));
      const missed = feed.recent.ofJobAfter(key.source, key.id, admitted.now.revision);
      if (missed === null) readAnew(client);
      else for (const change of missed) client.socket.changed(change);
    });
  }

  function add(client: Client): void {
    clients.add(client);
    const text = textOfKey(client.key);
    const ofJob = byJob.get(text) ?? new Set();
    byJob.set(text, ofJob.add(client));
  }

  function remove(client: Client): void {
    clients.delete(client);
    const text = textOfKey(client.key);
    const ofJob = byJob.get(text);
    ofJob?.delete(client);
    if (ofJob?.size === 0) byJob.delete(text);
  }

  const unfollow = feed.follow({
    changed(changes) {
      if (clients.size === 0) return;
      for (const change of changes) {
        if (change.jobId === null || change.source === null) continue;
        const ofJob = byJob.get(textOfKey({ source: change.source, id: change.jobId }));
        for (const { socket } of ofJob ?? []) socket.changed(change);
      }
    },
    broken() {
      for (const client of clients) readAnew(client);
    },
  });

  /** Reads how the job is where the feed does not follow on; what became of its targets in between stays untold. */
  async function readAnew(client: Client): Promise<void> {
    client.socket.wait();
    while (clients.has(client) && !closed) {
      try {
        const now = await readJobNow(db, client.principal.org, client.key);
        if (now === undefined) client.socket.close(CLOSE.gone);
        else client.socket.goOn(now);
        return;
      } catch (error) {
        log.warn({ err: error, job: client.key.id }, "Could not read the job of a WebSocket; trying again");
        await sleep(CHECK_EVERY_MS);
      }
    }
  }

  let checks = 0;
  let checking = false;
  const timer = setInterval(() => {
    const pings = ++checks % PING_EVERY_CHECKS === 0;
    for (const { socket } of clients) {
      socket.cutIfLagging();
      if (pings) socket.ping();
    }
    if (checking || clients.size === 0) return;
    checking = true;
    check()
      .catch((error: unknown) => log.warn({ err: error }, "Could not check the tokens and jobs of WebSockets"))
      .finally(() => {
        checking = false;
      });
  }, CHECK_EVERY_MS);

  /** Sends away whose token has been revoked or has expired, and whose job was deleted: neither is in the feed. */
  async function check(): Promise<void> {
    const asked = [...clients];
    for (const [token, ofToken] of Map.groupBy(asked, (client) => client.token)) {
      if ((await authenticateToken(token)) !== null) continue;
      for (const { socket } of ofToken) socket.close(CLOSE.unauthenticated);
    }
    for (const [org, ofOrg] of Map.groupBy(asked, (client) => client.principal.org)) {
      const keys = [...new Map(ofOrg.map(({ key }) => [textOfKey(key), key])).values()];
      const there = new Set((await listJobsByKey(db, org, keys)).map(textOfKey));
      for (const { key, socket } of ofOrg) if (!there.has(textOfKey(key))) socket.close(CLOSE.gone);
    }
  }

  return {
    stats: () => ({
      connections: clients.size,
      largestBacklog: Math.max(0, ...[...clients].map(({ socket }) => socket.backlog)),
    }),
    async close() {
      closed = true;
      clearInterval(timer);
      unfollow();
      const goodbyes = [...wss.clients].map((ws) => new Promise((gone) => ws.once("close", gone)));
      for (const { socket } of clients) socket.close(CLOSE.shutdown);
      await Promise.race([Promise.all(goodbyes), sleep(GOODBYE_WITHIN_MS, undefined, { ref: false })]);
      for (const ws of wss.clients) ws.terminate();
    },
  };
}
