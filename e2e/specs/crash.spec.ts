import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasEnded, type JobState } from "../../lib/jobs/state.ts";
import { Api } from "../fixtures/api.ts";
import { ServerProcess } from "../fixtures/server-process.ts";
import { expect, signIn, test } from "../fixtures/test.ts";
import { JobsPage } from "../pages/jobs-page.ts";

const PAGES = 12;

test("after SIGKILL in the middle of running jobs every job ends, none twice, no result doubled", async ({
  browser,
  site,
}) => {
  test.setTimeout(240_000);
  const dataDir = await mkdtemp(join(tmpdir(), "wf-crash-"));
  let server = await ServerProcess.start({ dataDir });
  const { port } = server;
  const cookies = join(dataDir, "cookies.json");
  await signIn(browser, server, cookies);
  const context = await browser.newContext({ baseURL: server.origin, storageState: cookies });
  const jobs = new JobsPage(await context.newPage());
  let api = new Api(server);

  const { agent } = await api.createAgent(site.agent("survivor", PAGES, { concurrency: 3, maxAttempts: 2 }));
  site.hold();
  const ids: string[] = [];
  for (let place = 0; place < 5; place++) ids.push((await api.start(agent.id)).id);
  await jobs.open("/jobs");
  for (const round of [1, 2]) {
    // Three run, two wait; each round kills them at another place.
    site.release(7 * round);
    await expect.poll(async () => (await api.summary()).counts.executing).toBeGreaterThan(0);
    await expect.poll(() => site.requests.size).toBeGreaterThan(round);
    await server.kill("SIGKILL");
    await expect(jobs.phase("live")).toBeHidden();
    server = await ServerProcess.start({ dataDir, port });
    api = new Api(server);
  }
  site.release();

  for (const id of ids) {
    const { job, run } = await api.waitFor(id);
    expect(job.state).toBe("Completed");
    expect(run).toMatchObject({
      agentState: "Completed",
      agentTasksCompletedCount: PAGES,
      processingTasksQueuedCount: 0,
    });
    const rows = await api.results(id);
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: PAGES * 3 }, (_, place) => place + 1));
    const titles = rows.map((row) => (JSON.parse(row.data) as { title: string }).title);
    expect(new Set(titles).size).toBe(PAGES * 3);
  }
  const changes = await api.changes();
  for (const id of ids) {
    const ends = changes.filter((change) => {
      const { state } = change.data as { state?: JobState };
      return change.kind === "job" && change.jobId === id && state !== undefined && hasEnded(state);
    });
    expect(ends).toHaveLength(1);
  }
  expect((await api.summary()).counts).toEqual({
    queued: 0,
    executing: 0,
    completed: ids.length,
    failed: 0,
    cancelled: 0,
    unknown: 0,
  });
  // The page that was open all the time shows the same, without a reload.
  await jobs.expectLive();
  for (const id of ids) await expect(jobs.row(id)).toContainText("Completed");

  await context.close();
  await server.kill("SIGTERM");
  await rm(dataDir, { recursive: true, force: true });
});
