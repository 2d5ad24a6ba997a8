import { afterAll, expect, it } from "vitest";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { createHarness, type Harness } from "./engine-harness.ts";
import { installSamples } from "./install-samples.ts";
import { SAMPLE_AGENTS } from "./samples/sample-agents.ts";

describeOnBothDatabases("sample agents", (database) => {
  let harness: Harness;
  afterAll(() => harness?.engine.stop({ graceMs: 0 }));

  it("are added once to an empty database, and started unless they have a schedule", async () => {
    harness = createHarness(database(), []);
    const { engine, store } = harness;
    const added = await Promise.all([1, 2].map(() => installSamples(engine, store, "default")));
    expect(added.toSorted()).toEqual([0, SAMPLE_AGENTS.length].toSorted());
    expect(await installSamples(engine, store, "default")).toBe(0);
    const agents = await store.db.selectFrom("agent").select(["id", "name"]).execute();
    expect(agents.map((agent) => agent.name).toSorted()).toEqual(SAMPLE_AGENTS.map((agent) => agent.name).toSorted());
    const jobs = await store.db.selectFrom("job").select(["name", "state"]).execute();
    const unscheduled = SAMPLE_AGENTS.filter((agent) => !agent.schedule).map((agent) => agent.name);
    expect(jobs.map((job) => job.name).toSorted()).toEqual(unscheduled.toSorted());
    expect(new Set(jobs.map((job) => job.state))).toEqual(new Set(["Queued"]));
  });
});
