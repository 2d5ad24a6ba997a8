import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobTasksPage } from "../pages/job-tasks-page.ts";

test.use({ ownServer: "job-tasks", extreme: ["tasks"], timezoneId: "Europe/Berlin" });

const ZONE = "(Europe/Berlin)";
const PARTS = "section[aria-labelledby=story], section[aria-labelledby=waterfall], section[aria-label=Details]";
const address = (url: string) => new URL(url).searchParams;

test("a run's story and its tasks are followed while they happen, up to a cancel", async ({ page, api, site }) => {
  site.hold();
  const { agent } = await api.createAgent(site.agent("followed", 4));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);
  const run = new JobTasksPage(page);
  await run.openJob(id, "tasks");

  await expect(run.story(/^Waiting in the queue/)).toBeVisible();
  await expect(run.story(/^Agent half.*still going on/)).toBeVisible();
  await expect(run.bar(1)).toHaveAccessibleName(/page\/1, Executing, /);
  await expect(run.bar(2)).toHaveAccessibleName(/page\/2, Queued, not started/);
  await expect(run.row(1)).toContainText("Executing");

  site.release(1);
  await expect(run.bar(1)).toHaveAccessibleName(/page\/1, Completed, .*Ended .*\(Europe\/Berlin\)/);
  await expect(run.row(1)).toContainText("Completed");
  await expect(run.stateSwitch(/^Completed 1$/)).toBeVisible();
  await expect(run.bar(2)).toHaveAccessibleName(/Executing/);

  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await run.confirmCancel("seen enough");
  await expect(run.state("Cancelled")).toBeVisible();
  site.release();
  await expect(run.moments).toHaveText([/^Cancel requested \d/, /^Acknowledged \d.*\+/, /^Stopped \d.*\+/]);
  await expect(run.story(/^Agent half.*cancelled/)).toBeVisible();
  await expect(run.row(4)).toContainText("Cancelled");

  // By keyboard alone: exact times with the zone, and they stay when the page is loaded again.
  await run.storyLine.focus();
  await page.keyboard.press("ArrowRight");
  const told = run.panel("Story of the run").getByRole("status");
  await expect(told).toContainText("Waiting in the queue");
  await expect(told).toContainText(ZONE);
  await page.keyboard.press("End");
  await expect(async () => {
    if (!(await told.textContent())?.startsWith("Stopped")) await page.keyboard.press("ArrowLeft");
    await expect(told).toContainText(/^Stopped/, { timeout: 500 });
  }).toPass();
  await expect(told).toContainText("after it was asked");
  await page.reload();
  await expect(told).toContainText("Stopped");

  await run.bars.focus();
  await page.keyboard.press("ArrowDown");
  await expect(run.panel("Tasks over time")).toContainText(/#2 Cancelled.*\(Europe\/Berlin\)/);
  await page.keyboard.press("Enter");
  await expect(run.row(2).getByRole("button", { name: "Task 2", exact: true })).toHaveAttribute(
    "aria-expanded",
    "true",
  );
});

test("what was tried again is one line of attempts and a chain of jobs", async ({ page, api, site }) => {
  const { agent } = await api.createAgent({
    ...site.agent("tried", 1),
    type: "scraping",
    urls: [`${site.origin}/broken`],
    pages: undefined,
    maxAttempts: 2,
    retryDelaySeconds: 1,
  });
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  const run = new JobTasksPage(page);
  await run.openJob(id, "tasks");
  await expect(run.story(/^Agent half, attempt 1, ended as failed/)).toBeVisible();
  await expect(run.story(/^Waiting before attempt 2/)).toBeVisible();
  await expect(run.story(/^Agent half, attempt 2, ended as failed/)).toBeVisible();
  await expect(run.chain).toBeHidden();

  await run.row(1).getByRole("button", { name: "Task 1", exact: true }).click();
  await expect(run.row(1)).toContainText("500");
  expect(address(page.url()).get("task-seq")).toBe("1");
  await run.row(1).getByRole("button", { name: "In attempt 1" }).click();
  await expect(page).toHaveURL(/run=1/);
  await expect(run.search).toHaveValue(/\/broken$/);
  await expect(run.row(1)).toContainText("Failed");
  await page.goBack();

  await run.row(1).getByRole("button", { name: "Its log" }).click();
  await expect(run.tab(/^Logs/)).toHaveAttribute("aria-selected", "true");
  expect(address(page.url()).get("log-task")).toBe("1");

  site.hold();
  const { job } = await api.request<{ job: { id: string } }>("POST", `/api/jobs/local/${id}/retry`);
  await api.waitFor(job.id, ["Executing"]);
  await expect(run.chain).toContainText(new RegExp(`#${id} this job.*Failed.*#${job.id}.*Executing`));
  site.release();
  await api.waitFor(job.id, ["Failed"]);
  await expect(run.chain).toContainText(new RegExp(`#${job.id}.*Failed`));
  await run.chain.getByRole("link", { name: `#${job.id}` }).click();
  await expect(run.chain).toContainText(new RegExp(`#${id}.*Failed.*#${job.id} this job`));
});

test("a hundred thousand tasks are drawn where in view, reached by number, sorted and searched", async ({ page }) => {
  const run = new JobTasksPage(page);
  await run.openJob("extreme-tasks", "tasks&task-seq=90000");
  const title = await page.title();
  await expect(run.row(90_000)).toBeInViewport();
  await expect(run.row(90_000).getByRole("button", { name: "Task 90000", exact: true })).toHaveAttribute(
    "aria-expanded",
    "true",
  );
  await expect(run.row(90_000)).toContainText("shop.example/catalogue/90000");
  expect((await run.seqs()).length).toBeLessThan(80);

  await run.table.getByRole("button", { name: "Took" }).click();
  await expect(run.table.getByRole("columnheader", { name: "Took" })).toHaveAttribute("aria-sort", "descending");
  await run.stateSwitch(/^Failed/).click();
  await run.search.fill("onerror");
  await expect(page).toHaveURL(/task-q=onerror/);
  await expect(run.panel("Details").getByText(/^\d+ tasks found$/)).toBeVisible();
  await expect(page.getByText("Task 90000 is not among the tasks shown.")).toBeVisible();
  await page.reload();
  await expect(run.search).toHaveValue("onerror");
  await expect(run.stateSwitch(/^Failed/)).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => (await run.seqs()).length).toBeGreaterThan(5);
  const [first = 0] = await run.seqs();
  await expect(run.row(first)).toContainText("<img src=x onerror");

  const figures = run.panel("Tasks over time");
  await expect(figures).toContainText(/100,000 tasks · up to \d+ at once · median .* · longest /);
  await expect(figures).toContainText(/times put right/);
  await expect(run.bar(1)).toBeVisible();
  expect(await run.bars.getByRole("option").count()).toBeLessThan(40);
  await run.bars.focus();
  await page.keyboard.press("End");
  await expect(run.bar(100_000)).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(run.bar(1)).toBeInViewport();
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/story-window=\d+-\d+/);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/story-window/);

  const box = await run.strip.boundingBox();
  if (box === null) throw new Error("the strip is not drawn");
  await run.strip.hover({ position: { x: box.width * 0.5, y: 10 } });
  await page.mouse.down();
  await run.strip.hover({ position: { x: box.width * 0.52, y: 10 } });
  await page.mouse.up();
  await expect(page).toHaveURL(/story-window=\d+-\d+/);
  await expect(run.bar(1)).toBeHidden();
  await expect.poll(async () => await run.bars.getByRole("option").count()).toBeGreaterThan(3);
  const shown = await run.bars.getByRole("option").first().getAttribute("aria-setsize");
  expect(Number(shown)).toBeGreaterThan(1000);
  expect(Number(shown)).toBeLessThan(10_000);

  await expect(run.story(/^Waiting in the queue/)).toBeVisible();
  const folded = await run.story(/^Agent half/).boundingBox();
  await page.getByRole("button", { name: "Unfold waiting" }).click();
  await expect(page).toHaveURL(/story-unfold=1/);
  const unfolded = await run.story(/^Agent half/).boundingBox();
  expect(folded?.width ?? 0).toBeGreaterThan((unfolded?.width ?? 0) * 2);
  expect(await page.title()).toBe(title);

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, PARTS);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(run.bars).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
