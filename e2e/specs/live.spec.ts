import { expect, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";
import { JobsPage } from "../pages/jobs-page.ts";
import { OverviewPage } from "../pages/overview-page.ts";

test("one browser cancels, the other sees it without a reload", async ({ page, secondPage, api, site }) => {
  site.hold();
  const { agent } = await api.createAgent(site.agent("two browsers", 5));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);

  const overview = new OverviewPage(page);
  const run = new JobRunPage(secondPage);
  await overview.open("/");
  await run.openJob(id);
  await expect(overview.executing("two browsers")).toBeVisible();
  await expect(run.state("Executing")).toBeVisible();
  const loads: string[] = [];
  for (const each of [page, secondPage]) each.on("load", () => loads.push(each.url()));

  await overview
    .executing("two browsers")
    .getByRole("button", { name: /^Cancel/ })
    .click();
  await overview.confirmCancel("seen from the other side");

  await expect(run.state("Cancelled")).toBeVisible();
  await expect(run.panel("Why it was cancelled")).toContainText("seen from the other side");
  await expect(run.cancelSteps).toHaveText([/^Requested/, /^Acknowledged/, /^Stopped/]);
  await expect(overview.count("cancelled", 1)).toBeVisible();
  expect(loads).toEqual([]);
});

test("a job that is still queued is cancelled at once and never runs", async ({ page, api, site }) => {
  const { agent } = await api.createAgent(site.agent("queued behind", 1));
  site.hold();
  const first = await api.start(agent.id);
  await api.waitFor(first.id, ["Executing"]);
  const second = await api.start(agent.id);
  const run = new JobRunPage(page);
  await run.openJob(second.id);
  await expect(run.state("Queued")).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await run.confirmCancel("");
  await expect(run.state("Cancelled")).toBeVisible();
  site.release();
  await api.waitFor(first.id, ["Completed"]);
  expect(site.requests).toEqual(new Map([["/page/1", 1]]));
  expect((await api.job(second.id)).run).toBeNull();
});

test("rows are patched where they stand, and new jobs wait behind a button", async ({ page, api, site }) => {
  site.hold();
  const { agent } = await api.createAgent(site.agent("patched", 2));
  const first = await api.start(agent.id);
  await api.waitFor(first.id, ["Executing"]);
  const jobs = new JobsPage(page);
  await jobs.open(`/jobs?q=${encodeURIComponent('agent:"patched"')}`);
  await expect(jobs.row(first.id)).toContainText("Executing");

  const second = await api.start(agent.id);
  await expect(jobs.newcomers).toHaveText("1 new");
  await expect(page.getByText("1 new job since you loaded this list")).toBeAttached();
  expect(await jobs.ids()).toEqual([first.id]);

  site.release();
  await expect(jobs.row(first.id)).toContainText("Completed");
  expect(await jobs.ids()).toEqual([first.id]);

  await jobs.newcomers.click();
  await expect(jobs.row(second.id)).toBeVisible();
  expect(await jobs.ids()).toEqual([second.id, first.id]);
  await api.waitFor(second.id);
});

test("a run's log, tasks and counters grow while it is watched", async ({ page, api, site }) => {
  site.hold();
  const { agent } = await api.createAgent(site.agent("watched", 3));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);
  const run = new JobRunPage(page);
  await run.openJob(id, "logs");
  const log = page.getByRole("log", { name: "Log" });
  await expect(log).toContainText("/page/1");
  await expect(log).not.toContainText("/page/2");

  site.release(1);
  await expect(log).toContainText("/page/2");
  await expect(run.panel("What it is doing")).toContainText("1 of 3");

  site.release();
  await expect(run.state("Completed")).toBeVisible();
  await run.tab(/^Tasks/).click();
  await expect(page.getByRole("table", { name: "Tasks" }).getByRole("row")).toHaveCount(4);
  await run.tab(/^Results/).click();
  await expect(page.getByRole("grid", { name: "Results" })).toContainText("Book 3-3");
});
