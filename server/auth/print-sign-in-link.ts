import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { type Config, ConfigError, loadConfig } from "../config.ts";
import { openDatabase } from "../db/open-database.ts";
import { AppError } from "../errors.ts";
import { consoleOrigin } from "../http/console-origin.ts";
import { createAuthentication } from "./authentication.ts";
import { readOrMakeSecret } from "./secret.ts";

/**
 * `npm run sign-in-link`: prints a fresh link, whether or not the server runs. Who can reach the database may make one:
 * the embedded database's socket is for the owner of the data directory only.
 */
async function main(config: Config): Promise<void> {
  const { pool, close } = await connect(config);
  try {
    const auth = createAuthentication({
      pool,
      secret: config.secret ?? readOrMakeSecret(config.dataDir),
      authenticateToken: async () => null,
      publicUrl: config.publicUrl,
      log: pino({ level: "silent" }),
    });
    const { url } = await auth.createSignInLink(consoleOrigin(config, config.port));
    process.stdout.write(`Sign in, once and within the hour: ${url}\n`);
  } finally {
    await close();
  }
}

async function connect(config: Config): Promise<{ pool: pg.Pool; close(): Promise<void> }> {
  const folder = resolve(config.dataDir);
  if (config.databaseUrl === undefined && existsSync(join(folder, ".s.PGSQL.5432"))) {
    const pool = new pg.Pool({ host: folder, user: "postgres", database: "postgres", max: 1 });
    const running = await pool.query("select 1").then(
      () => true,
      () => false,
    );
    if (running) return { pool, close: () => pool.end() };
    await pool.end();
  }
  const database = await openDatabase(config);
  return { pool: database.plainPool, close: () => database.close() };
}

try {
  await main(loadConfig(process.env));
} catch (error) {
  console.error(error instanceof AppError || error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
