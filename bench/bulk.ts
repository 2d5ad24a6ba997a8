import { type OpenDatabase, openDatabase } from "../server/db/open-database.ts";
import { createBulkHarness } from "../server/engine/bulk-harness.ts";
import { createHarness } from "../server/engine/engine-harness.ts";
import { hasServer, makeEmbedded, makeOnServer, type TestDatabase } from "../server/testing/temporary-database.ts";
import type { Measurement, Scenario } from "./scenario.ts";

const JOBS = Number(process.env.BENCH_BULK_JOBS ?? 5000);

/** How fast a bulk action gets on, so how long the console says that one will take. */
export const bulk: Scenario = {
  name: "bulk",
  about: `retries and cancels ${JOBS} jobs by a bulk action, on either store; the jobs themselves are not run`,
  async run(say) {
    const measurements: Measurement[] = [];
    const stores = [["embedded", makeEmbedded] as const, ["PostgreSQL", makeOnServer] as const];
    for (const [store, make] of stores.slice(0, hasServer ? 2 : 1)) {
      say(store);
      const made = await make();
      try {
        measurements.push(...(await measure(store, made)));
      } finally {
        await made.remove();
      }
    }
    return measurements;
  },
};

async function measure(store: string, { settings }: TestDatabase): Promise<Measurement[]> {
  const database: OpenDatabase = await openDatabase(settings);
  const harness = createHarness(database, [], 0);
  await harness.engine.work();
  const { jobs, start, ends, agentId } = await createBulkHarness(harness, await harness.scraping({ urls: ["/p"] }));
  await jobs("Failed", JOBS);
  const measurements: Measurement[] = [];
  for (const [verb, state] of [
    ["retry", "failed"],
    ["cancel", "queued"],
  ] as const) {
    const asked = performance.now();
    const { id } = await start(verb, { q: `agent:${agentId} state:${state}` });
    const answered = performance.now() - asked;
    const { startedAt, finishedAt, done } = await ends(id);
    const seconds = (Date.parse(finishedAt ?? "") - Date.parse(startedAt ?? "")) / 1000;
    const figures = { jobs: String(done), "jobs/s": (done / seconds).toFixed(0), "asked ms": answered.toFixed(0) };
    measurements.push({ what: verb, under: store, figures });
  }
  await harness.engine.stop({ graceMs: 1000 });
  await database.close();
  return measurements;
}
