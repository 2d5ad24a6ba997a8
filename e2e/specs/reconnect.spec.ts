import { startFlakyNetwork } from "../fixtures/flaky-network.ts";
import { expect, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test("after a lost connection the pages catch up with everything that they missed", async ({
  page,
  secondPage,
  server,
  api,
  site,
}) => {
  const network = await startFlakyNetwork(server.port);
  site.hold();
  const { agent } = await api.createAgent(site.agent("cut off", 4, { concurrency: 2 }));
  const first = await api.start(agent.id);
  const second = await api.start(agent.id);
  await api.waitFor(first.id, ["Executing"]);
  await api.waitFor(second.id, ["Executing"]);

  const jobs = new JobsPage(page);
  const run = new JobRunPage(secondPage);
  await jobs.open(`${network.origin}/jobs?q=${encodeURIComponent('agent:"cut off"')}`);
  await run.open(`${network.origin}/jobs/local/${first.id}?tab=logs`);
  await expect(jobs.row(first.id)).toContainText("Executing");
  await expect(secondPage.getByRole("log")).toContainText("/page/1");

  network.cut();
  await expect(jobs.phase("live")).toBeHidden();
  await expect(run.phase("live")).toBeHidden();
  // While nobody can see it: one job runs to its end, the other is cancelled, a third is made.
  await api.request("POST", `/api/jobs/local/${second.id}/cancel`, { reason: "while away" });
  await api.waitFor(second.id, ["Cancelled"]);
  site.release();
  const ended = await api.waitFor(first.id, ["Completed"]);
  const third = await api.start(agent.id);
  await api.waitFor(third.id, ["Completed"]);
  // What was there when the connection broke still stands.
  await expect(jobs.row(first.id)).toContainText("Executing");

  network.mend();
  await jobs.expectLive();
  await run.expectLive();
  await expect(jobs.row(first.id)).toContainText("Completed");
  await expect(jobs.row(second.id)).toContainText("Cancelled");
  await expect(jobs.newcomers).toHaveText("1 new");
  expect(new Set(await jobs.ids())).toEqual(new Set([second.id, first.id]));
  await expect(run.state("Completed")).toBeVisible();

  const { items } = await api.request<{ items: { seq: number; message: string }[] }>(
    "GET",
    `/api/jobs/local/${first.id}/logs?after=0&limit=200`,
  );
  const log = secondPage.getByRole("log");
  for (const { message } of items) await expect(log).toContainText(message);
  await expect(run.tab(/^Logs/)).toContainText(String(items.length));
  expect(ended.run?.processingTasksReceivedLogLinesCount).toBe(items.length);
  await network.close();
});
