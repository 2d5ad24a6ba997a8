import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { Server } from "socket.io";
import {
  type ClientToServer,
  type Delivery,
  HEARTBEAT_MS,
  type ServerToClient,
  SOCKET_PATH,
} from "../../lib/realtime/protocol.ts";
import type { Database } from "../db/schema.ts";
import { backlogOf, terminate } from "./backlog.ts";
import type { ChangeFeed } from "./change-feed.ts";
import { Connection } from "./connection.ts";
import { Hub, type WatchJob } from "./hub.ts";

/** Over this many bytes unsent, a client is sent nothing more until it has read them. */
const SOFT_BACKLOG = 512 * 1024;
/** Over this many, or after this long, it is cut off; it comes back and is told what it missed. */
const HARD_BACKLOG = 4 * 1024 * 1024;
const LONGEST_LAG_MS = 15_000;
const LAG_CHECK_MS = 100;
/** How often it is checked that whoever is connected may still be. */
const REAUTHENTICATE_MS = 60_000;
/** Heartbeats stop when the feed has not been read for so long. */
const FEED_STALE_MS = 10_000;
const LARGEST_MESSAGE = 256 * 1024;

export interface LiveSettings {
  feed: ChangeFeed;
  db: Kysely<Database>;
  log: Logger;
  /** Who opens a connection, by the request that does; null when nobody who may. It checks the Origin as well. */
  authenticate(request: IncomingMessage): Promise<{ org: string; id: string; name: string } | null>;
  /** Told of each job whose run somebody looks at. */
  watch?: WatchJob;
  /** How long a client may fail to read before it is cut off, in milliseconds. */
  longestLagMs?: number;
}

export interface LiveServer {
  /** How many clients are connected, how many of them do not keep up, and the most bytes that wait for one. */
  stats(): { connections: number; lagging: number; largestBacklog: number };
  /** Ends every connection. `httpServer` is no longer used afterwards, and closed if it listens. */
  close(): Promise<void>;
}

/**
 * Serves live changes at `SOCKET_PATH` of an HTTP server, over WebSocket only: long polling would need every request
 * of a client to reach the same node, and every browser of today has WebSockets.
 */
export function serveLive(httpServer: HttpServer, settings: LiveSettings): LiveServer {
  const { feed, db, log, authenticate, watch, longestLagMs = LONGEST_LAG_MS } = settings;
  const principals = new WeakMap<IncomingMessage, { org: string; id: string; name: string }>();
  const connections = new Map<string, Connection>();
  let lagCheck: NodeJS.Timeout | undefined;

  const io = new Server<ClientToServer, ServerToClient>(httpServer, {
    path: SOCKET_PATH,
    addTrailingSlash: false,
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest(request, answer) {
      authenticate(request).then(
        (principal) => {
          if (principal !== null) principals.set(request, principal);
          answer(null, principal !== null);
        },
        (error) => {
          log.error({ err: error }, "Could not tell who opens a live connection");
          answer("Unavailable", false);
        },
      );
    },
  });

  const hub = new Hub({
    feed,
    db,
    log,
    ...(watch === undefined ? {} : { watch }),
    carrier: {
      enter: (id, channel) => void connections.get(id)?.socket.join(channel),
      leave: (id, channel) => void connections.get(id)?.socket.leave(channel),
      deliver,
      cutAll: () => io.disconnectSockets(true),
    },
  });

  io.on("connection", (socket) => {
    const principal = principals.get(socket.request);
    if (principal === undefined) {
      socket.disconnect(true);
      return;
    }
    const connection = new Connection(socket, principal, hub);
    connections.set(socket.id, connection);
    socket.on("disconnect", () => {
      connections.delete(socket.id);
      connection.end();
    });
    socket.on("rooms:join", (rooms, answer) => {
      const failed = (error: unknown) => {
        log.error({ err: error }, "A join failed");
        socket.disconnect(true);
      };
      if (typeof answer === "function") connection.join(rooms).then(answer).catch(failed);
    });
    socket.on("rooms:leave", (rooms) => {
      connection.leave(rooms).catch((error) => log.error({ err: error }, "A leave failed"));
    });
    // A client knows from the first heartbeat on that all is well.
    if (isFeedRead()) socket.emit("feed:advanced", { revision: hub.settledRevision(), sentAt: now() });
  });

  /** One encoding for all members; those who lag behind are left out and learn of it when they have caught up. */
  function deliver(channel: string, delivery: Delivery): void {
    const members = io.sockets.adapter.rooms.get(channel);
    if (members === undefined) return;
    const lagging: string[] = [];
    for (const id of members) {
      const connection = connections.get(id);
      if (connection === undefined || !lags(connection)) continue;
      connection.missed.add(delivery.room);
      lagging.push(id);
    }
    if (lagging.length < members.size) io.to(channel).except(lagging).emit("room:changed", delivery);
  }

  function lags(connection: Connection): boolean {
    if (connection.laggingSince !== null) return true;
    if (backlogOf(connection.socket) <= SOFT_BACKLOG) return false;
    connection.laggingSince = performance.now();
    lagCheck ??= setInterval(checkLaggards, LAG_CHECK_MS);
    return true;
  }

  function checkLaggards(): void {
    let lagging = 0;
    for (const connection of connections.values()) {
      if (connection.laggingSince === null) continue;
      const backlog = backlogOf(connection.socket);
      if (backlog <= SOFT_BACKLOG / 4) tellWhatWasMissed(connection);
      else if (backlog > HARD_BACKLOG || performance.now() - connection.laggingSince > longestLagMs) {
        log.info({ backlog }, "Cut off a live connection that does not read");
        terminate(connection.socket);
      } else lagging++;
    }
    if (lagging > 0) return;
    clearInterval(lagCheck);
    lagCheck = undefined;
  }

  /** A delivery that cannot be followed on to makes the client join again and ask for what it missed. */
  function tellWhatWasMissed(connection: Connection): void {
    connection.laggingSince = null;
    for (const room of connection.missed) {
      const revision = connection.rooms.has(room) ? hub.revisionOf(connection, room) : null;
      if (revision === null) continue;
      connection.socket.emit("room:changed", { room, previous: revision, revision, sentAt: now(), events: [] });
    }
    connection.missed.clear();
  }

  const isFeedRead = () => Date.now() - feed.currentAt < FEED_STALE_MS;

  const heartbeat = setInterval(() => {
    if (!isFeedRead()) return;
    const revision = hub.settledRevision();
    for (const connection of connections.values()) {
      if (!lags(connection)) connection.socket.emit("feed:advanced", { revision, sentAt: now() });
    }
  }, HEARTBEAT_MS);

  const reauthentication = setInterval(async () => {
    for (const { socket } of [...connections.values()]) {
      const principal = await authenticate(socket.request).catch(() => undefined);
      if (principal === null) socket.disconnect(true);
    }
  }, REAUTHENTICATE_MS);

  return {
    stats() {
      const all = [...connections.values()];
      return {
        connections: all.length,
        lagging: all.filter((connection) => connection.laggingSince !== null).length,
        largestBacklog: Math.max(0, ...all.map((connection) => backlogOf(connection.socket))),
      };
    },
    async close() {
      for (const timer of [heartbeat, reauthentication, lagCheck]) clearInterval(timer);
      hub.close();
      await io.close();
    },
  };
}

function now(): string {
  return new Date().toISOString();
}
