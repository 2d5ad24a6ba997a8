import { expect, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "jobs" });

test.describe("jobs", () => {
  test.beforeAll(async ({ api }) => {
    // 60 jobs that fail at once: nothing answers at this address.
    const { agent } = await api.createAgent({
      type: "scraping",
      name: "many",
      urls: ["/sample/absent.html"],
      fields: [{ name: "title", selector: "b" }],
      concurrency: 8,
      request: { delayMs: 0 },
    });
    const jobs = await Promise.all(Array.from({ length: 60 }, () => api.start(agent.id)));
    for (const { id } of jobs) await api.waitFor(id, ["Failed"]);
  });

  test("the address is the filter: typed, chosen, reloaded, shared and cleared", async ({ page, api, site }) => {
    const { agent } = await api.createAgent(site.agent("only one", 1));
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Completed"]);
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    await page.getByRole("button", { name: "Agent", exact: true }).click();
    await page
      .getByRole("dialog", { name: "Agents to show" })
      .getByRole("option", { name: /only one/ })
      .click();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/q=agent/);
    await expect(jobs.rows).toHaveCount(1);
    await page.getByRole("button", { name: /^Failed/ }).click();
    await expect(page.getByText("No job matches this filter")).toBeVisible();
    await page.reload();
    await jobs.expectLive();
    await expect(page.getByText("No job matches this filter")).toBeVisible();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(jobs.rows).toHaveCount(50);
    await page.goBack();
    await expect(page.getByText("No job matches this filter")).toBeVisible();
  });

  test("a filter that cannot be understood says where, and keeps its text", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    const filter = page.getByRole("combobox", { name: "Filter jobs" });
    await filter.fill("state:finished");
    await expect(page.getByText(/no state "finished"/)).toBeVisible();
    await expect(filter).toHaveValue("state:finished");
    await expect(filter).toHaveAttribute("aria-invalid", "true");
    await filter.fill("state:failed");
    await expect(page.getByText(/no state "finished"/)).toBeHidden();
    await expect(jobs.rows).toHaveCount(50);
  });

  test("pages go forward and back without losing or repeating a job", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`/jobs?q=${encodeURIComponent("agent:many")}`);
    await expect(jobs.rows).toHaveCount(50);
    const first = await jobs.ids();
    await page.getByRole("button", { name: "Older" }).click();
    await expect(jobs.rows).toHaveCount(10);
    const second = await jobs.ids();
    expect(new Set([...first, ...second]).size).toBe(60);
    await expect(page.getByRole("button", { name: "Older" })).toBeDisabled();
    // The page that a job was opened from is there again on the way back.
    await jobs
      .row(second[3] ?? "")
      .getByRole("link")
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "many" })).toBeVisible();
    await page.goBack();
    await expect.poll(() => jobs.ids()).toEqual(second);
    await page.getByRole("button", { name: "Newer" }).click();
    await expect.poll(() => jobs.ids()).toEqual(first);
  });

  test("works from the keyboard: /, j, k, r, Enter and the sheet of keys", async ({ page, api }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`/jobs?q=${encodeURIComponent("agent:many state:failed")}`);
    await expect(jobs.rows).toHaveCount(50);
    const [top, next] = await jobs.ids();
    await page.keyboard.press("j");
    await expect(jobs.row(top ?? "").getByRole("link")).toBeFocused();
    await page.keyboard.press("j");
    await expect(jobs.row(next ?? "").getByRole("link")).toBeFocused();
    await page.keyboard.press("k");
    await page.keyboard.press("r");
    await expect.poll(async () => (await api.job(top ?? "")).retriedAs).not.toBeNull();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await expect(page.getByRole("combobox", { name: "Filter jobs" })).toBeFocused();
    await page.keyboard.press("j");
    await expect(page.getByRole("combobox", { name: "Filter jobs" })).toBeFocused();
  });

  test("a failed job says why first, and a retry names the job that it retries", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`/jobs?q=${encodeURIComponent("agent:many state:failed")}`);
    const [id = ""] = await jobs.ids();
    await expect(jobs.row(id)).toContainText("404 Not Found");
    const run = new JobRunPage(page);
    await jobs.row(id).getByRole("link").click();
    await expect(run.panel("What went wrong")).toContainText("404 Not Found");
    await page.getByRole("button", { name: "Retry", exact: true }).click();
    await page.getByRole("link", { name: /^Open job #/ }).click();
    await expect(page).not.toHaveURL(new RegExp(`/jobs/local/${id}$`));
    // Its header names it, and the chain of retries once that is there.
    await expect(
      page
        .getByRole("main")
        .getByRole("link", { name: `#${id}` })
        .first(),
    ).toBeVisible();
    await expect(run.state("Failed")).toBeVisible();
    await page.goBack();
    await expect(run.state("Failed")).toBeVisible();
    await expect(page.getByText(/Retried as/i).first()).toBeVisible();
  });

  test("an unknown job is a page that says so", async ({ page }) => {
    await page.goto("/jobs/local/999999");
    await expect(page.getByText("There is no job #999999 in local")).toBeVisible();
  });
});
