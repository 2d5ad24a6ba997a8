import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_BULK_JOBS } from "../../lib/jobs/bulk.ts";
import { listChanges } from "../store/changes.ts";
import { listCommands } from "../store/commands.ts";
import { updateJob } from "../store/jobs.ts";
import { describeOnBothDatabases, describeOnServer } from "../testing/databases.ts";
import { BELA, type BulkHarness, createBulkHarness, slowDown } from "./bulk-harness.ts";
import { runBulkAction } from "./bulk-runner.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

const ALL = { cursor: null, limit: 1000 };

describeOnBothDatabases("bulk actions on jobs that run", (database) => {
  let site: TestSite;
  let harness: Harness;
  const make = async (page: string): Promise<BulkHarness> =>
    createBulkHarness(harness, await harness.scraping({ urls: [page], maxAttempts: 1 }));

  beforeAll(async () => {
    site = await startSite();
    site.pages.set("/p", listing(["a"]));
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 500 });
    await site?.close();
  }, 60_000);

  it("retry each one once, by a command of its own", async () => {
    const { bulk, jobs, start, ends } = await make("/p");
    const keys = await jobs("Failed", 20);
    const action = await start("retry", { jobs: [...keys, ...keys] });
    expect(action).toMatchObject({ state: "waiting", matched: 20, eligible: 20, done: 0, chosen: 20, query: null });
    expect(action).toMatchObject({ actor: "Béla", reason: "the site was down", version: 1, abortedBy: null });
    expect(await ends(action.id)).toMatchObject({ state: "finished", done: 20, failed: 0, skipped: 0, failures: [] });
    const { items } = await bulk.items(BELA, action.id, { ...ALL, outcome: "done" });
    expect(items.map((item) => item.jobId).sort()).toEqual(keys.map((key) => key.id).sort());
    for (const { jobId, resultJobId } of items) {
      expect(await harness.ends(resultJobId ?? "")).toMatchObject({ state: "Completed", retryOf: jobId });
      expect(await listCommands(harness.store.db, { source: "local", id: jobId })).toMatchObject([
        { action: "retry", actor: "Béla", reason: "the site was down", outcome: "done", bulkId: action.id },
      ]);
    }
  });

  it("end, though what a retry makes matches its own filter", async () => {
    const { bulk, agentId, jobs, start, ends, retries } = await make("/missing");
    await jobs("Failed", 12);
    const action = await start("retry", { q: `state:failed agent:${agentId} created:>-1h` });
    expect(action.query).toMatch(/^state:failed agent:\S+ created:>=\d{4}-\d\d-\d\dT\S+Z$/);
    await ends(action.id);
    const { items } = await bulk.items(BELA, action.id, { ...ALL, outcome: "done" });
    for (const { resultJobId } of items) expect((await harness.ends(resultJobId ?? "")).state).toBe("Failed");
    expect(await ends(action.id)).toMatchObject({ state: "finished", eligible: 12, done: 12, failed: 0, skipped: 0 });
    expect([...(await retries()).values()]).toEqual(Array.from({ length: 12 }, () => 1));
  });

  it("stop those that are running", async () => {
    const held = site.hold("/held");
    const agent = await harness.scraping({ urls: ["/held"], concurrency: 3, request: { timeoutMs: 60_000 } });
    const { start, ends } = await createBulkHarness(harness, agent);
    const started = await Promise.all([1, 2, 3].map(() => harness.start(agent)));
    for (const { id } of started) await harness.reaches(id, "Executing");
    const action = await start("cancel", { q: `agent:${agent} state:executing` });
    expect(Date.parse(action.startsAt) - Date.parse(action.createdAt)).toBe(5000);
    for (const { id } of started) expect((await harness.ends(id)).state).toBe("Cancelled");
    held.release();
    expect(await ends(action.id)).toMatchObject({ state: "finished", eligible: 3, done: 3 });
  });
});

describeOnBothDatabases("bulk actions", (database) => {
  let site: TestSite;
  let harness: Harness;
  const make = async (): Promise<BulkHarness> => createBulkHarness(harness, await harness.scraping({ urls: ["/p"] }));

  beforeAll(async () => {
    site = await startSite();
    // No room for jobs: those that a retry makes stay queued.
    harness = createHarness(database(), [site.origin], 0);
    await harness.engine.work();
    await slowDown(harness);
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 500 });
    await site?.close();
  }, 60_000);

  it("say why jobs failed, in words and grouped, and leave out what was retried before", async () => {
    const { bulk, jobs, start, ends, retries } = await make();
    const good = await jobs("Failed", 3);
    const lost = await jobs("Cancelled", 4, '{"of": "an older version"}');
    const { id } = await start("retry", { jobs: [...good, ...lost] });
    const ended = await ends(id);
    expect(ended).toMatchObject({ state: "finished", done: 3, failed: 4, skipped: 0 });
    const reason = "What the job was made with is not kept, so it cannot be made again.";
    expect(ended.failures).toMatchObject([{ reason, count: 4 }]);
    expect(lost).toContainEqual(ended.failures[0]?.example);
    const { items } = await bulk.items(BELA, id, { ...ALL, outcome: "failed" });
    expect(items.map(({ jobId }) => jobId).sort()).toEqual(lost.map((key) => key.id).sort());
    expect(items[0]).toMatchObject({ outcome: "failed", reason, resultJobId: null, at: expect.any(String) });
    expect(await bulk.preview(BELA, { verb: "retry", jobs: [...good, ...lost] })).toMatchObject({
      ...{ matched: 7, eligible: 4 },
      refused: [{ why: "already-retried", count: 3, states: ["Failed"] }],
    });
    expect((await retries()).size).toBe(3);
  });

  it("pass over jobs that are no longer eligible when it comes to them", async () => {
    const { jobs, start, ends, commands } = await make();
    const keys = await jobs("Queued", 8);
    const [ended, cancelled, deleted, ...others] = keys;
    const { id } = await start("cancel", { jobs: keys });
    await harness.store.write(async (tx) => {
      if (ended) await updateJob(tx, ended, { state: "Completed", endedAt: new Date().toISOString() });
      await tx.db
        .deleteFrom("job")
        .where("source", "=", "local")
        .where("id", "=", deleted?.id ?? "")
        .execute();
    });
    if (cancelled) await harness.engine.cancel("default", cancelled, { actor: ANNA, reason: null });
    expect(await ends(id)).toMatchObject({ state: "finished", eligible: 8, done: 5, failed: 0, skipped: 3 });
    expect([...(await commands(id)).keys()].sort()).toEqual(others.map((key) => key.id).sort());
    for (const other of others) expect((await harness.job(other.id)).state).toBe("Cancelled");
  }, 60_000);

  it("act on what was confirmed, not on what matches later", async () => {
    const { agentId, jobs, start, ends } = await make();
    const early = await jobs("Queued", 3);
    const { id } = await start("cancel", { q: `agent:${agentId} state:queued` });
    const late = await jobs("Queued", 2);
    const [first] = early;
    if (first) await harness.store.write((tx) => updateJob(tx, first, { state: "Executing" }));
    expect(await ends(id)).toMatchObject({ eligible: 3, done: 3, skipped: 0 });
    expect((await harness.job(first?.id ?? "")).state).toBe("Cancelling");
    for (const key of late) expect((await harness.job(key.id)).state).toBe("Queued");
  }, 60_000);

  it("do nothing ever when they are undone", async () => {
    const { bulk, jobs, start, ends, commands } = await make();
    const keys = await jobs("Queued", 5);
    const undone = await start("cancel", { jobs: keys });
    expect(await bulk.abort(BELA, undone.id)).toMatchObject({ state: "undone", abortedBy: "Béla", version: 2 });
    await expect(bulk.abort(BELA, undone.id)).rejects.toThrow("it is undone");
    // One that was asked for later begins later: once it has ended, the other one's time has come and gone.
    const next = await start("cancel", { jobs: await jobs("Queued", 1) });
    expect(await ends(next.id)).toMatchObject({ state: "finished", done: 1 });
    expect(await bulk.get(BELA, undone.id)).toMatchObject({ action: { state: "undone", done: 0, startedAt: null } });
    expect((await commands(undone.id)).size).toBe(0);
    for (const key of keys) expect((await harness.job(key.id)).state).toBe("Queued");
  }, 60_000);

  it("stop when they are aborted, and keep what was done", async () => {
    const { bulk, jobs, start, reaches, ends, commands, retries } = await make();
    const { id } = await start("retry", { jobs: await jobs("Failed", 600) });
    await reaches(id, "have begun", ({ done }) => done > 0);
    expect(await bulk.abort(BELA, id)).toMatchObject({ state: "running", abortedBy: "Béla" });
    const ended = await ends(id);
    expect(ended).toMatchObject({ state: "aborted", abortedBy: "Béla", failed: 0, skipped: 0 });
    expect(ended.done).toBeLessThan(600);
    expect((await commands(id)).size).toBe(ended.done);
    expect((await retries()).size).toBe(ended.done);
    await expect(bulk.abort(BELA, id)).rejects.toThrow("it is aborted");
  }, 60_000);

  it("tell of their progress in the feed, in order", async () => {
    const { jobs, start, ends } = await make();
    const { id } = await start("retry", { jobs: await jobs("Failed", 200) });
    const ended = await ends(id);
    const changes = await listChanges(harness.store.db, { after: 0, limit: 100_000 });
    const told = changes.flatMap((change) =>
      change.kind === "bulk-action" && change.data.id === id ? change.data : [],
    );
    expect(told.map(({ version }) => version)).toEqual(told.map((_, place) => place + 1));
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((one, other) => one - other));
    expect(told.map(({ state }) => state).filter((state, place, all) => state !== all[place - 1])).toEqual([
      "waiting",
      "running",
      "finished",
    ]);
    expect(told.at(-1)).toEqual(ended);
  }, 60_000);

  describe("that more than one worker runs at a time", () => {
    it("do nothing twice, and count right", async () => {
      const { jobs, start, ends, retries, commands } = await make();
      const lost = await jobs("Failed", 10, "{}");
      const { id } = await start("retry", { jobs: [...(await jobs("Failed", 290)), ...lost] });
      const { commands: engine } = harness.engine;
      const parts = { store: harness.store, log: pino({ level: "silent" }), atATime: 3, commands: engine };
      const never = new AbortController().signal;
      await Promise.all([runBulkAction(parts, id, never), runBulkAction(parts, id, never)]);
      expect(await ends(id)).toMatchObject({ state: "finished", done: 290, failed: 10, skipped: 0 });
      expect((await commands(id)).size).toBe(290);
      const times = [...(await retries()).values()];
      expect(times).toEqual(Array.from({ length: 290 }, () => 1));
    }, 60_000);
  });

  it("are refused when there is nothing to do, or clearly more than was confirmed", async () => {
    const { agentId, jobs, start } = await make();
    await jobs("Completed", 2);
    const q = `agent:${agentId}`;
    await expect(start("retry", { q }, 1)).rejects.toThrow("None of these jobs can be retried any more");
    await jobs("Failed", 23);
    await expect(start("retry", { q }, 20)).rejects.toThrow("Now 23 jobs can be retried; you confirmed 20.");
    expect(await start("retry", { q }, 21)).toMatchObject({ matched: 25, eligible: 23 });
  });
});

describeOnServer("a bulk action on too many jobs", (database) => {
  it("is refused before anything is stored", async () => {
    const harness = createHarness(database(), [], 0);
    const { bulk, agentId, jobs } = await createBulkHarness(harness, await harness.scraping({ urls: ["/p"] }));
    await jobs("Failed", MAX_BULK_JOBS + 1);
    const q = `agent:${agentId}`;
    const preview = await bulk.preview(BELA, { verb: "retry", q });
    expect(preview).toMatchObject({ tooMany: true, matched: MAX_BULK_JOBS });
    const asked = bulk.start(BELA, { verb: "retry", q, reason: null, expected: MAX_BULK_JOBS });
    await expect(asked).rejects.toThrow("More than 100,000 jobs match. Narrow the filter down");
    expect((await bulk.list(BELA, ALL)).items).toEqual([]);
    await harness.engine.stop({ graceMs: 500 });
  }, 180_000);
});
