import type { Logger } from "pino";
import type { Application } from "./app.ts";
import { createAuthentication } from "./auth/authentication.ts";
import { readOrMakeSecret } from "./auth/secret.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./db/open-database.ts";
import { noEngine } from "./services/no-engine.ts";
import { createServices } from "./services/services.ts";
import type { Shutdown } from "./shutdown.ts";
import { Store } from "./store/write.ts";

/**
 * Builds the parts of the application in the order in which they need one another, and tells `shutdown` how each is
 * stopped. The caller registers what it gets.
 */
export async function createApplication(config: Config, log: Logger, shutdown: Shutdown): Promise<Application> {
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    onError: (error) => log.warn({ err: error }, "An idle database connection broke"),
  });
  shutdown.onStop("database", () => database.close());

  const store = new Store(database.db);

  const auth = createAuthentication({
    pool: database.plainPool,
    secret: config.secret ?? readOrMakeSecret(config.dataDir),
    token: config.token,
    publicUrl: config.publicUrl,
    log,
  });

  return {
    config,
    log,
    database,
    store,
    auth,
    services: createServices(store, noEngine),
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
