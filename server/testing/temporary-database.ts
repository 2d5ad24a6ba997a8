import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** The PostgreSQL server of the tests; each suite makes and drops a database of its own there. */
export const SERVER_URL = process.env.TEST_DATABASE_URL ?? "postgres://root@127.0.0.1:5432/postgres";

/** A database made for one suite. `settings` opens it once more, as a second node would. */
export interface TestDatabase {
  settings: { databaseUrl: string | undefined; dataDir: string };
  remove(): Promise<void>;
}

/** Why the server cannot be reached; undefined when it can. */
export const serverProblem = await onServer(async () => undefined).catch((error: Error) => error.message);

/** Whether a PostgreSQL server can be reached; where it cannot, suites that need one are skipped and say so. */
export const hasServer = serverProblem === undefined;

/** Names a data directory with a migrated, empty database to begin with; unset, the first to open one makes it. */
export const STORE_VARIABLE = "WATCHFLOOR_TEST_STORE";

/** Makes an empty embedded database in a temporary folder. */
export async function makeEmbedded(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "wf-test-"));
  const migrated = process.env[STORE_VARIABLE];
  if (migrated !== undefined) await cp(migrated, dataDir, { recursive: true });
  return { settings: { databaseUrl: undefined, dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** Makes an empty database on the tests' PostgreSQL server. */
export async function makeOnServer(): Promise<TestDatabase> {
  const name = `watchfloor_test_${randomBytes(6).toString("hex")}`;
  await onServer((client) => client.query(`create database ${name}`));
  const url = new URL(SERVER_URL);
  url.pathname = `/${name}`;
  return {
    settings: { databaseUrl: url.href, dataDir: tmpdir() },
    remove: async () => {
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function onServer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
