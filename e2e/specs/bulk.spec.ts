import type { Api } from "../fixtures/api.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { BulkPage } from "../pages/bulk-page.ts";

test.use({ ownServer: "bulk" });

/** Jobs that fail at once: there is no such page. */
async function failing(api: Api, name: string, count: number): Promise<string[]> {
  const { agent } = await api.createAgent({
    type: "scraping",
    name,
    urls: ["/sample/absent.html"],
    fields: [{ name: "title", selector: "b" }],
    request: { delayMs: 0 },
  });
  const jobs = await Promise.all(Array.from({ length: count }, () => api.start(agent.id)));
  for (const { id } of jobs) await api.waitFor(id, ["Failed"]);
  return jobs.map(({ id }) => id);
}

test.describe("acting on many jobs", () => {
  test("all that match, over pages: retried together, and another browser sees how it gets on", async ({
    page,
    secondPage,
    api,
  }) => {
    await failing(api, "all of them", 30);
    const bulk = new BulkPage(page);
    const other = new BulkPage(secondPage);
    await other.open("/bulk-actions");
    await bulk.openList('agent:"all of them" state:failed', { size: "25" });
    await expect(bulk.rows).toHaveCount(25);
    await bulk.rows.first().getByRole("checkbox").click();
    await expect(bulk.bar).toContainText("1 selected");
    await bulk.chooseAll("30");
    await page.getByRole("button", { name: "Older" }).click();
    await expect(bulk.rows).toHaveCount(5);
    await expect(bulk.rows.getByRole("checkbox", { checked: true })).toHaveCount(5);

    await bulk.verb(/^Retry$/).click();
    await expect(bulk.dialog).toContainText("All 30 jobs can be retried");
    const button = bulk.confirm(/^Retry 30 jobs$/);
    await expect(button).not.toBeFocused();
    await expect(bulk.dialog.getByRole("textbox", { name: /reason/i })).toBeFocused();
    await page.keyboard.type("the page is back");
    await button.click();
    await expect(bulk.dialog).toBeHidden();
    await expect(bulk.bar).toBeHidden();

    const row = other.action("the page is back");
    await expect(row).toContainText("All 30 done");
    await expect(row).toContainText("Finished");
    await bulk.message("Retried 30 jobs").getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1, name: "Retry 30 jobs" })).toBeVisible();
    await page.getByRole("region", { name: "Jobs", exact: true }).getByRole("link").nth(1).click();
    await expect(page.getByRole("heading", { level: 1, name: "all of them" })).toBeVisible();
    await expect(page.getByText("Retry of")).toBeVisible();
  });

  test("the dry run says how many can be, and why the others cannot", async ({ page, api, site }) => {
    const ids = await failing(api, "mixed", 2);
    site.hold();
    const { agent } = await api.createAgent(site.agent("mixed too", 1));
    const running = await api.start(agent.id);
    await api.waitFor(running.id, ["Executing"]);
    const bulk = new BulkPage(page);
    await bulk.openList("mixed");
    for (const id of [...ids, running.id]) await bulk.tick(id).click();
    await expect(bulk.bar).toContainText("3 selected");
    await expect(bulk.verb(/^Retry \(2 of 3 can\)$/)).toBeVisible();
    await bulk.verb(/^Cancel \(1 of 3 can\)$/).click();
    await expect(bulk.dialog.getByRole("heading", { name: "Cancel 1 job?" })).toBeVisible();
    await expect(bulk.dialog).toContainText("1 of 3 jobs can be cancelled");
    await expect(bulk.dialog).toContainText("2 have ended (Failed)");
    await expect(bulk.confirm(/^Cancel 1 job$/)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(bulk.dialog).toBeHidden();
    await expect(bulk.verb(/^Cancel/)).toBeFocused();
    expect((await api.job(running.id)).commands).toHaveLength(1);
    site.release();
    await api.waitFor(running.id, ["Completed"]);
  });

  test("one job is retried at once, without a question", async ({ page, api }) => {
    const [id = ""] = await failing(api, "only one", 1);
    const bulk = new BulkPage(page);
    await bulk.openList(`id:${id}`);
    await bulk.tick(id).click();
    await bulk.verb(/^Retry$/).click();
    await expect(bulk.message(`Retried only one #${id}`)).toBeVisible();
    await expect(bulk.bar).toBeHidden();
    expect((await api.job(id)).retriedAs).not.toBeNull();
  });

  test("a bulk cancel is undone within its window: no job is touched", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent(site.agent("wanted after all", 1));
    const jobs = await Promise.all([1, 2, 3].map(() => api.start(agent.id)));
    const bulk = new BulkPage(page);
    await bulk.openList('agent:"wanted after all"');
    await expect(bulk.rows).toHaveCount(3);
    await bulk.tickPage.click();
    await bulk.verb(/^Cancel$/).click();
    await bulk.confirm(/^Cancel 3 jobs$/).click();
    const message = bulk.message("Cancelling 3 jobs");
    await expect(message).toContainText(/in [1-5] s/);
    await message.getByRole("button", { name: "Undo" }).focus();
    await page.keyboard.press("Enter");
    await expect(bulk.message("Undone: no job was cancelled")).toBeVisible();
    site.release();
    for (const { id } of jobs) {
      const { job, commands } = await api.waitFor(id);
      expect(job.state).toBe("Completed");
      expect(commands.map(({ action }) => action)).toEqual(["start"]);
    }
    await bulk.message("Undone").getByRole("link").click();
    await expect(page.getByText("Undone", { exact: true })).toBeVisible();
    await expect(page.getByText("Undone by")).toBeVisible();
  });

  test("a bulk cancel that is not undone stops its jobs, and says so", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent(site.agent("not wanted", 2));
    const running = await api.start(agent.id);
    await api.waitFor(running.id, ["Executing"]);
    const jobs = [running, await api.start(agent.id)];
    const bulk = new BulkPage(page);
    await bulk.openList('agent:"not wanted"');
    await expect(bulk.rows).toHaveCount(2);
    await bulk.tickPage.click();
    await page.keyboard.press("c");
    await bulk.dialog.getByRole("textbox", { name: /reason/i }).fill("wrong season");
    await bulk.confirm(/^Cancel 2 jobs$/).click();
    await expect(bulk.message("Cancelled 2 jobs")).toBeVisible();
    site.release();
    for (const { id } of jobs) {
      const { commands } = await api.waitFor(id, ["Cancelled"]);
      expect(commands.map(({ reason }) => reason)).toContain("wrong season");
    }
  });

  test("when more match than were confirmed, nothing happens until that is confirmed", async ({ page, api }) => {
    const q = 'name:"growing" state:failed';
    await failing(api, "growing one", 2);
    const bulk = new BulkPage(page);
    await bulk.openList(q);
    await bulk.rows.first().getByRole("checkbox").click();
    await bulk.bar.getByRole("button", { name: "Select all 2 that match" }).click();
    await bulk.verb(/^Retry$/).click();
    await expect(bulk.confirm(/^Retry 2 jobs$/)).toBeVisible();
    await failing(api, "growing two", 3);
    await bulk.confirm(/^Retry 2 jobs$/).click();
    await expect(bulk.dialog.getByRole("alert")).toContainText(/confirm/i);
    await expect(bulk.confirm(/^Retry 5 jobs$/)).toBeVisible();
    await bulk.confirm(/^Retry 5 jobs$/).click();
    await expect(bulk.message("Retried 5 jobs")).toBeVisible();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 390]) {
      test.describe(`${colorScheme}, ${width} px`, () => {
        test.use({ colorScheme, viewport: { width, height: 900 } });

        test("bar, dialog and pages keep to WCAG 2.2 AA", async ({ page, api }) => {
          const name = `seen ${colorScheme} ${width}`;
          const ids = await failing(api, name, 2);
          const bulk = new BulkPage(page);
          await bulk.openList(`agent:"${name}"`);
          for (const id of ids) await bulk.tick(id).click();
          await expect(bulk.bar).toContainText("2 selected");
          await expectAccessible(page);
          await bulk.verb(/^Retry$/).click();
          await expect(bulk.dialog).toContainText("Both jobs can be retried");
          await expectAccessible(page);
          await bulk.confirm(/^Retry 2 jobs$/).click();
          await expect(bulk.message("Retried 2 jobs")).toBeVisible();
          await expectAccessible(page);
          await bulk.message("Retried 2 jobs").getByRole("link").click();
          await expect(page.getByRole("heading", { level: 1, name: "Retry 2 jobs" })).toBeVisible();
          await expect(page.getByText("retried as").first()).toBeVisible();
          await expectAccessible(page);
          await bulk.open("/bulk-actions");
          await expect(bulk.action("Retry 2 jobs").first()).toBeVisible();
          await expectAccessible(page);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
        });
      });
    }
  }
});
