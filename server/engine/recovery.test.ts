import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AgentDefinitionInput } from "../../lib/api/agent-schema.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { type OpenDatabase, openDatabase } from "../db/open-database.ts";
import { countModified } from "../store/modified-results.ts";
import { describeOnBothDatabases, describeOnServer } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { makeEmbedded, type TestDatabase } from "../testing/temporary-database.ts";
import { ANNA, createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

const CHILD = fileURLToPath(new URL("./engine-child.ts", import.meta.url));
const PAGES = Array.from({ length: 8 }, (_, place) => `/p${place + 1}`);

/** Leaves one item of each page, in a form of its own. */
const STEPS: AgentDefinitionInput["postProcessing"] = [
  { step: "cast", field: "price", to: "integer" },
  { step: "deduplicate", by: ["name"] },
  { step: "filter", field: "name", test: "ends-with", value: "-b" },
];

function fill(site: TestSite): void {
  for (const path of PAGES) site.pages.set(path, listing([`${path}-a`, `${path}-b`]));
}

/** Runs an engine in a process of its own, which is killed while it fetches a page. Returns the jobs it had. */
async function killInTheMiddle(settings: TestDatabase["settings"], site: TestSite): Promise<string[]> {
  const held = site.hold("/p4");
  const agent = { urls: PAGES, postProcessing: STEPS };
  const argument = JSON.stringify({ ...settings, origin: site.origin, agents: [agent, agent] });
  const child = spawn(process.execPath, [CHILD, argument], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const [line] = await once(createInterface(child.stdout), "line");
  await eventually("both jobs to be at their fourth page", () => held.asked() === 2);
  child.kill("SIGKILL");
  await exited;
  held.release();
  return JSON.parse(line);
}

async function expectWhole(harness: Harness, id: string): Promise<void> {
  const job = await harness.reaches(id, "Completed");
  expect(job).toMatchObject({ attempt: 1, tasksTotal: 8, tasksCompleted: 8, cluesTotal: 16, resultsTotal: 16 });
  const results = await harness.results(id);
  expect(results.map((row) => row.item.name)).toEqual(PAGES.flatMap((path) => [`${path}-a`, `${path}-b`]));
  expect(results.map((row) => row.seq)).toEqual(results.map((_, place) => place + 1));
  expect(await harness.runs(id)).toHaveLength(1);
  const lines = await harness.lines(id);
  expect(lines.map((each) => each.seq)).toEqual(lines.map((_, place) => place + 1));
  expect(lines.filter((each) => each.message === "Completed")).toHaveLength(1);
  const states = await harness.statesOf(id);
  expect(states.filter((state) => state === "Completed")).toHaveLength(1);
  expect(states).toEqual(["Queued", "Executing", "ExecutionCompleted", "Submitting", "Completed"]);
}

/** Every row was post-processed once. */
async function expectPostProcessed(harness: Harness, id: string): Promise<void> {
  expect(await harness.modified(id)).toEqual(
    PAGES.map((path, at) => ({ seq: at + 1, rawSeq: 2 * at + 2, data: `{"name":"${path}-b","price":1}` })),
  );
  const counts = await countModified(harness.store.db, (await harness.run(id)).id);
  expect(counts).toEqual([{ collection: 1, verdict: "new", rows: 8, filtered: 8, duplicates: 0, unread: 0 }]);
}

describe("engine after its process was killed", () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await startSite();
    fill(site);
  });
  afterAll(() => site.close());

  it("goes on where it was at the next start (embedded)", async () => {
    const made = await makeEmbedded();
    let database: OpenDatabase | undefined;
    try {
      const jobs = await killInTheMiddle(made.settings, site);
      database = await openDatabase(made.settings);
      const harness = createHarness(database, [site.origin]);
      await harness.engine.work();
      for (const id of jobs) {
        await expectWhole(harness, id);
        await expectPostProcessed(harness, id);
        const resumed = (await harness.lines(id)).filter((line) => line.message.startsWith("Resumed"));
        expect(resumed).toHaveLength(1);
      }
      expect(site.seen.filter((path) => path === "/p1")).toHaveLength(2);
      await harness.engine.stop({ graceMs: 1000 });
    } finally {
      await database?.close();
      await made.remove();
    }
  }, 180_000);
});

describeOnServer("engine whose worker on another machine was killed", (database, made) => {
  it("takes its jobs over when it has been silent", async () => {
    const site = await startSite();
    fill(site);
    const harness = createHarness(database(), [site.origin]);
    const jobs = await killInTheMiddle(made().settings, site);
    await harness.engine.work();
    for (const id of jobs) await eventually("the job to end", async () => (await harness.job(id)).endedAt, 60_000);
    for (const id of jobs) {
      await expectWhole(harness, id);
      await expectPostProcessed(harness, id);
    }
    await harness.engine.stop({ graceMs: 1000 });
    await site.close();
  }, 120_000);

  it("post-processes every row once, also when it was killed while it did", async () => {
    const site = await startSite();
    fill(site);
    const harness = createHarness(database(), [site.origin]);
    const outside = database().connect();
    await outside.connect();
    await outside.query("select pg_advisory_lock(77)");
    await outside.query(`create function wait_for_test() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(77); return new; end $$`);
    await outside.query(`create trigger wait_for_test before insert on modified_row for each row
      when (new.data like '%/p4-b%') execute function wait_for_test()`);
    const agents = [{ urls: PAGES, postProcessing: STEPS }];
    const child = spawn(
      process.execPath,
      [CHILD, JSON.stringify({ ...made().settings, origin: site.origin, agents })],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const exited = once(child, "exit");
    const [line] = await once(createInterface(child.stdout), "line");
    const [id] = JSON.parse(line) as string[];
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`;
    await eventually("the fourth page to be stored", async () => (await outside.query(waiting)).rowCount === 1, 60_000);
    child.kill("SIGKILL");
    await exited;
    await outside.query("select pg_advisory_unlock(77)");
    await outside.end();
    await harness.engine.work();
    await eventually("the job to end", async () => (await harness.job(id ?? "")).endedAt, 60_000);
    await expectWhole(harness, id ?? "");
    await expectPostProcessed(harness, id ?? "");
    await harness.engine.stop({ graceMs: 1000 });
    await site.close();
  }, 120_000);
});

describeOnBothDatabases("engine and its neighbours", (database) => {
  let site: TestSite;
  const harnesses: Harness[] = [];
  const make = (concurrency?: number) => {
    const harness = createHarness(database(), [site.origin], concurrency);
    harnesses.push(harness);
    return harness;
  };
  beforeAll(async () => {
    site = await startSite();
    fill(site);
  });
  afterEach(async () => {
    await Promise.all(harnesses.splice(0).map((harness) => harness.engine.stop({ graceMs: 500 })));
  });
  afterAll(() => site?.close());

  it("hands its jobs back when it stops, without counting an attempt", async () => {
    const held = site.hold("/p3");
    const first = make();
    await first.engine.work();
    const { id } = await first.start(await first.scraping({ urls: PAGES, maxAttempts: 1 }));
    await eventually("the third page to be asked for", () => held.asked() === 1);
    await first.engine.stop({ graceMs: 100 });
    const waiting = await first.job(id);
    expect(waiting).toMatchObject({ state: "Executing", activity: "Waiting for a worker", tasksCompleted: 2 });
    held.release();
    const second = make();
    await second.engine.work();
    await expectWhole(second, id);
  });

  it("lets the task in hand end when there is time", async () => {
    const held = site.hold("/p2");
    const first = make();
    await first.engine.work();
    const { id } = await first.start(await first.scraping({ urls: PAGES }));
    await eventually("the second page to be asked for", () => held.asked() === 1);
    const stopped = first.engine.stop({ graceMs: 20_000 });
    held.release();
    await stopped;
    expect(await first.job(id)).toMatchObject({ state: "Executing", tasksCompleted: 2 });
    const second = make();
    await second.engine.work();
    await expectWhole(second, id);
  });

  it("writes nothing for a run that another worker has taken over", async () => {
    const held = site.hold("/p5");
    const first = make();
    await first.engine.work();
    const { id } = await first.start(await first.scraping({ urls: PAGES }));
    await eventually("the fifth page to be asked for", () => held.asked() === 1);
    // As pg-boss does it with the ticket of a worker that was silent for too long.
    await database().plainPool.query("update pgboss.job set state = 'retry' where name = 'run' and state = 'active'");
    const second = make();
    await second.engine.work();
    await eventually("the page to be asked for by another worker", () => held.asked() === 2);
    held.release();
    await expectWhole(second, id);
  });

  it("runs the more important job first", async () => {
    const harness = make(1);
    const agents = await Promise.all([0, 50, 100].map(() => harness.scraping({ urls: ["/p1"] })));
    const jobs: JobRow[] = [];
    for (const [place, agent] of agents.entries()) jobs.push(await harness.start(agent, { priority: place * 50 }));
    await harness.engine.work();
    const ended = [];
    for (const { id } of jobs) ended.push(await harness.ends(id));
    const order = ended.toSorted((a, b) => (a.startedAt ?? "").localeCompare(b.startedAt ?? ""));
    expect(order.map((job) => job.priority)).toEqual([100, 50, 0]);
  });
});

describeOnServer("engine on several nodes", (database, made) => {
  let site: TestSite;
  let other: OpenDatabase;
  let one: Harness;
  let two: Harness;
  beforeAll(async () => {
    site = await startSite();
    fill(site);
    other = await openDatabase(made().settings);
    one = createHarness(database(), [site.origin]);
    two = createHarness(other, [site.origin]);
    await Promise.all([one.engine.work(), two.engine.work()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([one?.engine.stop({ graceMs: 500 }), two?.engine.stop({ graceMs: 500 })]);
    await other?.close();
    await site?.close();
  }, 60_000);

  it("keeps an agent's concurrency over all of them", async () => {
    let now = 0;
    let most = 0;
    site.pages.set("/busy", (response) => {
      most = Math.max(most, ++now);
      response.once("close", () => now--);
      setImmediate(() => response.setHeader("content-type", "text/html").end(listing(["x"])));
    });
    const agent = await one.scraping({ urls: ["/busy"], concurrency: 2 });
    const jobs = await Promise.all(
      Array.from({ length: 12 }, (_, place) => (place % 2 === 0 ? one : two).start(agent)),
    );
    const ended = [];
    for (const { id } of jobs) ended.push(await one.ends(id));
    expect(ended.every((job) => job.state === "Completed")).toBe(true);
    expect(most).toBeLessThanOrEqual(2);
    const edges = ended.flatMap((job) => [
      { at: Date.parse(job.startedAt ?? ""), by: 1 },
      { at: Date.parse(job.endedAt ?? ""), by: -1 },
    ]);
    let running = 0;
    for (const { by } of edges.sort((a, b) => a.at - b.at || a.by - b.by)) {
      running += by;
      expect(running).toBeLessThanOrEqual(2);
    }
  });

  it("survives the loss of every connection in the middle of a run, at no cost of an attempt", async () => {
    const held = site.hold("/p6");
    const { id } = await one.start(await one.scraping({ urls: PAGES, maxAttempts: 1 }));
    await eventually("the sixth page to be asked for", () => held.asked() === 1);
    const outside = database().connect();
    await outside.connect();
    await outside.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    held.release();
    await outside.end();
    await expectWhole(one, id);
  });

  it("stops a job that was cancelled on another node", async () => {
    const held = site.hold("/p1");
    const agent = await one.scraping({ urls: PAGES });
    const jobs = [await one.start(agent), await two.start(await two.scraping({ urls: PAGES }))];
    await eventually("both to be under way", () => held.asked() === 2);
    // Each job is cancelled through both nodes, so through one that does not run it.
    for (const { id } of jobs) {
      const [first, second] = await Promise.all(
        [one, two].map((node) => node.engine.cancel("default", { source: "local", id }, { actor: ANNA, reason: null })),
      );
      expect(first?.command.id).toBe(second?.command.id);
    }
    for (const { id } of jobs) expect((await one.ends(id)).state).toBe("Cancelled");
    held.release();
  });
});
