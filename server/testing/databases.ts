import { afterAll, beforeAll, describe } from "vitest";
import { type OpenDatabase, openDatabase } from "../db/open-database.ts";
import {
  hasServer,
  makeEmbedded,
  makeOnServer,
  SERVER_URL,
  serverProblem,
  type TestDatabase,
} from "./temporary-database.ts";

/** Runs a suite on the embedded database and on PostgreSQL, each with a fresh, migrated database. */
export function describeOnBothDatabases(name: string, suite: (database: () => OpenDatabase) => void): void {
  describe(`${name} (embedded)`, () => suite(useDatabase(makeEmbedded)));
  describeOnServer(name, suite);
}

/** Runs a suite on PostgreSQL only. */
export function describeOnServer(
  name: string,
  suite: (database: () => OpenDatabase, made: () => TestDatabase) => void,
): void {
  if (!hasServer) {
    describe.skip(`${name} (PostgreSQL: SKIPPED, no server at ${SERVER_URL}: ${serverProblem})`, () =>
      suite(useDatabase(makeOnServer), () => {
        throw new Error("skipped");
      }));
    return;
  }
  describe(`${name} (PostgreSQL)`, () => {
    let made: TestDatabase | undefined;
    const open = useDatabase(async () => {
      made = await makeOnServer();
      return made;
    });
    suite(open, () => {
      if (made === undefined) throw new Error("asked for the database before the suite began");
      return made;
    });
  });
}

function useDatabase(make: () => Promise<TestDatabase>): () => OpenDatabase {
  let made: TestDatabase | undefined;
  let open: OpenDatabase | undefined;
  beforeAll(async () => {
    made = await make();
    open = await openDatabase(made.settings);
  }, 60_000);
  afterAll(async () => {
    await open?.close();
    await made?.remove();
  }, 60_000);
  return () => {
    if (open === undefined) throw new Error("asked for the database before the suite began");
    return open;
  };
}
