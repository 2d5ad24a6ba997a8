import { openDatabase } from "../db/open-database.ts";
import { createHarness, type Harness } from "./engine-harness.ts";

/** A process with an engine of its own, for tests that kill it. Says `working` when it is, then one line a message. */
const { databaseUrl, dataDir, origin, agents } = JSON.parse(process.argv[2] ?? "{}") as {
  databaseUrl?: string;
  dataDir: string;
  origin: string;
  /** Agents to make and start. */
  agents: Parameters<Harness["scraping"]>[0][];
};

const database = await openDatabase({ databaseUrl, dataDir });
const harness = createHarness(database, [origin]);
await harness.engine.work();
const jobs: string[] = [];
for (const agent of agents) jobs.push((await harness.start(await harness.scraping(agent))).id);
process.stdout.write(`${JSON.stringify(jobs)}\n`);
