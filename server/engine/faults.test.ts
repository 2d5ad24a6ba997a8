import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";
import { type FaultServer, startFaultServer } from "./fetch/fault-server.ts";

describeOnBothDatabases("engine and what goes wrong", (database) => {
  let site: TestSite;
  let faults: FaultServer;
  let harness: Harness;
  beforeAll(async () => {
    [site, faults] = await Promise.all([startSite(), startFaultServer()]);
    harness = createHarness(database(), [site.origin, faults.origin]);
    await harness.engine.work();
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await Promise.all([site?.close(), faults?.close()]);
  }, 60_000);

  it("makes each fault of a page a failed task with its message, and goes on", async () => {
    site.pages.set("/good", listing(["x"]));
    const expected: [string, RegExp, number | null][] = [
      ["/missing", /^404 Not Found at /, 404],
      ["/500", /^500 Internal Server Error at /, 500],
      ["/never", /^timed out after 400 ms$/, null],
      ["/loop-a", /^redirects back to .*\/loop-a \(loop after 2 redirects\)$/, null],
      ["/png", /^answered with image\/png, not a page$/, 200],
      ["/declares-huge", /^page is larger than 10 MB$/, null],
      ["/endless", /^page is larger than 10 MB$/, null],
      ["/ok", /^the selector "li" matched nothing on this page$/, 200],
    ];
    const urls = [...expected.map(([path]) => faults.origin + path), "http://10.0.0.1/", "/good"];
    const agent = await harness.scraping({ urls, request: { delayMs: 0, timeoutMs: 400 } });
    const { id } = await harness.start(agent);
    const job = await harness.ends(id);
    expect(job).toMatchObject({
      state: "Completed",
      tasksFailed: 9,
      tasksCompleted: 1,
      warning: "9 of 10 pages failed",
    });
    const tasks = await harness.tasks(id);
    for (const [place, [path, message, status]] of expected.entries()) {
      expect(tasks[place], path).toMatchObject({
        state: "Failed",
        error: expect.stringMatching(message),
        httpStatus: status,
      });
    }
    expect(tasks[8]?.error).toMatch(/^refused to connect to 10\.0\.0\.1: it is not a public address$/);
    const errors = (await harness.lines(id)).filter((line) => line.level === "error");
    expect(errors.map((line) => line.task)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(errors.map((line) => line.message)).toEqual(tasks.slice(0, 9).map((task) => task.error));
  });

  it("stores what can be stored when the database refuses an item, and counts the tries", async () => {
    await sql`create function refuse_poison() returns trigger language plpgsql as $$
      begin if new.data like '%poison%' then raise exception 'refused on purpose'; end if; return new; end $$`.execute(
      harness.store.db,
    );
    await sql`create trigger refuse before insert on result_row for each row execute function refuse_poison()`.execute(
      harness.store.db,
    );
    site.pages.set("/poisoned", listing(["one", "poison", "two"]));
    const { id } = await harness.start(await harness.scraping({ urls: ["/poisoned", "/good"] }));
    expect(await harness.ends(id)).toMatchObject({ state: "Completed", warning: "1 item could not be stored" });
    expect((await harness.results(id)).map((row) => [row.seq, row.item.name])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, "x"],
    ]);
    expect(await harness.run(id)).toMatchObject({
      processingTasksCount: 4,
      processingTasksCompletedCount: 3,
      processingTasksFailedCount: 1,
      processingTaskRetriesCount: 3,
      agentCluesFailedCount: 1,
      agentCluesCompletedCount: 3,
      processingTasksQueuedCount: 0,
    });
    const error = (await harness.lines(id)).find((line) => line.level === "error");
    expect(error).toMatchObject({ task: 1, message: "An item could not be stored: refused on purpose" });
  });

  it("ends a job whose configuration cannot be read, with the reason", async () => {
    const agent = await harness.scraping({ urls: ["/good"], concurrency: 1 });
    const held = site.hold("/good");
    const first = await harness.start(agent);
    const { id } = await harness.start(agent);
    await harness.store.db.updateTable("jobDetail").set({ config: '{"type":"?"}' }).where("jobId", "=", id).execute();
    held.release();
    expect((await harness.ends(first.id)).state).toBe("Completed");
    expect(await harness.ends(id)).toMatchObject({ state: "Failed", error: expect.stringContaining("cannot be read") });
  });
});
