import { openDatabase } from "../../db/open-database.ts";
import { startWatcher } from "./watcher.ts";

/** A process that watches backends, for tests that kill it. Says `watching` when it does. */
const settings = JSON.parse(process.argv[2] ?? "{}") as { databaseUrl?: string; dataDir: string };
const database = await openDatabase({ databaseUrl: settings.databaseUrl, dataDir: settings.dataDir });
await startWatcher(database);
process.stdout.write("watching\n");
