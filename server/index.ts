import { fileURLToPath } from "node:url";
import { registerApp } from "./app.ts";
import { type Config, ConfigError, loadConfig } from "./config.ts";
import { createApplication } from "./create-application.ts";
import { AppError } from "./errors.ts";
import { consoleOrigin } from "./http/console-origin.ts";
import { createGateway } from "./http/gateway.ts";
import { serveHealth, serveStarting } from "./http/health.ts";
import { servePages } from "./http/pages.ts";
import { createLog } from "./log.ts";
import { createShutdown } from "./shutdown.ts";

const STOP_WITHIN_MS = 10_000;
const REQUESTS_END_WITHIN_MS = 3000;

async function main(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const shutdown = createShutdown(log, STOP_WITHIN_MS);
  const stop = async (reason: string, failed = false) => {
    const code = await shutdown.stop(reason);
    process.exit(failed ? 1 : code);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop(signal));
  // `npm start` holds the other end; without it nobody would be left to stop this process.
  process.once("disconnect", () => stop("the parent process is gone"));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "Uncaught error");
    stop("an uncaught error", true);
  });

  let notReady = async (): Promise<string | null> => "starting";
  try {
    const gateway = createGateway();
    serveHealth(gateway.mount("/healthz"), gateway.mount("/readyz"), () => notReady());
    if (config.role !== "worker") serveStarting(gateway.mount("/"));
    // The port first: if it is taken, nothing else needs to be started and stopped again.
    const { port } = await gateway.listen(config.port, config.host);
    // Not the public address: it may lead through a proxy that asks for a sign-in. Workers have no pages of their own.
    const publicUrl = config.role === "worker" ? config.publicUrl : undefined;
    const ownOrigin = consoleOrigin({ ...config, publicUrl }, port);
    const app = await createApplication({ config, log, shutdown, gateway, ownOrigin });
    registerApp(app);
    if (config.role !== "worker") {
      const root = fileURLToPath(new URL("..", import.meta.url));
      const closePages = await servePages(gateway, { development: config.development, root, host: config.host, port });
      shutdown.onStop("pages", closePages);
    }
    // Added last, so stopped first: requests under way still find everything that they need.
    shutdown.onStop("HTTP", () => gateway.close(REQUESTS_END_WITHIN_MS));
    await app.work();
    notReady = () => app.notReady();

    const origin = consoleOrigin(config, port);
    say(`Watchfloor is ready at ${origin}`);
    if (config.role !== "worker" && !(await app.auth.hasPeople())) {
      const link = await app.auth.createSignInLink(origin);
      say(`Sign in, once and within the hour: ${link.url}`);
    }
  } catch (error) {
    if (!shutdown.stopping) explain(error);
    await stop("it could not start", true);
  }
}

/** For the person who started the server; the log goes to standard error. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One plain line for what a user can mend, the whole error for the rest. */
function explain(error: unknown): void {
  console.error(error instanceof AppError || error instanceof ConfigError ? error.message : error);
}

try {
  await main(loadConfig(process.env));
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
