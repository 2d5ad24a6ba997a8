import type { Logger } from "pino";
import type { Authentication } from "./auth/authentication.ts";
import type { LinkSigner } from "./auth/link-signer.ts";
import type { Config } from "./config.ts";
import type { OpenDatabase } from "./db/open-database.ts";
import type { Services } from "./services/services.ts";
import type { Store } from "./store/write.ts";

/** The parts that pages and API routes use. `createApplication` builds it, once a process. */
export interface Application {
  config: Config;
  log: Logger;
  database: OpenDatabase;
  store: Store;
  auth: Authentication;
  links: LinkSigner;
  services: Services;
  /** Begins to run jobs, where the role says so. Not before pages are served: jobs may fetch the sample site from here. */
  work(): Promise<void>;
  /** What keeps this process from serving, in a few words; null when it is ready. */
  notReady(): Promise<string | null>;
}

// Next bundles route handlers and server components apart from the custom server, each with module instances of its
// own. The global object is what they share.
const KEY: unique symbol = Symbol.for("watchfloor.application");

interface Registry {
  [KEY]?: Application | undefined;
}

/** Makes the application known to `getApp`, or with `undefined` forgotten. */
export function registerApp(app: Application | undefined): void {
  (globalThis as Registry)[KEY] = app;
}

/** The application of this process. Call it while a request is served: the build loads route modules without one. */
export function getApp(): Application {
  const app = (globalThis as Registry)[KEY];
  if (app === undefined) throw new Error("No application is registered: start the server through server/index.ts.");
  return app;
}
