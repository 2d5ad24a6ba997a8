import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

describeOnBothDatabases("engine", (database) => {
  let site: TestSite;
  let harness: Harness;
  beforeAll(async () => {
    site = await startSite();
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await site?.close();
  }, 60_000);

  it("walks through the states and stores what it found", async () => {
    site.pages.set("/1", listing(["a", "b", "c"]));
    site.pages.set("/2", listing(["d", "b"]));
    const agent = await harness.scraping({ urls: ["/1", "/2"] });
    const { id } = await harness.start(agent);
    const job = await harness.ends(id);
    expect(job.state).toBe("Completed");
    expect(await harness.statesOf(id)).toEqual([
      "Queued",
      "Executing",
      "ExecutionCompleted",
      "Submitting",
      "Completed",
    ]);
    expect((await harness.results(id)).map((row) => row.item.name)).toEqual(["a", "b", "c", "d"]);
  });
});
