import { afterAll, beforeAll, expect, it } from "vitest";
import type { JobRow } from "../../lib/jobs/model.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

const LATER_MS = 3_600_000;

describeOnBothDatabases("time in the queue", (database) => {
  let site: TestSite;
  let harness: Harness;
  beforeAll(async () => {
    site = await startSite();
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
    site.pages.set("/one", listing(["one"]));
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await site?.close();
  }, 60_000);

  const start = (agentId: string, startAfter: Date) =>
    harness.engine.start("default", agentId, { trigger: "api", actor: ANNA, startAfter });
  const queueMs = async ({ id }: JobRow) => {
    const row = await harness.store.db.selectFrom("job").select("queueMs").where("id", "=", id).executeTakeFirst();
    return row?.queueMs;
  };
  const waitOf = ({ startedAt, scheduledAt }: Record<"startedAt" | "scheduledAt", string | null>) =>
    Date.parse(startedAt ?? "") - Date.parse(scheduledAt ?? "");

  it("is counted from the time that a job was scheduled for", async () => {
    const job = await start(await harness.scraping({ urls: ["/one"] }), new Date(Date.now() + 1500));
    expect(job.queuedAt).toBe(job.createdAt);
    const ended = await harness.ends(job.id);
    expect(ended).toMatchObject({ state: "Completed", queuedAt: job.scheduledAt, createdAt: job.createdAt });
    const wait = waitOf({ ...job, startedAt: ended.startedAt });
    expect(await queueMs(job)).toBe(wait);
    const run = await harness.run(job.id);
    expect(run).toMatchObject({ agentQueuedDate: job.scheduledAt, agentElapsedQueuedTime: wait });
  });

  it("is counted from the time of the next attempt", async () => {
    const agent = await harness.scraping({ urls: ["/missing"], maxAttempts: 2, retryDelaySeconds: 1 });
    const { id } = await harness.start(agent);
    const waiting = await eventually("the pause between the attempts", async () => {
      const job = await harness.job(id);
      return job.state === "Queued" && job.attempt === 1 && job;
    });
    const ended = await harness.ends(id);
    expect(ended).toMatchObject({ state: "Failed", attempt: 2, queuedAt: waiting.scheduledAt });
    expect(await queueMs(ended)).toBe(waitOf({ ...waiting, startedAt: ended.startedAt }));
  });

  it("is none for a job that is cancelled before its time, and all of it for one that was to begin at once", async () => {
    const agent = await harness.scraping({ urls: ["/held"], concurrency: 1 });
    site.pages.set("/held", listing(["held"]));
    const gate = site.hold("/held");
    const first = await harness.start(agent);
    await harness.reaches(first.id, "Executing");
    const later = await start(agent, new Date(Date.now() + LATER_MS));
    const next = await harness.start(agent);
    const keys = [later, next].map(({ id }) => ({ source: "local", id }));
    await harness.engine.commands.cancel("default", keys, { actor: ANNA, reason: null });
    const [cancelled, ofNext] = [await harness.job(later.id), await harness.job(next.id)];
    expect(cancelled).toMatchObject({ state: "Cancelled", scheduledAt: null, queuedAt: cancelled.endedAt });
    expect(await queueMs(later)).toBe(0);
    expect(ofNext).toMatchObject({ state: "Cancelled", queuedAt: next.createdAt });
    expect(await queueMs(next)).toBe(Date.parse(ofNext.endedAt ?? "") - Date.parse(next.createdAt));
    gate.release();
    await harness.ends(first.id);
  });
});
