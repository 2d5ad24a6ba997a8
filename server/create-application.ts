import type { Logger } from "pino";
import type { Application } from "./app.ts";
import { createAuthentication } from "./auth/authentication.ts";
import { createLinkSigner } from "./auth/link-signer.ts";
import { DEFAULT_ORG } from "./auth/principal.ts";
import { readOrMakeSecret } from "./auth/secret.ts";
import { createTokenAuthentication } from "./auth/token-authentication.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/open-database.ts";
import { createEngine } from "./engine/engine.ts";
import { installSamples } from "./engine/install-samples.ts";
import type { Gateway } from "./http/gateway.ts";
import { startLive } from "./realtime/start-live.ts";
import { createServices } from "./services/services.ts";
import type { Shutdown } from "./shutdown.ts";
import { createJobSource } from "./sources/create-source.ts";
import { readDeclarations } from "./sources/declared/config-file.ts";
import { declareSources } from "./sources/declared/declare-sources.ts";
import { routeBulkCommands, routeCommands } from "./sources/route-commands.ts";
import { SourceSecrets } from "./sources/secrets.ts";
import { SourceConnections } from "./sources/source-connections.ts";
import { createSources } from "./sources/start-sources.ts";
import { Store } from "./store/write.ts";

/** Jobs that one process runs at a time; they mostly wait for other servers. */
const JOBS_AT_A_TIME = 8;
const JOBS_END_WITHIN_MS = 4000;

export interface ApplicationParts {
  config: Config;
  log: Logger;
  shutdown: Shutdown;
  /** Where live connections are served. */
  gateway: Gateway;
  /** The origin at which this process reaches the console's sample site. */
  ownOrigin: string;
}

/**
 * Builds the parts of the application in the order in which they need one another, and tells `shutdown` how each is
 * stopped. The caller registers what it gets.
 */
export async function createApplication(parts: ApplicationParts): Promise<Application> {
  const { config, log, shutdown, gateway, ownOrigin } = parts;
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    onError: (error) => log.warn({ err: error }, "An idle database connection broke"),
  });
  shutdown.onStop("database", () => database.close());

  const store = new Store(database.db);

  const secret = config.secret ?? readOrMakeSecret(config.dataDir);
  const auth = createAuthentication({
    pool: database.plainPool,
    secret,
    authenticateToken: createTokenAuthentication({ db: database.db, environmentToken: config.token, log }),
    publicUrl: config.publicUrl,
    log,
  });

  const secrets = new SourceSecrets(config.encryptionKey ?? readOrMakeSecret(config.dataDir, "encryption-key"));
  // Nodes that read no sources may have another file, or none.
  if (config.role !== "web") {
    await declareSources({ store, secrets, log, org: DEFAULT_ORG }, readDeclarations(config.configFile, process.env));
  }
  const connections = new SourceConnections({ db: database.db, secrets, connect: createJobSource });
  const sources = createSources({ store, database, log, connections });

  const engine = createEngine({
    store,
    database,
    log,
    baseUrl: () => ownOrigin,
    routeBulk: (own) => routeBulkCommands(own, sources.commands),
    concurrency: JOBS_AT_A_TIME,
    allowedOrigins: () => [`${ownOrigin}/sample/`, ...config.allowedOrigins],
  });
  shutdown.onStop("engine", () => engine.stop({ graceMs: JOBS_END_WITHIN_MS }));

  shutdown.onStop("sources", () => sources.stop());

  const services = createServices(store, routeCommands(engine, sources.commands), sources.mirror, {
    secrets,
    connect: createJobSource,
  });

  if (config.role !== "worker") {
    const live = await startLive(gateway, {
      store,
      database,
      log,
      auth,
      programJobs: services.programJobs,
      watch: (org, key) => sources.mirror.watch(org, key),
    });
    shutdown.onStop("live connections", () => live.close());
  }

  return {
    config,
    log,
    database,
    store,
    auth,
    links: createLinkSigner(secret),
    services,
    async work() {
      if (config.role === "web") return;
      await engine.work();
      await sources.work(engine);
      const added = config.samples ? await installSamples(engine, store, DEFAULT_ORG) : 0;
      if (added > 0) log.info({ agents: added }, "Added sample agents to the empty database");
    },
    async notReady() {
      if (shutdown.stopping) return "stopping";
      const answered = await database.plainPool.query("select 1").then(
        () => true,
        () => false,
      );
      return answered ? null : "the database does not answer";
    },
  };
}
