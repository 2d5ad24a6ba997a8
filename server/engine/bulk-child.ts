import { openDatabase } from "../db/open-database.ts";
import { eventually } from "../testing/eventually.ts";
import { createBulkHarness, slowDown } from "./bulk-harness.ts";
import { createHarness } from "./engine-harness.ts";

/**
 * A process that retries so many jobs, for tests that kill it. It runs no jobs. It says which agent and which bulk action
 * it is, and that it is in the middle of it, one line each.
 */
const { databaseUrl, dataDir, amount } = JSON.parse(process.argv[2] ?? "{}") as {
  databaseUrl?: string;
  dataDir: string;
  amount: number;
};

const database = await openDatabase({ databaseUrl, dataDir });
const harness = createHarness(database, [], 0);
await harness.engine.work();
await slowDown(harness);
const bulk = await createBulkHarness(harness, await harness.scraping({ urls: ["/p"] }));
const { id } = await bulk.start("retry", { jobs: await bulk.jobs("Failed", amount) });
process.stdout.write(`${JSON.stringify({ id, agentId: bulk.agentId })}\n`);
await eventually("the action to be under way", async () => (await bulk.action(id)).done > 0);
process.stdout.write("under way\n");
