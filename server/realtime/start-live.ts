import type { Logger } from "pino";
import { SOCKET_PATH } from "../../lib/realtime/protocol.ts";
import type { Authentication } from "../auth/authentication.ts";
import type { OpenDatabase } from "../db/open-database.ts";
import { JOB_SOCKETS_PATH, serveJobSockets } from "../dialects/sentimatrix/job-sockets.ts";
import type { Gateway } from "../http/gateway.ts";
import type { ProgramJobsService } from "../services/program-jobs-service.ts";
import type { Store } from "../store/write.ts";
import { ChangeFeed } from "./change-feed.ts";
import type { WatchJob } from "./hub.ts";
import { serveLive } from "./socket-server.ts";

export interface LiveParts {
  store: Store;
  database: OpenDatabase;
  log: Logger;
  auth: Pick<Authentication, "authenticateUpgrade" | "authenticateToken">;
  programJobs: Pick<ProgramJobsService, "get">;
  watch: WatchJob;
}

/** Starts following the feed and telling browsers and programs of it. `close` comes before that of the database. */
export async function startLive(gateway: Gateway, parts: LiveParts): Promise<{ close(): Promise<void> }> {
  const { store, database, log, auth, programJobs, watch } = parts;
  const { db } = database;
  const { authenticateUpgrade: authenticate, authenticateToken } = auth;
  const feed = await ChangeFeed.start({ store, database, log });
  const server = serveLive(gateway.mount(SOCKET_PATH), { feed, db, log, authenticate, watch });
  const jobSockets = serveJobSockets(gateway.mount(JOB_SOCKETS_PATH), {
    feed,
    db,
    log,
    authenticateToken,
    programJobs,
  });
  gateway.onClose(() => jobSockets.close());
  return {
    async close() {
      await jobSockets.close();
      await server.close();
      await feed.close();
    },
  };
}
