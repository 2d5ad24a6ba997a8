import { afterAll, beforeAll, expect, it } from "vitest";
import type { JobRun } from "../../lib/jobs/model.ts";
import { deleteAgent, updateAgent } from "../store/agents.ts";
import { listCommands } from "../store/commands.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

/** Every task and every clue must be accounted for once the run has ended. */
function expectToAddUp(run: JobRun): void {
  const sum = (...figures: (number | null)[]) =>
    figures.reduce<number>((total, figure) => total + (figure ?? Number.NaN), 0);
  expect(sum(run.agentTasksCompletedCount, run.agentTasksFailedCount)).toBe(run.agentTasksCount);
  expect(run.agentTasksQueuedCount).toBe(0);
  expect(sum(run.agentCluesCompletedCount, run.agentCluesFailedCount)).toBe(run.agentCluesCount);
  expect(run.agentCluesQueuedCount).toBe(0);
  expect(
    sum(
      run.processingTasksCompletedCount,
      run.processingTasksFailedCount,
      run.processingTasksSkippedCount,
      run.processingTasksAlreadyExistsCount,
      run.processingTasksAlreadyUpToDateCount,
      run.processingTasksIgnoredCount,
    ),
  ).toBe(run.processingTasksCount);
  expect(run.processingTasksQueuedCount).toBe(0);
  expect(run.processingTasksReceivedCluesCount).toBe(run.agentCluesCount);
}

describeOnBothDatabases("engine", (database) => {
  let site: TestSite;
  let harness: Harness;
  const cancel = (id: string, reason: string | null = null) =>
    harness.engine.cancel("default", { source: "local", id }, { actor: ANNA, reason });
  const retry = (id: string) => harness.engine.retry("default", { source: "local", id }, { actor: ANNA });
  const commands = (id: string) => listCommands(harness.store.db, { source: "local", id });

  beforeAll(async () => {
    site = await startSite();
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await site?.close();
  }, 60_000);

  it("walks through the states, and accounts for every page and item", async () => {
    site.pages.set("/w1", listing(["a", "b", "=5", "c"]));
    site.pages.set("/w2", listing(["d", "b"]));
    const agent = await harness.scraping({ urls: ["/w1", "/w2", "/gone"] });
    const { id } = await harness.start(agent);
    const job = await harness.ends(id);
    expect(await harness.statesOf(id)).toEqual([
      "Queued",
      "Executing",
      "ExecutionCompleted",
      "Submitting",
      "Completed",
    ]);
    expect(job).toMatchObject({
      percent: 100,
      activity: null,
      tasksExpected: 3,
      tasksTotal: 3,
      tasksCompleted: 2,
      tasksFailed: 1,
      cluesTotal: 6,
      resultsTotal: 4,
      error: null,
      warning: "1 of 3 pages failed",
      attempt: 1,
    });
    const run = await harness.run(id);
    expectToAddUp(run);
    expect(run).toMatchObject({
      agentState: "Completed",
      processingState: "Completed",
      agentResultIsSuccess: true,
      processingTasksCompletedCount: 4,
      processingTasksSkippedCount: 1,
      processingTasksIgnoredCount: 1,
      processingTasksReceivedPayloadsCount: 2,
    });
    const unknown = Object.entries(run).filter(([, value]) => value === null);
    expect(unknown).toEqual([]);
    const lines = await harness.lines(id);
    expect(run.processingTasksReceivedLogLinesCount).toBe(lines.length);
    expect(lines.map((line) => line.seq)).toEqual(lines.map((_, place) => place + 1));
    expect(lines.find((line) => line.message === "Running page 2 of 3: /w2")?.task).toBe(2);
    expect(
      (await harness.tasks(id)).map(({ state, resultsCount, httpStatus }) => [state, resultsCount, httpStatus]),
    ).toEqual([
      ["Completed", 4, 200],
      ["Completed", 2, 200],
      ["Failed", null, 404],
    ]);
    expect((await commands(id)).map(({ action, outcome, resultJobId }) => [action, outcome, resultJobId])).toEqual([
      ["start", "done", id],
    ]);
  });

  it("compares what it finds with what the agent found before", async () => {
    site.pages.set("/v", listing(["kept=1", "dearer=1"]));
    const agent = await harness.scraping({ urls: ["/v"] });
    await harness.ends((await harness.start(agent)).id);
    site.pages.set("/v", listing(["kept=1", "dearer=2", "fresh=3"]));
    const { id } = await harness.start(agent);
    await harness.ends(id);
    expect((await harness.results(id)).map((row) => [row.seq, row.item.name, row.verdict])).toEqual([
      [1, "kept", "same"],
      [2, "dearer", "changed"],
      [3, "fresh", "new"],
    ]);
    const run = await harness.run(id);
    expectToAddUp(run);
    expect(run).toMatchObject({
      processingTasksCompletedCount: 1,
      processingTasksAlreadyExistsCount: 1,
      processingTasksAlreadyUpToDateCount: 1,
    });
  });

  it("crawls along links, to its depth and page limit, on its own site, each page once", async () => {
    site.pages.set("/", listing([], ["/c1", "/c2#top", "/c1", "http://elsewhere.example/"]));
    site.pages.set("/c1", listing(["one"], ["/", "/c2", "/c3"]));
    site.pages.set("/c2", listing(["two"], ["/deep"]));
    site.pages.set("/c3", listing(["three"]));
    const agent = await harness.crawling({ startUrl: "/", maxDepth: 1 });
    const { id } = await harness.start(agent);
    expect(await harness.ends(id)).toMatchObject({
      state: "Completed",
      tasksTotal: 3,
      tasksFailed: 0,
      resultsTotal: 2,
    });
    expectToAddUp(await harness.run(id));
    const targets = (await harness.tasks(id)).map(({ target, depth }) => [target, depth]);
    expect(targets).toEqual([
      [`${site.origin}/`, 0],
      [`${site.origin}/c1`, 1],
      [`${site.origin}/c2`, 1],
    ]);
    const small = await harness.crawling({ startUrl: "/", maxDepth: 5, maxPages: 2 });
    expect(await harness.ends((await harness.start(small)).id)).toMatchObject({ state: "Completed", tasksTotal: 2 });
  });

  it("fails a job by its rule only", async () => {
    site.pages.set("/fine", listing(["x"]));
    const urls = ["/fine", "/none", "/never-reached"];
    const states = await Promise.all(
      (["none", "any", "all"] as const).map(async (failWhen) => {
        const job = await harness.ends((await harness.start(await harness.scraping({ urls, failWhen }))).id);
        return [failWhen, job.state, job.error];
      }),
    );
    expect(states).toEqual([
      ["none", "Completed", null],
      ["any", "Failed", expect.stringMatching(/^Page 2 failed: 404 Not Found at /)],
      ["all", "Completed", null],
    ]);
    const down = await harness.ends((await harness.start(await harness.scraping({ urls: ["/no", "/nope"] }))).id);
    expect(down).toMatchObject({
      state: "Failed",
      errorFingerprint: "All <n> pages failed, the last one so: 404 Not Found at <url>",
    });
    expect(down.error).toBe(`All 2 pages failed, the last one so: 404 Not Found at ${site.origin}/nope`);
  });

  it("keeps what it found when it fails", async () => {
    site.pages.set("/kept", listing(["found"]));
    const agent = await harness.scraping({ urls: ["/kept", "/missing", "/kept-too"], failWhen: "any" });
    const { id } = await harness.start(agent);
    await harness.ends(id);
    expect(await harness.statesOf(id)).toEqual(["Queued", "Executing", "Submitting", "Failed"]);
    expect((await harness.results(id)).map((row) => row.item.name)).toEqual(["found"]);
    expect((await harness.tasks(id)).map((task) => task.state)).toEqual(["Completed", "Failed", "Cancelled"]);
    expect(await harness.run(id)).toMatchObject({ agentState: "Failed", processingState: "Completed" });
  });

  it("tries again with a growing delay, as attempts of the same job", async () => {
    let asked = 0;
    site.pages.set("/flaky", (response) => {
      asked++;
      if (asked < 3) response.writeHead(503).end();
      else response.setHeader("content-type", "text/html").end(listing(["at last"]));
    });
    const agent = await harness.scraping({ urls: ["/flaky"], maxAttempts: 4, retryDelaySeconds: 1 });
    const { id } = await harness.start(agent);
    const waiting = await eventually("the first attempt to fail", async () => {
      const job = await harness.job(id);
      return job.attempt === 1 && job.state === "Queued" && job;
    });
    expect(waiting.warning).toMatch(/^Attempt 1 of 4 failed: The only page failed: 503 /);
    const job = await harness.ends(id);
    expect(job).toMatchObject({ state: "Completed", attempt: 3, warning: "Completed at attempt 3 of 4", error: null });
    const runs = (await harness.runs(id)).toReversed();
    expect(runs.map((run) => [run.attempt, run.agentState])).toEqual([
      [1, "Failed"],
      [2, "Failed"],
      [3, "Completed"],
    ]);
    const waits = runs.slice(1).map((run, place) => {
      const failed = runs[place]?.agentEndTime ?? "";
      return Date.parse(run.agentStartTime ?? "") - Date.parse(failed);
    });
    expect(waits[0]).toBeGreaterThanOrEqual(1000);
    expect(waits[1]).toBeGreaterThanOrEqual(2000);
    expect(await harness.statesOf(id)).toEqual([
      ...["Queued", "Executing", "Queued", "Executing", "Queued"],
      ...["Executing", "ExecutionCompleted", "Submitting", "Completed"],
    ]);
  });

  it("fails when no attempt is left, and lets itself be retried as a new job", async () => {
    const agent = await harness.scraping({ urls: ["/absent"], maxAttempts: 2, retryDelaySeconds: 0 });
    const { id } = await harness.start(agent, { tags: ["mine"], priority: 7 });
    expect(await harness.ends(id)).toMatchObject({ state: "Failed", attempt: 2, maxAttempts: 2, warning: null });
    site.pages.set("/absent", listing(["there now"]));
    const again = await retry(id);
    expect(again).toMatchObject({ trigger: "retry", retryOf: id, tags: ["mine"], priority: 7, state: "Queued" });
    expect((await harness.ends(again.id)).state).toBe("Completed");
    expect((await commands(id)).map(({ action, resultJobId }) => [action, resultJobId])).toEqual([
      ["start", id],
      ["retry", again.id],
    ]);
  });

  it("stops at its time limit, and keeps what it found until then", async () => {
    site.pages.set("/in-time", listing(["early"]));
    site.pages.set("/hangs", () => undefined);
    const agent = await harness.scraping({ urls: ["/in-time", "/hangs", "/later"], timeLimitSeconds: 1 });
    const { id } = await harness.start(agent);
    expect(await harness.ends(id)).toMatchObject({ state: "Failed", error: "Time limit of 1 s reached" });
    expect((await harness.results(id)).map((row) => row.item.name)).toEqual(["early"]);
    expect((await harness.tasks(id)).map((task) => task.state)).toEqual(["Completed", "Cancelled", "Cancelled"]);
  });

  it("cancels a running job: requested, acknowledged, stopped", async () => {
    site.pages.set("/c-found", listing(["found"]));
    site.pages.set("/c-held", listing(["never"]));
    const held = site.hold("/c-held");
    const agent = await harness.scraping({ urls: ["/c-found", "/c-held", "/c-after"] });
    const { id } = await harness.start(agent);
    await eventually("the second page to be asked for", () => held.asked() > 0);
    const { job, command } = await cancel(id, "wrong agent");
    expect(job.state).toBe("Cancelling");
    expect(command).toMatchObject({ action: "cancel", reason: "wrong agent", acknowledgedAt: null, outcome: null });
    expect(await harness.ends(id)).toMatchObject({
      state: "Cancelled",
      activity: null,
      cluesTotal: 1,
      resultsTotal: 0,
    });
    expect(await harness.statesOf(id)).toEqual(["Queued", "Executing", "Cancelling", "Cancelled"]);
    const [, done] = await commands(id);
    expect(done).toMatchObject({ id: command.id, outcome: "done" });
    const steps = [done?.requestedAt, done?.acknowledgedAt, done?.finishedAt].map((at) => Date.parse(at ?? ""));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(await harness.run(id)).toMatchObject({
      agentState: "Cancelled",
      agentResultIsCancellationRequested: true,
      processingState: "Cancelled",
      processingTasksCount: 1,
      processingTasksSkippedCount: 1,
      processingTasksQueuedCount: 0,
    });
    expect((await harness.tasks(id)).map((task) => task.state)).toEqual(["Completed", "Cancelled", "Cancelled"]);
    expect(site.seen).not.toContain("/c-after");
    await expect(cancel(id)).rejects.toMatchObject({ code: "CONFLICT" });
    held.release();
  });

  it("runs as many jobs of an agent at a time as it says, and cancels one that waits at once", async () => {
    site.pages.set("/gate", listing(["x"]));
    const gate = site.hold("/gate");
    const agent = await harness.scraping({ urls: ["/gate"], concurrency: 2 });
    const jobs = [];
    for (let n = 0; n < 4; n++) jobs.push(await harness.start(agent));
    await eventually("two to be under way", () => gate.asked() === 2);
    const [first, , third, last] = jobs.map((job) => job.id);
    if (first === undefined || third === undefined || last === undefined) throw new Error("there should be four");
    await expect(retry(first)).rejects.toMatchObject({ code: "CONFLICT" });
    const { job, command } = await cancel(last);
    expect(job).toMatchObject({ state: "Cancelled", attempt: 0 });
    expect(command).toMatchObject({ outcome: "done", acknowledgedAt: expect.any(String) });
    expect((await harness.job(third)).state).toBe("Queued");
    gate.release();
    for (const { id } of jobs) expect((await harness.ends(id)).state).toBe(id === last ? "Cancelled" : "Completed");
    expect(await harness.runs(last)).toEqual([]);
    const overlapping = await mostAtOnce(
      harness,
      jobs.slice(0, 3).map(({ id }) => id),
    );
    expect(overlapping).toBe(2);
  });

  it("answers 404 and 409 in words", async () => {
    await expect(harness.start("nobody")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancel("999999")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(retry("999999")).rejects.toMatchObject({ code: "NOT_FOUND" });
    const agent = await harness.scraping({ urls: ["/w1"], enabled: false });
    await expect(harness.start(agent)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("disabled"),
    });
    const other = harness.engine.cancel("another-org", { source: "local", id: "1001" }, { actor: ANNA, reason: null });
    await expect(other).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("expects an end from the times of earlier runs", async () => {
    site.pages.set("/e", listing(["x"]));
    const agent = await harness.scraping({ urls: ["/e"] });
    for (let n = 0; n < 3; n++) await harness.ends((await harness.start(agent)).id);
    const held = site.hold("/e");
    const { id } = await harness.start(agent);
    const job = await harness.reaches(id, "Executing");
    expect(Date.parse(job.expectedEndAt ?? "")).toBeGreaterThan(Date.parse(job.startedAt ?? ""));
    held.release();
    expect((await harness.ends(id)).expectedEndAt).toBeNull();
  });

  it("judges schedules, and says when they are due", async () => {
    const { engine } = harness;
    expect(engine.scheduleProblem("*/2 * * * *", "Europe/Berlin")).toBeNull();
    expect(engine.scheduleProblem("61 * * * *", "UTC")).toMatch(/not a schedule/);
    expect(engine.scheduleProblem("* * * * * *", "UTC")).toMatch(/five fields/);
    expect(engine.scheduleProblem("FREQ=DAILY", "UTC")).toMatch(/five fields/);
    expect(engine.scheduleProblem("0 0 31 2 *", "UTC")).not.toBeNull();
    expect(engine.scheduleProblem("* * * * *", "Mars/Olympus")).toMatch(/not a time zone/);
    const next = engine.nextScheduledAt("30 12 * * *", "UTC");
    expect(next).toMatch(/T12:30:00.000Z$/);
    expect(Date.parse(next ?? "")).toBeGreaterThan(Date.now());
  });

  it("follows its schedules: set, changed, taken away, and one job a tick", async () => {
    site.pages.set("/tick", listing(["x"]));
    const agent = await harness.scraping({ urls: ["/tick"], schedule: { cron: "* * * * *" } });
    const schedules = async () => {
      const { rows } = await database().plainPool.query("select key, cron from pgboss.schedule where key = $1", [
        agent,
      ]);
      return rows;
    };
    await harness.engine.agentsChanged();
    expect(await schedules()).toEqual([{ key: agent, cron: "* * * * *" }]);

    const jobs = () =>
      harness.store.db.selectFrom("job").selectAll().where("agentId", "=", agent).orderBy("createdAt").execute();
    const [job] = await eventually(
      "a scheduled job",
      async () => {
        const made = await jobs();
        return made.length > 0 && made;
      },
      90_000,
    );
    expect(job).toMatchObject({ trigger: "scheduled", scheduleId: agent });
    expect((await harness.ends(job?.id ?? "")).state).toBe("Completed");
    const ticks = new Set((await jobs()).map((each) => each.createdAt.slice(0, 16)));
    expect((await jobs()).length).toBeLessThanOrEqual(ticks.size);

    const definition = await harness.definition(agent);
    await harness.store.write((tx) =>
      updateAgent(tx, "default", agent, { ...definition, schedule: { cron: "0 5 * * *", timezone: "UTC" } }),
    );
    await harness.engine.agentsChanged();
    expect(await schedules()).toEqual([{ key: agent, cron: "0 5 * * *" }]);
    await harness.store.write((tx) => deleteAgent(tx, "default", agent));
    await harness.engine.agentsChanged();
    expect(await schedules()).toEqual([]);
  }, 120_000);
});

/** The most of these jobs that were under way at one moment. */
async function mostAtOnce(harness: Harness, ids: string[]): Promise<number> {
  const jobs = await Promise.all(ids.map((id) => harness.job(id)));
  const edges = jobs.flatMap((job) => [
    { at: Date.parse(job.startedAt ?? ""), by: 1 },
    { at: Date.parse(job.endedAt ?? ""), by: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { by } of edges.sort((one, other) => one.at - other.at || one.by - other.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
