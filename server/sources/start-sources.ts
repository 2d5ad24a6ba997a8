import type { Logger } from "pino";
import type { OpenDatabase } from "../db/open-database.ts";
import type { Engine } from "../engine/engine.ts";
import { forgetMirrors } from "../store/job-mirror.ts";
import { removeSourceJobs } from "../store/remove-source.ts";
import type { Store } from "../store/write.ts";
import { RunMirror } from "./mirror/run-mirror.ts";
import { readStoredSource } from "./read-source.ts";
import { SourceCommands } from "./source-commands.ts";
import type { SourceConnections } from "./source-connections.ts";
import { SourceTickets } from "./sync/source-tickets.ts";
import { SyncWorker } from "./sync/sync-worker.ts";

/** What nobody has looked at for so long is read anew when somebody does. */
const KEEP_MIRRORS_MS = 3_600_000;
const FORGET_EVERY_MS = 300_000;

/** Everything about connected backends: what is kept of their jobs, what is asked of them, and the reading of them. */
export interface Sources {
  mirror: RunMirror;
  commands: SourceCommands;
  /** Begins to read sources in this process. */
  work(engine: Pick<Engine, "openQueue">): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing is opened before the first call. */
export function createSources(parts: {
  store: Store;
  database: OpenDatabase;
  log: Logger;
  connections: SourceConnections;
}): Sources {
  const { store, database, log, connections } = parts;
  const open = (source: string) => connections.forOperators(source);
  const mirror = new RunMirror({ store, log, open });
  let worker: SyncWorker | undefined;
  let forgetting: NodeJS.Timeout | undefined;
  return {
    mirror,
    commands: new SourceCommands({ store, open }),
    async work(engine) {
      const tickets = new SourceTickets(await engine.openQueue(), database);
      worker = new SyncWorker({
        ...{ store, tickets, log },
        read: (source, signal) =>
          source.removedAt === null
            ? readStoredSource({ store, log, connections }, source, signal)
            : removeSourceJobs(store, source, signal),
      });
      worker.start();
      forgetting = setInterval(() => {
        const before = new Date(Date.now() - KEEP_MIRRORS_MS);
        forgetMirrors(store.db, before).catch((error) =>
          log.warn({ err: error }, "Could not forget what nobody looks at"),
        );
      }, FORGET_EVERY_MS);
    },
    async stop() {
      clearInterval(forgetting);
      await worker?.stop();
      await mirror.close();
      await connections.close();
    },
  };
}
