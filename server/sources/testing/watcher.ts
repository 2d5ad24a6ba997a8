import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { SourceHealth } from "../../../lib/sources/health.ts";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import type { SourceSettings } from "../../../lib/sources/settings.ts";
import { DEFAULT_ORG, type Principal } from "../../auth/principal.ts";
import { type OpenDatabase, openDatabase } from "../../db/open-database.ts";
import { createEngine, type Engine } from "../../engine/engine.ts";
import { createLog } from "../../log.ts";
import { createServices, type Services } from "../../services/services.ts";
import { getSyncState } from "../../store/source-sync.ts";
import { insertSource } from "../../store/sources.ts";
import { Store } from "../../store/write.ts";
import type { TestDatabase } from "../../testing/temporary-database.ts";
import { createJobSource } from "../create-source.ts";
import type { CallTimeouts } from "../http/explain-failure.ts";
import { routeBulkCommands, routeCommands } from "../route-commands.ts";
import { SourceSecrets } from "../secrets.ts";
import { SourceConnections } from "../source-connections.ts";
import { createSources, type Sources } from "../start-sources.ts";

/** Who asks in these tests. */
export const WATCHING: Principal = {
  ...{ kind: "person", id: "p1", name: "Ada", org: DEFAULT_ORG },
  scopes: ["services:read", "services:write"],
};

/** What watches backends: all of the application but HTTP and pages. */
export interface Watcher {
  store: Store;
  database: OpenDatabase;
  services: Services;
  sources: Sources;
  /** Connects a backend, which is read from then on, as often as can be. Returns the id of its source. */
  connect(kind: BackendKind, settings: Partial<SourceSettings> & { address: string }, key?: string): Promise<string>;
  health(source: string): Promise<SourceHealth>;
}

export interface WatcherOptions {
  /** How long calls may take, where a suite does not want to wait for hangs. */
  timeouts?: Partial<CallTimeouts>;
}

/** A watcher on a database, for one suite. */
export function useWatcher(make: () => Promise<TestDatabase>, options: WatcherOptions = {}): () => Watcher {
  let watcher: Watcher | undefined;
  let stop: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    const made = await make();
    const database = await openDatabase(made.settings);
    const begun = await startWatcher(database, options);
    watcher = begun.watcher;
    stop = async () => {
      await begun.stop();
      await database.close();
      await made.remove();
    };
  }, 60_000);
  afterAll(() => stop(), 60_000);
  return () => {
    if (watcher === undefined) throw new Error("asked for the watcher before the suite began");
    return watcher;
  };
}

/** The same for all watchers of the tests, as for nodes that share a database. */
const secrets = new SourceSecrets("the secret of these tests, which is long enough");

/** Stores a source, for whichever watcher is on the database. Returns its id. */
export async function connectBackend(
  store: Store,
  kind: BackendKind,
  settings: Partial<SourceSettings> & { address: string },
  key: string,
): Promise<string> {
  const config = JSON.stringify({ requestsPerMinute: 60_000, executingEvery: 1, newestEvery: 1, ...settings });
  const secretFor = (id: string) => secrets.seal(id, key);
  const name = `${kind} ${randomUUID().slice(0, 8)}`;
  return await store.write((tx) => insertSource(tx, { org: DEFAULT_ORG, kind, name, config, secretFor }));
}

/** Starts what watches backends on an open database, as one node of it. */
export async function startWatcher(
  database: OpenDatabase,
  { timeouts = {} }: WatcherOptions = {},
): Promise<{ watcher: Watcher; stop(): Promise<void> }> {
  const log = createLog("error");
  const store = new Store(database.db);
  const connections = new SourceConnections({
    db: database.db,
    secrets,
    connect: (to) => createJobSource({ ...to, timeouts }),
  });
  const sources = createSources({ store, database, log, connections });
  const engine: Engine = createEngine({
    ...{ store, database, log, concurrency: 1 },
    baseUrl: () => "http://127.0.0.1:9",
    routeBulk: (own) => routeBulkCommands(own, sources.commands),
  });
  const services = createServices(store, routeCommands(engine, sources.commands), sources.mirror, {
    secrets,
    connect: createJobSource,
  });
  await engine.work();
  await sources.work(engine);
  const watcher: Watcher = {
    ...{ store, database, services, sources },
    connect: (kind, settings, key = "a key") => connectBackend(store, kind, settings, key),
    health: async (source) => (await getSyncState(store.db, source)).health,
  };
  return {
    watcher,
    async stop() {
      await sources.stop();
      await engine.stop({ graceMs: 100 });
    },
  };
}
