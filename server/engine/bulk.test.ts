import { afterAll, beforeAll, expect, it } from "vitest";
import type { BulkAction, BulkVerb } from "../../lib/jobs/bulk.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { storeJob } from "../api-tests/seed.ts";
import { getBulkAction, listBulkItems } from "../store/bulk-actions.ts";
import { isOneOf } from "../store/bulk-targets.ts";
import { listCommands } from "../store/commands.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

describeOnBothDatabases("bulk actions", (database) => {
  let site: TestSite;
  let harness: Harness;
  let agentId: string;
  beforeAll(async () => {
    site = await startSite();
    site.pages.set("/p", listing(["a"]));
    harness = createHarness(database(), [site.origin]);
    agentId = await harness.scraping({ urls: ["/p"] });
    await harness.engine.work();
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 500 });
    await site?.close();
  }, 60_000);

  const store = async (states: JobState[]) => {
    const config = JSON.stringify(await harness.definition(agentId));
    const ids: string[] = [];
    for (const state of states) ids.push((await storeJob(harness.store, state, { agentId, config })).id);
    return ids;
  };
  const keys = (ids: string[]) => ids.map((id) => ({ source: "local", id }));
  const start = (verb: BulkVerb, ids: string[], expected = ids.length) =>
    harness.engine.startBulk({
      ...{ org: "default", verb, actor: ANNA, reason: "the site was down", which: isOneOf(keys(ids)) },
      ...{ query: null, chosen: ids.length, matched: ids.length, expected },
    });
  const ends = (action: BulkAction) =>
    eventually("the bulk action to end", async () => {
      const now = await getBulkAction(harness.store.db, "default", action.id);
      return now?.finishedAt == null ? undefined : now;
    });

  it("retries each job once", async () => {
    const ids = await store(Array.from({ length: 30 }, () => "Failed" as const));
    const action = await start("retry", ids);
    expect(action).toMatchObject({ state: "waiting", eligible: 30, done: 0, actor: "Anna", version: 1 });
    const ended = await ends(action);
    expect(ended).toMatchObject({ state: "finished", done: 30, failed: 0, skipped: 0, failures: [], abortedBy: null });
    const items = await listBulkItems(harness.store.db, action.id, { outcome: "done", after: null, limit: 100 });
    expect(items.map((item) => item.jobId).sort()).toEqual(ids.toSorted());
    for (const item of items) {
      expect(await harness.ends(item.resultJobId ?? "")).toMatchObject({ state: "Completed", retryOf: item.jobId });
      expect(await listCommands(harness.store.db, { source: "local", id: item.jobId })).toMatchObject([
        { action: "retry", actor: "Anna", reason: "the site was down", bulkId: action.id },
      ]);
    }
  });
});
