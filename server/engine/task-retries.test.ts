import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { JobRow } from "../../lib/jobs/model.ts";
import { listCommands } from "../store/commands.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

const HOUR = 3600;

describeOnBothDatabases("pages that are tried again", (database) => {
  let site: TestSite;
  const harnesses: Harness[] = [];

  /** An engine that works. */
  async function working(concurrency?: number): Promise<Harness> {
    const harness = createHarness(database(), [site.origin], concurrency);
    harnesses.push(harness);
    await harness.engine.work();
    return harness;
  }
  /** A page that answers 503 so many times before it answers with what it holds. */
  function stumbles(path: string, times: number): void {
    let left = times;
    site.pages.set(path, (response: ServerResponse) => {
      if (left-- > 0) response.writeHead(503, { "content-type": "text/html" }).end("busy");
      else response.setHeader("content-type", "text/html").end(listing([path]));
    });
  }
  const waits = (harness: Harness, id: string) =>
    eventually(`job ${id} to wait`, async () => {
      const job = await harness.job(id);
      return job.scheduledAt !== null && job;
    });
  /** Makes what the job waits for come about: its pages and its ticket are due. */
  async function letTimePass(id: string): Promise<void> {
    const { plainPool } = database();
    await plainPool.query(
      `update task set due_at = now() where due_at is not null and run_id in
        (select id from job_run where source = 'local' and job_id = $1)`,
      [id],
    );
    await plainPool.query("update pgboss.job set start_after = now() where name = 'run' and data->>'jobId' = $1", [id]);
  }
  const triesOf = async (harness: Harness, id: string) =>
    (await harness.tasks(id)).map(({ state, attempt, maxAttempts }) => `${state} ${attempt}/${maxAttempts}`);

  beforeAll(async () => {
    site = await startSite();
    site.pages.set("/good", listing(["good"]));
  }, 60_000);
  afterEach(async () => {
    await Promise.all(harnesses.splice(0).map((harness) => harness.engine.stop({ graceMs: 500 })));
  });
  afterAll(() => site?.close());

  it("are those that failed for a reason that may pass, and as often as was said", async () => {
    const harness = await working();
    stumbles("/twice", 2);
    stumbles("/always", 99);
    site.pages.set("/empty", "<p>nothing</p>");
    const urls = ["/twice", "/always", "/gone", "/empty", "http://10.0.0.1/", "/good"];
    const { id } = await harness.start(await harness.scraping({ urls, taskRetries: 2 }));
    const job = await harness.ends(id);
    expect(job).toMatchObject({
      ...{ state: "Completed", attempt: 1, tasksTotal: 6, tasksCompleted: 2, tasksFailed: 4, percent: 100 },
      warning: "4 of 6 pages failed",
    });
    expect(await triesOf(harness, id)).toEqual([
      ...["Completed 3/3", "Failed 3/3", "Failed 1/3", "Failed 1/3", "Failed 1/3", "Completed 1/3"],
    ]);
    expect(site.seen.filter((path) => path === "/twice")).toHaveLength(3);
    expect(site.seen.filter((path) => path === "/always")).toHaveLength(3);
    const [twice, always, gone] = await harness.tasks(id);
    expect(twice).toMatchObject({ error: null, httpStatus: 200, dueAt: null });
    expect(twice?.earlierError).toMatch(/^503 Service Unavailable at /);
    expect(always).toMatchObject({ httpStatus: 503, dueAt: null });
    expect(always?.error).toMatch(/^503 /);
    expect(gone).toMatchObject({ httpStatus: 404, earlierError: null });
    const lines = (await harness.lines(id)).filter(({ task }) => task === 2);
    expect(lines.map(({ level, message }) => [level, message.replace(/ at http:\S+\/always/, "")])).toEqual([
      ["info", "Running page 2 of 6: /always"],
      ["warning", "Try 1 of 3 failed: 503 Service Unavailable; the next one is due in 0 s"],
      ["info", "Running page 2 of 6, try 2 of 3: /always"],
      ["warning", "Try 2 of 3 failed: 503 Service Unavailable; the next one is due in 0 s"],
      ["info", "Running page 2 of 6, try 3 of 3: /always"],
      ["error", "Try 3 of 3 failed: 503 Service Unavailable"],
    ]);
    expect(await harness.run(id)).toMatchObject({
      ...{ agentTasksCount: 6, agentTasksCompletedCount: 2, agentTasksFailedCount: 4, agentTasksQueuedCount: 0 },
    });
  });

  it("do not end a job at the first failure before the last try", async () => {
    const harness = await working();
    stumbles("/once", 1);
    const { id } = await harness.start(
      await harness.scraping({ urls: ["/once", "/good"], taskRetries: 1, failWhen: "any" }),
    );
    expect((await harness.ends(id)).state).toBe("Completed");
    stumbles("/never", 99);
    const failing = await harness.start(
      await harness.scraping({ urls: ["/never", "/good"], taskRetries: 1, failWhen: "any" }),
    );
    expect(await harness.ends(failing.id)).toMatchObject({ state: "Failed", tasksFailed: 1 });
    expect(await triesOf(harness, failing.id)).toEqual(["Failed 2/2", "Cancelled 1/2"]);
  });

  it("are those of a crawl that were found on the way, too", async () => {
    const harness = await working();
    stumbles("/linked", 1);
    site.pages.set("/start", listing(["start"], ["/linked"]));
    const { id } = await harness.start(await harness.crawling({ startUrl: "/start", taskRetries: 1 }));
    expect(await harness.ends(id)).toMatchObject({ state: "Completed", tasksTotal: 2, tasksCompleted: 2 });
    expect(await triesOf(harness, id)).toEqual(["Completed 1/2", "Completed 2/2"]);
  });

  it("hold no worker while all that is left waits, and are gone on with when they are due", async () => {
    const harness = await working(1);
    stumbles("/slow", 1);
    const agent = await harness.scraping({
      ...{ urls: ["/slow", "/good"], taskRetries: 1, taskRetryDelaySeconds: HOUR, concurrency: 1 },
    });
    const { id } = await harness.start(agent);
    const waiting = await waits(harness, id);
    expect(waiting).toMatchObject({ state: "Executing", tasksCompleted: 1, tasksFailed: 0, endedAt: null });
    const [slow, good] = await harness.tasks(id);
    expect(slow).toMatchObject({ state: "Queued", attempt: 2, startedAt: null, dueAt: waiting.scheduledAt });
    expect(good).toMatchObject({ state: "Completed", attempt: 1 });
    const until = `${waiting.scheduledAt?.slice(0, 10)} ${waiting.scheduledAt?.slice(11, 19)} UTC`;
    expect(waiting.activity).toBe(`Waiting until ${until} to try 1 page again`);
    expect(await harness.run(id)).toMatchObject({ agentTasksQueuedCount: 1, agentTasksCompletedCount: 1 });
    // The only worker, and the only place of the agent, are free.
    const other = await harness.start(agent);
    expect((await harness.ends(other.id)).state).toBe("Completed");

    await letTimePass(id);
    expect(await harness.ends(id)).toMatchObject({
      state: "Completed",
      attempt: 1,
      tasksCompleted: 2,
      scheduledAt: null,
    });
    expect((await harness.tasks(id)).map(({ seq, attempt }) => [seq, attempt])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    const messages = (await harness.lines(id)).map(({ message }) => message);
    expect(messages).toContain("Resumed to try pages again");
    expect(messages.filter((message) => message.startsWith("Resumed after"))).toEqual([]);
    expect(await harness.runs(id)).toHaveLength(1);
  });

  it("are given up at once when the job is cancelled while they wait", async () => {
    const harness = await working();
    stumbles("/later", 99);
    const agent = await harness.scraping({ urls: ["/later"], taskRetries: 3, taskRetryDelaySeconds: 24 * HOUR });
    const { id } = await harness.start(agent);
    await waits(harness, id);
    const cancelled = await harness.engine.cancel(
      "default",
      { source: "local", id },
      { actor: ANNA, reason: "enough" },
    );
    expect(cancelled.job).toMatchObject({ state: "Cancelling", scheduledAt: null });
    expect(await harness.ends(id)).toMatchObject({ state: "Cancelled", activity: null, scheduledAt: null });
    expect(await harness.tasks(id)).toMatchObject([{ state: "Cancelled", attempt: 2, dueAt: null }]);
    const command = (await listCommands(harness.store.db, { source: "local", id })).at(-1);
    expect(command).toMatchObject({ action: "cancel", outcome: "done" });
    expect(site.seen.filter((path) => path === "/later")).toHaveLength(1);
  });

  it("are due whoever is there by then", async () => {
    const first = await working();
    stumbles("/orphan", 1);
    const { id } = await first.start(
      await first.scraping({ urls: ["/orphan"], taskRetries: 1, taskRetryDelaySeconds: HOUR, maxAttempts: 1 }),
    );
    const waiting: JobRow = await waits(first, id);
    await first.engine.stop({ graceMs: 500 });
    expect(await first.job(id)).toMatchObject({ state: "Executing", version: waiting.version });
    const second = await working();
    await letTimePass(id);
    expect(await second.ends(id)).toMatchObject({ state: "Completed", attempt: 1, tasksCompleted: 1 });
  });

  it("lose no try to a worker that is lost in the middle of one", async () => {
    const first = await working();
    stumbles("/taken", 1);
    const { id } = await first.start(await first.scraping({ urls: ["/taken"], taskRetries: 1 }));
    const held = site.hold("/taken");
    await eventually("the page to be asked for", () => held.asked() === 1);
    held.release();
    const again = site.hold("/taken");
    await eventually("the second try to be under way", () => again.asked() === 1);
    // As pg-boss does it with the ticket of a worker that was silent for too long.
    await database().plainPool.query("update pgboss.job set state = 'retry' where name = 'run' and state = 'active'");
    const second = await working();
    await eventually("the page to be asked for by another worker", () => again.asked() === 2);
    again.release();
    expect((await second.ends(id)).state).toBe("Completed");
    expect(await triesOf(second, id)).toEqual(["Completed 2/2"]);
  });

  it("leave the time limit to the work: waiting does not count", async () => {
    const harness = await working();
    stumbles("/patient", 1);
    const timeLimitSeconds = 4;
    const { id } = await harness.start(
      await harness.scraping({ urls: ["/patient"], taskRetries: 1, taskRetryDelaySeconds: HOUR, timeLimitSeconds }),
    );
    const { startedAt } = await waits(harness, id);
    const over = Date.parse(startedAt ?? "") + timeLimitSeconds * 1000;
    await eventually("more time than the limit to have passed", () => Date.now() > over);
    await letTimePass(id);
    expect((await harness.ends(id)).state).toBe("Completed");
  });
});
