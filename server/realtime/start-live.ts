import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { OpenDatabase } from "../db/open-database.ts";
import type { Store } from "../store/write.ts";
import { ChangeFeed } from "./change-feed.ts";
import { serveLive } from "./socket-server.ts";

export interface LiveParts {
  store: Store;
  database: OpenDatabase;
  log: Logger;
  /** Who opens a connection, by the request that does; null when nobody who may. It checks the Origin as well. */
  authenticate(request: IncomingMessage): Promise<{ org: string; id: string; name: string } | null>;
}

/** Starts following the feed and telling browsers of it. `close` comes before that of the database. */
export async function startLive(httpServer: HttpServer, parts: LiveParts): Promise<{ close(): Promise<void> }> {
  const { store, database, log, authenticate } = parts;
  const feed = await ChangeFeed.start({ store, database, log });
  const server = serveLive(httpServer, { feed, db: database.db, log, authenticate });
  return {
    async close() {
      await server.close();
      await feed.close();
    },
  };
}
