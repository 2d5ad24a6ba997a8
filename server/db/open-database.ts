import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { startEmbedded } from "./embedded.ts";
import { migrate } from "./migrate.ts";
import type { Database } from "./schema.ts";

export interface OpenDatabase {
  /** The typed door to all tables. */
  db: Kysely<Database>;
  /** The same database with the driver's usual types (Date, text for int8), for pg-boss and better-auth. */
  plainPool: pg.Pool;
  /** `embedded` is one process alone; `server` may be shared, and passes LISTEN/NOTIFY. */
  kind: "embedded" | "server";
  /** A connection outside the pools, for LISTEN. Only of use with `server`. */
  connect(): pg.Client;
  close(): Promise<void>;
}

export interface DatabaseSettings {
  /** A `postgres://` URL; undefined means the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Told of connections that break while idle; the pool replaces them by itself. */
  onError?: (error: Error) => void;
}

const INT8 = pg.types.builtins.INT8;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ = pg.types.builtins.TIMESTAMPTZ;

/** `int8` as a number (ours stay far below 2^53) and times as ISO text: what the wire types say. */
const wireTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format === "binary") return pg.types.getTypeParser(oid, "binary");
    if (oid === INT8) return Number;
    if (oid === INT8_ARRAY) return (text: string) => text.slice(1, -1).split(",").map(Number);
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    return pg.types.getTypeParser(oid, "text");
  },
};

/**
 * Opens the database, embedded or a server, and brings its schema up to date. Several nodes may do so together: one
 * migrates, the others wait.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl === undefined ? await startEmbedded(settings.dataDir) : undefined;
  // The feed's row lock is held from a transaction's last statement to its commit: a node that freezes there must not
  // stop the others for long.
  const connection: pg.ClientConfig = embedded
    ? { host: embedded.socketFolder, user: "postgres", database: "postgres" }
    : {
        connectionString: settings.databaseUrl,
        application_name: "watchfloor",
        // Compiling a query takes longer than any of ours may run.
        options: "-c idle_in_transaction_session_timeout=10000 -c jit=off",
      };
  const pool = new pg.Pool({ ...connection, max: embedded ? 4 : 10, types: wireTypes });
  const plainPool = new pg.Pool({ ...connection, max: 4 });
  for (const each of [pool, plainPool]) {
    each.on("error", (error) => settings.onError?.(error));
    // A pool listens to idle connections only. One that breaks between two statements of a transaction fails the next
    // of them; without a listener it would also end the process.
    each.on("connect", (client) => client.on("error", () => undefined));
  }
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      await Promise.all([db.destroy(), plainPool.end()]);
      await embedded?.close();
    })();
    return closing;
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, plainPool, kind: embedded ? "embedded" : "server", connect: () => new pg.Client(connection), close };
}
