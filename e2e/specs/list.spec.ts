import type { JobRows } from "../../lib/api/types.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobsPage, listAddress, requestsOf } from "../pages/jobs-page.ts";

test.use({ ownServer: "list" });

const LISTED = listAddress("agent:listed");

test.describe("the list", () => {
  test.beforeAll(async ({ api }) => {
    // 60 jobs that fail at once: nothing answers at this address.
    const { agent } = await api.createAgent({
      type: "scraping",
      name: "listed",
      urls: ["/sample/absent.html"],
      fields: [{ name: "title", selector: "b" }],
      concurrency: 8,
      request: { delayMs: 0 },
    });
    const jobs = await Promise.all(Array.from({ length: 60 }, () => api.start(agent.id)));
    for (const { id } of jobs) await api.waitFor(id, ["Failed"]);
  });

  test("pages lead both ways, and the way back from a job ends on its row", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`${LISTED}&size=25`);
    const first = await jobs.ids();
    await jobs.turn("Older");
    const second = await jobs.ids();
    await jobs.turn("Older");
    const third = await jobs.ids();
    expect(new Set([...first, ...second, ...third]).size).toBe(60);
    await expect(page.getByRole("button", { name: "Older" })).toBeDisabled();
    await jobs.turn("Newer");
    expect(await jobs.ids()).toEqual(second);

    const opened = second[20] ?? "";
    await jobs.link(opened).scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => window.scrollY);
    await jobs.link(opened).click();
    await expect(page.getByRole("heading", { level: 1, name: "listed" })).toBeVisible();
    await page.goBack();
    await expect(jobs.link(opened)).toBeFocused();
    expect(await jobs.ids()).toEqual(second);
    expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
    // The link on the job's page leads there too.
    await jobs.link(opened).click();
    await page.getByRole("main").getByRole("link", { name: "Jobs", exact: true }).click();
    await expect(jobs.link(opened)).toBeFocused();
    expect(await jobs.ids()).toEqual(second);

    await jobs.turn("First");
    expect(await jobs.ids()).toEqual(first);
    await page.goBack();
    await expect.poll(() => jobs.ids()).toEqual(second);
  });

  test("a page of another list is refused: the list starts anew and says so", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`${LISTED}&size=25`);
    await jobs.turn("Older");
    const cursor = new URL(page.url()).searchParams.get("cursor") ?? "";
    await jobs.open(listAddress("state:failed", `&size=25&cursor=${encodeURIComponent(cursor)}`));
    await expect(page.getByText("The list starts anew")).toBeVisible();
    await expect(jobs.rows).toHaveCount(25);
    await expect(page).not.toHaveURL(/cursor/);
  });

  test("sorts from the heads of columns, and says what that leaves out", async ({ page, api }) => {
    const jobs = new JobsPage(page);
    await jobs.open(LISTED);
    await expect(jobs.head("Created")).toHaveAttribute("aria-sort", "descending");
    await jobs.head("Ran").getByRole("button").click();
    await expect(page).toHaveURL(/sort=-duration/);
    await expect(jobs.head("Ran")).toHaveAttribute("aria-sort", "descending");
    await expect(page.getByText("have not run to an end are left out")).toBeVisible();
    await jobs.settled();
    const ran = async () => {
      const spans: number[] = [];
      for (const id of (await jobs.ids()).slice(0, 5)) {
        const { job } = await api.job(id);
        spans.push(Date.parse(job.endedAt ?? "") - Date.parse(job.startedAt ?? ""));
      }
      return spans;
    };
    const longest = await ran();
    expect(longest).toEqual([...longest].sort((one, other) => other - one));
    await jobs.head("Ran").getByRole("button").click();
    await expect(page).toHaveURL(/sort=duration/);
    await expect(jobs.head("Ran")).toHaveAttribute("aria-sort", "ascending");
    await jobs.settled();
    const shortest = await ran();
    expect(shortest).toEqual([...shortest].sort((one, other) => one - other));
    await page.goBack();
    await page.goBack();
    await expect(jobs.head("Created")).toHaveAttribute("aria-sort", "descending");
  });

  test("columns are chosen, moved and sized, and kept for the person", async ({ page, secondPage }) => {
    const jobs = new JobsPage(page);
    await jobs.open(LISTED);
    const usual = await jobs.columns();
    await page.getByRole("button", { name: "Columns" }).click();
    const panel = page.getByRole("dialog", { name: "Columns" });
    await panel.getByRole("checkbox", { name: "Agent" }).check();
    await panel.getByRole("checkbox", { name: "Progress" }).uncheck();
    await expect(panel.getByRole("checkbox", { name: "Job" })).toBeDisabled();
    await panel.getByRole("button", { name: "Move Agent up" }).focus();
    await page.keyboard.press("ArrowUp");
    await panel.getByRole("spinbutton", { name: "Width of Agent in pixels" }).fill("200");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect.poll(() => jobs.columns()).toEqual(expect.arrayContaining(["Agent"]));
    const chosen = await jobs.columns();
    expect(chosen.indexOf("Agent")).toBeLessThan(chosen.indexOf("Source"));
    expect(chosen).not.toContain("Progress");
    await expect.poll(async () => (await jobs.head("Agent").boundingBox())?.width).toBe(200);

    const edge = await jobs.head("Agent").locator("[data-edge]").boundingBox();
    const [x, y] = [(edge?.x ?? 0) + (edge?.width ?? 0) / 2, (edge?.y ?? 0) + (edge?.height ?? 0) / 2];
    const kept = page.waitForResponse((response) => response.request().method() === "PUT");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => (await jobs.head("Agent").boundingBox())?.width).toBe(140);
    await kept;

    await page.reload();
    await expect.poll(() => jobs.columns()).toEqual(chosen);
    const second = new JobsPage(secondPage);
    await second.open(LISTED);
    await expect.poll(() => second.columns()).toEqual(chosen);
    expect((await second.head("Agent").boundingBox())?.width).toBe(140);

    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(() => jobs.columns()).toEqual(usual);
  });

  test("the size of a page is kept too", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(LISTED);
    const size = page.getByRole("combobox", { name: "Rows on a page" });
    const kept = page.waitForResponse((response) => response.request().method() === "PUT");
    await size.selectOption("25");
    await expect(jobs.rows).toHaveCount(25);
    await kept;
    await jobs.open(LISTED);
    await expect(jobs.rows).toHaveCount(25);
    await size.selectOption("50");
    await expect(jobs.rows).toHaveCount(50);
  });

  test("ticks are kept over pages, jobs and news, and say when they are of another filter", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`${LISTED}&size=25`);
    const first = await jobs.ids();
    await jobs.tick(first[3] ?? "").click();
    await jobs.tick(first[8] ?? "").click({ modifiers: ["Shift"] });
    expect(await jobs.ticked()).toEqual(first.slice(3, 9));
    // A range back takes ticks away, in the order of the rows.
    await jobs.tick(first[6] ?? "").click({ modifiers: ["Shift"] });
    expect(await jobs.ticked()).toEqual(first.slice(3, 6));

    await jobs.turn("Older");
    expect(await jobs.ticked()).toEqual([]);
    await page.getByRole("checkbox", { name: "Select all on this page" }).click();
    expect(await jobs.ticked()).toHaveLength(25);
    await jobs.turn("Newer");
    expect(await jobs.ticked()).toEqual(first.slice(3, 6));
    await jobs.link(first[0] ?? "").click();
    await expect(page.getByRole("heading", { level: 1, name: "listed" })).toBeVisible();
    await page.goBack();
    await expect.poll(() => jobs.ticked()).toEqual(first.slice(3, 6));
    await page.keyboard.press("Escape");
    expect(await jobs.ticked()).toEqual([]);
  });

  test("while somebody points at the table no row grows; then it does", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent({
      ...site.agent("about to fail", 1),
      type: "scraping",
      urls: [`${site.origin}/broken`],
      pages: undefined,
    });
    const under = await api.start(agent.id);
    const over = await api.start(agent.id);
    await api.waitFor(under.id, ["Executing"]);
    const jobs = new JobsPage(page);
    await jobs.open(listAddress('agent:"about to fail"'));
    await expect(jobs.row(under.id)).toContainText("Executing");
    const before = await jobs.places();

    await jobs.row(over.id).hover();
    site.release();
    await expect(jobs.row(under.id)).toContainText("Failed");
    await expect(jobs.row(over.id)).toContainText("Failed");
    expect(await jobs.places()).toEqual(before);
    await expect(jobs.row(under.id)).not.toContainText("500");

    await page.mouse.move(5, 5);
    await expect(jobs.row(under.id)).toContainText("500");
    expect(await jobs.ids()).toEqual([over.id, under.id]);
    await api.waitFor(over.id, ["Failed"]);
  });

  test("old jobs that begin to match are news too, and are read out", async ({ page, api, site }) => {
    site.hold();
    const { agent } = await api.createAgent(site.agent("begins to match", 1, { concurrency: 2 }));
    const started = [await api.start(agent.id), await api.start(agent.id)];
    for (const { id } of started) await api.waitFor(id, ["Executing"]);
    const jobs = new JobsPage(page);
    await jobs.open(listAddress('agent:"begins to match" state:completed'));
    await expect(page.getByText("No job matches this filter")).toBeVisible();
    site.release();
    await expect(jobs.newcomers).toHaveText("2 new");
    await expect(page.getByRole("status").getByText("2 new jobs since you loaded this list")).toBeAttached();
    await expect(jobs.rows).toHaveCount(0);
    await jobs.newcomers.click();
    await expect(jobs.rows).toHaveCount(2);
    await expect(jobs.newcomers).toBeHidden();
  });

  test("moves, ticks and acts from the keyboard", async ({ page, api }) => {
    const jobs = new JobsPage(page);
    await jobs.open(LISTED);
    const [top = "", next = ""] = await jobs.ids();
    await page.keyboard.press("j");
    await expect(jobs.link(top)).toBeFocused();
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    expect(await jobs.ticked()).toEqual([top, next]);
    // In a field the same keys are text.
    const filter = page.locator("[data-filter-input]");
    await page.keyboard.press("/");
    await page.keyboard.type("x");
    await expect(filter).toHaveValue("x");
    await filter.fill("agent:listed");
    await page.keyboard.press("Enter");
    await expect.poll(() => jobs.ticked()).toEqual([top, next]);
    await filter.blur();
    await page.keyboard.press("Shift+X");
    expect(await jobs.ticked()).toHaveLength(50);
    await page.keyboard.press("Escape");
    expect(await jobs.ticked()).toEqual([]);

    await jobs.link(next).focus();
    await page.keyboard.press("k");
    await expect(jobs.link(top)).toBeFocused();
    await page.keyboard.press("r");
    await expect.poll(async () => (await api.job(top)).retriedAs).not.toBeNull();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "listed" })).toBeVisible();
  });

  test("ten minutes of an open list cost no request", async ({ page }) => {
    await page.clock.install();
    const jobs = new JobsPage(page);
    await jobs.open(LISTED);
    await expect(jobs.rows).toHaveCount(50);
    await page.clock.runFor("00:30");
    const requests = requestsOf(page);
    await page.clock.runFor("10:00");
    expect(requests.filter((path) => path !== "/api/live")).toEqual([]);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme });

      test("breaks no rule of WCAG 2.2 AA with ticks and its panel open", async ({ page }) => {
        const jobs = new JobsPage(page);
        await jobs.open(LISTED);
        const [top = ""] = await jobs.ids();
        await jobs.tick(top).click();
        await expectAccessible(page);
        await page.getByRole("button", { name: "Columns" }).click();
        await expect(page.getByRole("checkbox", { name: "Agent" })).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await page.setViewportSize({ width: 390, height: 844 });
        await expect(page.getByRole("combobox", { name: "Order" })).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
});

test("when a server cannot tell what was missed, the rows in view are read again by their keys", async ({
  page,
  api,
  site,
}) => {
  site.hold();
  const { agent } = await api.createAgent(site.agent("missed", 1, { concurrency: 2 }));
  const first = await api.start(agent.id);
  const second = await api.start(agent.id);
  for (const { id } of [first, second]) await api.waitFor(id, ["Executing"]);

  // The first answers about rows say that too much was missed.
  let isFirst = true;
  await page.routeWebSocket(/\/api\/live/, (browser) => {
    const server = browser.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      const isAboutRows = isFirst && text.includes('"room":"job:') && text.includes('"status":"joined"');
      if (isAboutRows) isFirst = false;
      browser.send(isAboutRows ? text.replaceAll('"status":"joined"', '"status":"resync"') : message);
    });
  });
  // Meanwhile both jobs have ended, and one of them was deleted at its source.
  await page.route("**/api/jobs/rows", async (route) => {
    site.release();
    for (const { id } of [first, second]) await api.waitFor(id, ["Completed"]);
    const response = await route.fetch();
    const rows = (await response.json()) as JobRows;
    await route.fulfill({ response, json: { ...rows, items: rows.items.filter(({ id }) => id !== second.id) } });
  });
  const jobs = new JobsPage(page);
  await page.goto(listAddress("agent:missed"));
  await expect(jobs.row(first.id)).toContainText("Completed");
  await expect(jobs.row(second.id)).toContainText("deleted at the source");
  expect(await jobs.ids()).toEqual([second.id, first.id]);
  await jobs.expectLive();
});
