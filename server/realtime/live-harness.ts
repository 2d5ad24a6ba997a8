import { createServer } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { patchRow, withLines } from "../../lib/api/merge.ts";
import type { JobRow, LogLine } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { createLiveClient, type LiveClient } from "../../lib/realtime/live-client.ts";
import {
  type ClientToServer,
  type Delivery,
  type LiveEvent,
  type Room,
  type ServerToClient,
  SOCKET_PATH,
} from "../../lib/realtime/protocol.ts";
import type { OpenDatabase } from "../db/open-database.ts";
import { insertJob, type NewJob } from "../store/jobs.ts";
import { insertRun } from "../store/runs.ts";
import { Store, type WriteTransaction } from "../store/write.ts";
import { ChangeFeed, type FeedOptions } from "./change-feed.ts";
import { type LiveServer, type LiveSettings, serveLive } from "./socket-server.ts";

/** Clients of the tests say in the header `authorization` which organisation they belong to, and who they are. */
export interface LiveNode {
  store: Store;
  feed: ChangeFeed;
  live: LiveServer;
  url: string;
  /** Cuts all connections and refuses new ones until `openDoor`. */
  closeDoor(): void;
  openDoor(): void;
  close(): Promise<void>;
}

export type NodeOptions = Pick<FeedOptions, "ring" | "pollMs"> & Pick<LiveSettings, "longestLagMs">;

/** One node of the console, without pages: feed, hub and sockets on a port of its own. */
export async function startNode(database: OpenDatabase, options: NodeOptions = {}): Promise<LiveNode> {
  const store = new Store(database.db);
  const log = pino({ level: "silent" });
  const feed = await ChangeFeed.start({ store, database, log, ...options });
  const http = createServer();
  const sockets = new Set<TcpSocket>();
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  let open = true;
  const live = serveLive(http, {
    feed,
    db: database.db,
    log,
    ...options,
    async authenticate(request) {
      const [org, id = "tester"] = request.headers.authorization?.split(" ") ?? [];
      return open && org !== undefined ? { org, id, name: `Name of ${id}` } : null;
    },
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return {
    store,
    feed,
    live,
    url: `http://127.0.0.1:${address.port}`,
    closeDoor() {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    openDoor() {
      open = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await live.close();
      await feed.close();
    },
  };
}

/** A client as the browser has it. */
export function connectClient(node: { url: string }, org = "default"): LiveClient {
  return createLiveClient({ url: node.url, headers: { authorization: org } });
}

export type RawSocket = Socket<ServerToClient, ClientToServer>;

/** A bare connection, to see the protocol itself. */
export async function connectRaw(node: { url: string }, org = "default"): Promise<RawSocket> {
  return await connectUntyped(node, org);
}

/** A bare connection that may send anything. */
export async function connectUntyped(node: { url: string }, org = "default"): Promise<Socket> {
  const socket = io(node.url, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { authorization: org },
  });
  await new Promise<void>((connected, failed) => {
    socket.on("connect", connected);
    socket.on("connect_error", failed);
  });
  return socket;
}

/** Everything that a room delivers to a bare connection. */
export function deliveriesOf(socket: RawSocket, room: Room): Delivery[] {
  const deliveries: Delivery[] = [];
  socket.on("room:changed", (delivery) => {
    if (delivery.room === room) deliveries.push(delivery);
  });
  return deliveries;
}

/** What a page would show of one room, kept by the page's own rules, with the history behind it. */
export class View {
  row: JobRow | undefined;
  lines: LogLine[] = [];
  readonly events: LiveEvent[] = [];
  /** The states of each job as they were shown, one after another. */
  readonly states = new Map<string, JobState[]>();
  newcomers = 0;
  resyncs = 0;
  revision = 0;

  constructor(row?: JobRow) {
    this.row = row;
  }

  /** Joins a room. `refetch` fetches afresh on a resync and gives the revision. */
  join(client: LiveClient, room: Room, since: number, refetch?: () => Promise<number>): { leave(): void } {
    const handle = client.join(room, since, {
      onEvents: (events, revision) => {
        this.revision = revision;
        for (const event of events) this.#apply(event);
      },
      onResync: () => {
        this.resyncs++;
        refetch?.().then((revision) => handle.resume(revision));
      },
    });
    return handle;
  }

  #apply(event: LiveEvent): void {
    this.events.push(event);
    if (event.type === "job-created") this.#show(event.job.id, event.job.state);
    if (event.type === "job") {
      if (event.patch.state !== undefined) this.#show(event.patch.id, event.patch.state);
      if (this.row !== undefined) this.row = patchRow(this.row, event.patch);
    }
    if (event.type === "logs") this.lines = withLines(this.lines, event.lines);
    if (event.type === "newcomers") this.newcomers += event.count;
  }

  #show(id: string, state: JobState): void {
    const states = this.states.get(id) ?? [];
    this.states.set(id, states);
    if (states.at(-1) !== state) states.push(state);
  }
}

let made = 0;

/** Makes a queued job in the built-in source. */
export function makeJob(
  tx: WriteTransaction,
  job: Partial<Pick<NewJob, "org" | "name" | "startedBy" | "startedById">> = {},
): Promise<JobRow> {
  const createdAt = new Date().toISOString();
  return insertJob(tx, {
    org: "default",
    source: "local",
    id: `live${process.pid}x${++made}`,
    name: "books",
    type: "scraping",
    agentId: "agent",
    state: "Queued",
    rawStatus: "Queued",
    trigger: "manual",
    createdAt,
    queuedAt: createdAt,
    ...job,
  });
}

/** Makes a job with a run, which has an empty log. */
export async function makeRunningJob(store: Store): Promise<{ job: JobRow; runId: number }> {
  return await store.write(async (tx) => {
    const job = await makeJob(tx);
    const run = await insertRun(tx, "default", {
      source: job.source,
      jobId: job.id,
      attempt: 1,
      agentState: "Executing",
    });
    return { job, runId: run.id };
  });
}

/** Log lines that follow on from `last`. */
export function makeLines(last: number, count: number, message = "fetched"): LogLine[] {
  const at = new Date().toISOString();
  return Array.from({ length: count }, (_, place) => ({
    seq: last + place + 1,
    at,
    level: "info",
    message,
    task: null,
  }));
}
