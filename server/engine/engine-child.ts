import { openDatabase } from "../db/open-database.ts";
import { createHarness } from "./engine-harness.ts";

/** A process with an engine of its own, for tests that kill it. Says `working` when it is, then one line a message. */
const { databaseUrl, dataDir, origin, agents } = JSON.parse(process.argv[2] ?? "{}") as {
  databaseUrl?: string;
  dataDir: string;
  origin: string;
  /** URLs of agents to make and start. */
  agents: string[][];
};

const database = await openDatabase({ databaseUrl, dataDir });
const harness = createHarness(database, [origin]);
await harness.engine.work();
const jobs: string[] = [];
for (const urls of agents) jobs.push((await harness.start(await harness.scraping({ urls }))).id);
process.stdout.write(`${JSON.stringify(jobs)}\n`);
