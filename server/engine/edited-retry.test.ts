import { afterAll, beforeAll, expect, it } from "vitest";
import { type AgentDefinition, agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { getRetryEdits, listCommands } from "../store/commands.ts";
import { getJobDetail } from "../store/job-details.ts";
import { updateJob } from "../store/jobs.ts";
import { readExpectedRun } from "../store/run-times.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

describeOnBothDatabases("parameters and edited retries", (database) => {
  let site: TestSite;
  let harness: Harness;
  beforeAll(async () => {
    site = await startSite();
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
    for (const season of ["winter", "spring"]) site.pages.set(`/${season}`, listing([season]));
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await site?.close();
  }, 60_000);

  const start = (agentId: string, params?: string) =>
    harness.engine.start("default", agentId, {
      trigger: "manual",
      actor: ANNA,
      ...(params === undefined ? {} : { params }),
    });
  const retry = (id: string, edits: { config?: AgentDefinition; params?: string | null }): Promise<JobRow> =>
    harness.engine.retry("default", { source: "local", id }, { actor: ANNA, edits });
  const targets = async (id: string) => (await harness.tasks(id)).map(({ target }) => target);
  const lastCommand = async (id: string) => (await listCommands(harness.store.db, { source: "local", id })).at(-1);
  const field = (error: unknown) => (error as { field?: string }).field;

  it("puts parameters into the addresses that the run visits; the job keeps both as they were", async () => {
    const agent = await harness.scraping({
      urls: ["/{{season}}"],
      pages: { template: "/{{season}}?p={page}", from: 1, to: 2 },
    });
    const { id } = await start(agent, '{"season": "winter", "note": [1]}');
    await harness.ends(id);
    expect(await targets(id)).toEqual(["/winter", "/winter?p=1", "/winter?p=2"]);
    const detail = await getJobDetail(harness.store.db, { source: "local", id });
    expect(detail?.params).toBe('{"season": "winter", "note": [1]}');
    expect(JSON.parse(detail?.config ?? "")).toMatchObject({ urls: ["/{{season}}"] });
  });

  it("does so for the start address of a crawl", async () => {
    const agent = await harness.crawling({ startUrl: "/{{season=spring}}" });
    const { id } = await start(agent);
    await harness.ends(id);
    expect(await targets(id)).toEqual([`${site.origin}/spring`]);
  });

  it("starts nothing when a parameter is missing, and says which", async () => {
    const agent = await harness.scraping({ urls: ["/{{season}}"] });
    const refused = await start(agent, '{"seasons": "winter"}').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "BAD_REQUEST", field: "params.season" });
    expect(String(refused)).toContain("urls.0 holds {{season}}");
  });

  it("makes a job that failed again with another address, and records what was edited", async () => {
    const agent = await harness.scraping({ urls: ["/gone"], priority: 2, tags: ["agent's"], maxAttempts: 1 });
    const failed = await harness.start(agent, { priority: 9, tags: ["by hand"] });
    expect((await harness.ends(failed.id)).state).toBe("Failed");
    const config = agentDefinitionSchema.parse({
      ...(await harness.definition(agent)),
      urls: ["/{{season=winter}}"],
      tags: ["edited"],
      concurrency: 3,
    });
    const made = await retry(failed.id, { config, params: '{"season": "spring"}' });
    expect(made).toMatchObject({ trigger: "retry", retryOf: failed.id, priority: 9, tags: ["edited", "by hand"] });
    expect((await harness.ends(made.id)).state).toBe("Completed");
    expect(await targets(made.id)).toEqual(["/spring"]);
    expect(await lastCommand(failed.id)).toMatchObject({
      action: "retry",
      actor: "Anna",
      resultJobId: made.id,
      edited: ["config.concurrency", "config.tags.0", "config.urls.0", "params.season"],
    });
    const edits = await getRetryEdits(harness.store.db, { source: "local", id: failed.id }, made.id);
    expect(edits).toContain("config.urls.0");
    // The agent is not touched, and a plain retry of the edited job is as edited as that was.
    expect(await harness.definition(agent)).toMatchObject({ urls: ["/gone"] });
    const again = await retry(made.id, {});
    await harness.ends(again.id);
    expect(await targets(again.id)).toEqual(["/spring"]);
    expect(await lastCommand(made.id)).toMatchObject({ resultJobId: again.id, edited: null });
  });

  it("records no edit when what is given is what there was, although written otherwise", async () => {
    const agent = await harness.scraping({ urls: ["/{{season}}"] });
    const { id } = await start(agent, '{"season": "winter"}');
    await harness.ends(id);
    const made = await retry(id, { config: await harness.definition(agent), params: '{ "season":"winter" }' });
    expect(await lastCommand(id)).toMatchObject({ resultJobId: made.id, edited: null });
    await harness.ends(made.id);
  });

  it("makes nothing when the edited parameters do not fit", async () => {
    const agent = await harness.scraping({ urls: ["/{{season}}"] });
    const { id } = await start(agent, '{"season": "winter"}');
    await harness.ends(id);
    expect(field(await retry(id, { params: null }).catch((error: unknown) => error))).toBe("params.season");
    expect(field(await retry(id, { params: '{"season": {}}' }).catch((error: unknown) => error))).toBe("params.season");
    expect(await lastCommand(id)).toMatchObject({ action: "start" });
  });

  it("makes a job again of which nothing is kept, when all of it is given", async () => {
    const agent = await harness.scraping({ urls: ["/winter"] });
    const { id } = await start(agent);
    await harness.ends(id);
    await harness.store.db.updateTable("jobDetail").set({ config: null }).where("jobId", "=", id).execute();
    await expect(retry(id, {})).rejects.toMatchObject({ code: "CONFLICT" });
    const made = await retry(id, { config: await harness.definition(agent) });
    expect((await harness.ends(made.id)).state).toBe("Completed");
    expect(await lastCommand(id)).toMatchObject({ edited: ["config"] });
  });

  it("expects from the completed runs before a job, not from others", async () => {
    const agent = await harness.scraping({ urls: ["/winter"] });
    const begun = Date.parse("2026-01-01T00:00:00.000Z");
    const ids: string[] = [];
    for (const [place, minutes] of [5, 1, 3, 30, 2].entries()) {
      const { id } = await start(agent);
      await harness.ends(id);
      ids.push(id);
      const startedAt = new Date(begun + place * 3_600_000);
      const endedAt = new Date(startedAt.getTime() + minutes * 60_000);
      await harness.store.write((tx) =>
        updateJob(tx, { source: "local", id }, { startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString() }),
      );
    }
    const expectedBefore = async (id: string) => {
      const { createdAt } = await harness.job(id);
      return await readExpectedRun(harness.store.db, "default", agent, createdAt);
    };
    expect(await expectedBefore(ids[0] ?? "")).toMatchObject({ runs: 0, medianMs: null });
    expect(await expectedBefore(ids[4] ?? "")).toEqual({ runs: 4, medianMs: 240_000, lowMs: 150_000, highMs: 675_000 });
    await harness.store.write((tx) => updateJob(tx, { source: "local", id: ids[3] ?? "" }, { state: "Failed" }));
    expect(await expectedBefore(ids[4] ?? "")).toMatchObject({ runs: 3, medianMs: 180_000 });
  });
});
