import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "cancel" });

const undo = (page: Page) => page.getByRole("status").getByRole("button", { name: "Undo" });

test.describe("a cancel", () => {
  test("can be undone before it leaves: then nothing is sent", async ({ page, api, site }) => {
    await page.clock.install();
    site.hold();
    const { agent } = await api.createAgent(site.agent("spared", 2));
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Executing"]);
    const run = new JobRunPage(page);
    await run.openJob(id);
    await page.keyboard.press("c");
    await run.confirmCancel("by mistake");
    await expect(page.getByText(/^Cancelling spared #\d+/)).toBeVisible();
    await expect(page.getByText(/^cancel leaves in [1-5] s$/)).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("u");
    await expect(page.getByText(/goes on: its cancel was undone/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Cancel", exact: true })).toBeVisible();
    await page.clock.fastForward(20_000);
    site.release();
    const { job, commands } = await api.waitFor(id);
    expect(job.state).toBe("Completed");
    expect(commands.map(({ action }) => action)).toEqual(["start"]);
  });

  test("is not sent when the job ends meanwhile", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent(site.agent("quick", 1));
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Executing"]);
    const jobs = new JobsPage(page);
    await page.clock.install();
    await jobs.open("/jobs");
    await jobs
      .row(id)
      .getByRole("button", { name: /^Cancel/ })
      .click();
    await page.clock.pauseAt(Date.now() + 1000);
    await jobs.confirmCancel("");
    await expect(undo(page)).toBeVisible();
    site.release();
    await api.waitFor(id, ["Completed"]);
    // The page's own seconds go by slowly, so that the news is there before the cancel would leave.
    await expect(async () => {
      await page.clock.runFor(60);
      await expect(page.getByText(`quick #${id} ended meanwhile: completed`)).toBeVisible({ timeout: 50 });
    }).toPass();
    await page.clock.runFor(20_000);
    expect((await api.job(id)).commands.map(({ action }) => action)).toEqual(["start"]);
  });

  test("its dialog says so when the job ends while it is open", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent(site.agent("while asked", 1));
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Executing"]);
    const run = new JobRunPage(page);
    await run.openJob(id);
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Cancel job" })).toBeVisible();
    site.release();
    await expect(dialog).toContainText("There is nothing left to cancel");
    await expect(dialog.getByRole("button", { name: "Cancel job" })).toBeHidden();
  });

  test("is sent at once when the operator leaves the page", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent(site.agent("left behind", 2));
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Executing"]);
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    await jobs
      .row(id)
      .getByRole("button", { name: /^Cancel/ })
      .click();
    await jobs.confirmCancel("going home");
    await expect(undo(page)).toBeVisible();
    await page.goto("about:blank");
    await expect.poll(async () => (await api.job(id)).commands.map(({ reason }) => reason)).toContain("going home");
    site.release();
    await api.waitFor(id, ["Cancelled"]);
  });
});

test("a job that is being retried is retried again only when that is asked for", async ({ page, api, site }) => {
  const { agent } = await api.createAgent({
    ...site.agent("twice", 1),
    type: "scraping",
    urls: [`${site.origin}/broken`],
    pages: undefined,
  });
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  site.hold();
  const run = new JobRunPage(page);
  await run.openJob(id);
  await page.keyboard.press("r");
  await expect(page.getByText(`Retried twice #${id}`)).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.getByText(`twice #${id} is being retried already`)).toBeVisible();
  await page.getByRole("button", { name: "Retry again" }).click();
  await expect(page.getByText(`twice #${id} is being retried already`)).toBeHidden();
  await expect.poll(async () => (await api.jobs(`retry-of:${id}`)).items.length).toBe(2);
  site.release();
  for (const job of (await api.jobs(`retry-of:${id}`)).items) await api.waitFor(job.id);
});
