import { afterAll, beforeAll, expect, it } from "vitest";
import { getJobDetail } from "../store/job-details.ts";
import { getJobRequests } from "../store/job-requests.ts";
import { updateJob } from "../store/jobs.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

describeOnBothDatabases("what programs may ask of a start", (database) => {
  let site: TestSite;
  let harness: Harness;
  beforeAll(async () => {
    site = await startSite();
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
    for (const name of ["one", "two"]) site.pages.set(`/${name}`, listing([name]));
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await site?.close();
  }, 60_000);

  type More = Omit<Parameters<Harness["engine"]["start"]>[2], "trigger" | "actor">;
  const start = (agentId: string, more: More) =>
    harness.engine.start("default", agentId, { trigger: "api", actor: ANNA, ...more });
  const refused = (agentId: string, more: More = {}) => start(agentId, more).catch((error: unknown) => error);
  const requestOf = async (id: string) =>
    (await getJobRequests(harness.store.db, [{ source: "local", id }])).get(`local/${id}`);

  it("waits until a job's time has come", async () => {
    const agent = await harness.scraping({ urls: ["/one"] });
    const startAfter = new Date(Date.now() + 1500);
    const job = await start(agent, { startAfter });
    expect(job).toMatchObject({ state: "Queued", scheduledAt: startAfter.toISOString() });
    const ended = await harness.ends(job.id);
    expect(ended.state).toBe("Completed");
    expect(Date.parse(ended.startedAt ?? "")).toBeGreaterThanOrEqual(startAfter.getTime());
  });

  it("makes the job with what is adjusted; the agent stays as it is", async () => {
    const agent = await harness.scraping({ urls: ["/one", "/two"] });
    const job = await start(agent, {
      adjust: (definition) => (definition.type === "scraping" ? { ...definition, urls: ["/two"] } : definition),
    });
    await harness.ends(job.id);
    expect((await harness.tasks(job.id)).map(({ target }) => target)).toEqual(["/two"]);
    const detail = await getJobDetail(harness.store.db, { source: "local", id: job.id });
    expect(JSON.parse(detail?.config ?? "")).toMatchObject({ urls: ["/two"] });
    expect(await harness.definition(agent)).toMatchObject({ urls: ["/one", "/two"] });
  });

  it("refuses a second job of an agent while one has not ended, of two that ask at once too", async () => {
    const gate = site.hold("/held");
    site.pages.set("/held", listing(["held"]));
    const agent = await harness.scraping({ urls: ["/held"] });
    const outcomes = await Promise.all([
      refused(agent, { exclusive: true }),
      refused(agent, { exclusive: true }),
      refused(agent, { exclusive: true }),
    ]);
    const made = outcomes.filter((outcome) => !(outcome instanceof Error));
    expect(made).toHaveLength(1);
    for (const error of outcomes.filter((outcome) => outcome instanceof Error)) {
      expect(error).toMatchObject({ code: "CONFLICT", field: "exclusive" });
    }
    // Only who asks for it is refused.
    const second = await start(agent, {});
    gate.release();
    await harness.ends(second.id);
    expect(await refused(agent, { exclusive: true })).toMatchObject({ state: "Queued" });
  });

  it("refuses what is over an agent's starts of a day; yesterday's, schedules' and retries are not counted", async () => {
    const agent = await harness.scraping({ urls: ["/one"], jobsPerDay: 2 });
    const first = await start(agent, {});
    await harness.ends(first.id);
    await harness.engine.retry("default", { source: "local", id: first.id }, { actor: ANNA });
    const second = await start(agent, {});
    const third = await refused(agent);
    expect(third).toMatchObject({ code: "RATE_LIMITED" });
    expect(String(third)).toContain("2 times a day");
    await harness.ends(second.id);
    await harness.store.write(async (tx) => {
      await updateJob(tx, { source: "local", id: second.id }, { trigger: "scheduled" });
    });
    expect(await refused(agent)).toMatchObject({ state: "Queued" });
  });

  it("keeps what a program asked for with the job and with its retries, which begin at once", async () => {
    const agent = await harness.scraping({ urls: ["/one"] });
    const startAfter = new Date(Date.now() + 500);
    const asked = { dialect: "ai-connect", channelCode: "C1", body: '{"big": 12345678901234567890}' } as const;
    const job = await start(agent, { startAfter, asked });
    await harness.ends(job.id);
    const kept = { ...asked, org: "default", source: "local", jobId: job.id, scheduledAt: startAfter.toISOString() };
    expect(await requestOf(job.id)).toEqual(kept);
    const retried = await harness.engine.retry("default", { source: "local", id: job.id }, { actor: ANNA });
    expect(await requestOf(retried.id)).toEqual({ ...kept, jobId: retried.id, scheduledAt: null });
  });
});
