import { readFile } from "node:fs/promises";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { LogTab } from "../pages/log-tab.ts";

const LOG = "extreme-log";
const LINES = 200_000;

test.use({ extreme: ["log"] });

test("any place of 200,000 lines is a key, a link or a mark away, and the page holds only what is looked at", async ({
  page,
}) => {
  const tab = new LogTab(page);
  await tab.openLog(LOG);
  await expect(tab.log).toContainText("the log ends here");
  await expect(tab.line(LINES)).toBeInViewport();

  await tab.log.focus();
  await page.keyboard.press("Home");
  await expect(tab.line(1)).toBeInViewport();
  await expect(tab.log).toContainText("the log begins here");
  await page.keyboard.press("PageDown");
  await expect(tab.line(1)).not.toBeInViewport();
  await page.keyboard.press("End");
  await expect(tab.line(LINES)).toBeInViewport();
  expect(await tab.log.locator("[data-row]").count()).toBeLessThan(150);

  await tab.openLog(LOG, "&log-line=150000-150002");
  await tab.expectMarked(150_000);
  await tab.expectMarked(150_002);
  await expect(tab.log).toContainText("category-150001");
  await page.reload();
  await tab.expectMarked(150_000);

  await tab.line(150_005).click();
  await expect(page).toHaveURL(/log-line=150005(&|$)/);
  await tab.line(150_007).click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/log-line=150005-150007/);
  await tab.log.focus();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/log-line=150008(&|$)/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("region", { name: "Marked lines" }).getByRole("button", { name: "Copy the line" }).click();
  await expect(page.getByText("Copied 1 line")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^2026-\S+Z (INFO|DEBUG) .*150008/);
});

test("a text is found, counted and stepped through; patterns are guarded, and say what is wrong", async ({ page }) => {
  const tab = new LogTab(page);
  await tab.openLog(LOG);
  await page.locator("body").click();
  await page.keyboard.press("/");
  await expect(tab.field).toBeFocused();
  await tab.field.fill("THE LOG ");
  await expect(tab.count).toHaveText("2 lines");
  await expect(page).toHaveURL(/log-q=THE\+LOG/);
  await page.keyboard.press("Enter");
  await expect(tab.count).toHaveText(/[12] of 2/);
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(tab.log.locator("mark").first()).toHaveText("the log ");
  await expect(tab.log.locator("mark").first()).toBeInViewport();

  await page.getByRole("button", { name: "Regular expression" }).click();
  await tab.field.fill("needle (in|of) the h\\w+");
  await expect(tab.count).toHaveText("1 line");
  await page.keyboard.press("Enter");
  await expect(tab.log.locator("mark")).toHaveText("needle in the haystack");
  await page.reload();
  await expect(tab.field).toHaveValue("needle (in|of) the h\\w+");
  await expect(tab.count).toHaveText("1 line");

  await page.getByRole("button", { name: "Only lines that match" }).click();
  await expect(tab.log.locator("[data-row]")).toHaveCount(1);
  await expect(tab.log).toContainText("the needle in the haystack");

  await tab.field.fill("(unclosed");
  await expect(page.getByRole("alert").filter({ hasText: /unterminated/i })).toBeVisible();
  await expect(tab.field).toHaveAttribute("aria-invalid", "true");
  await tab.field.fill("(a+)+$");
  await expect(page.getByRole("alert").filter({ hasText: "This pattern takes too long (line 20)" })).toBeVisible();
  // Neither the server nor the page was held up.
  await tab.field.fill("haystack$");
  await expect(tab.count).toHaveText("1 line");

  await page.getByRole("button", { name: "Clear the search" }).click();
  await page.getByRole("button", { name: "Regular expression" }).click();
  await tab.field.fill("page");
  await expect(tab.count).toHaveText("10,000+ lines");
  await expect(page.getByRole("button", { name: /^Search on from line/ })).toBeVisible();
});

test("levels and tasks narrow the log, and what is shown can be saved", async ({ page }) => {
  const tab = new LogTab(page);
  await tab.openLog(LOG);
  await tab.level("Error").click();
  await expect(page.getByText("200 of 200,000 lines")).toBeVisible();
  await expect(tab.line(199_400)).toBeInViewport();
  await page.getByRole("button", { name: "Save the log" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "As NDJSON" }).click();
  const saved = (await readFile(await (await coming).path(), "utf8")).trimEnd().split("\n");
  expect(saved).toHaveLength(200);
  expect(JSON.parse(saved.at(-1) ?? "")).toMatchObject({ seq: 199_400, level: "error" });

  await tab.level("Warning").click();
  await expect(page).toHaveURL(/log-level=error%2Cwarning/);
  await tab.level("All").click();
  await page.getByRole("button", { name: "Task", exact: true }).click();
  await page.getByLabel("Number of the task").fill("7");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("4,000 of 200,000 lines")).toBeHidden();
  await expect(page.getByText(/of 200,000 lines/)).toBeVisible();
  await expect(tab.log.getByRole("button", { name: "task 7" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Lines of all tasks" }).click();
  await expect(page.getByText("200,000 lines", { exact: true })).toBeVisible();
});

test("hostile lines are shown and do nothing; a line of a megabyte opens in parts", async ({ page }) => {
  const tab = new LogTab(page);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await tab.openLog(LOG, "&log-line=12");
  await tab.expectMarked(12);
  await expect(tab.log).toContainText("</script></title><img src=x onerror=");
  await expect(tab.log).toContainText("file U+202Etxt.exeU+202C");
  await expect(tab.log.getByText("unreadable")).toHaveCSS("background-color", "rgb(205, 49, 49)");
  await expect(page).toHaveTitle("Completed · extreme log #extreme-log · Watchfloor");
  expect(said.filter((text) => text.includes("executed"))).toEqual([]);
  const text = await tab.log.innerText();
  expect(["\u001b", "\u202e", "\u2066", "\u0007"].filter((each) => text.includes(each))).toEqual([]);

  await tab.openLog(LOG, "&log-line=1000");
  await expect(tab.log.getByText("The clock went back by")).toBeAttached();

  await tab.openLog(LOG, "&log-line=23");
  await page.getByRole("button", { name: "Show the rest of 1.0 MB" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Line 23" });
  await expect(dialog.getByText("1,048,603 characters")).toBeVisible();
  await dialog.getByRole("region", { name: "Message" }).focus();
  // Parts out of sight have a guessed height: the first press may end short of the end.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(dialog.getByText("end of the long line")).toBeInViewport({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Escape");

  await tab.openLog(LOG, "&log-line=2");
  await tab.log.getByRole("button", { name: "Lay out the JSON" }).first().click();
  await expect(tab.log.locator("pre")).toContainText('"id": 12345678901234567890,');
});

test("the end is followed until the reader scrolls up, and again when asked for", async ({ page, api, site }) => {
  await page.setViewportSize({ width: 1280, height: 420 });
  site.hold();
  const { agent } = await api.createAgent(site.agent("long log", 60));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);
  const tab = new LogTab(page);
  await tab.openLog(id);
  await tab.expectLive();
  site.release(30);
  await expect(tab.log.getByText("/page/30 ").first()).toBeInViewport();
  await expect(page.getByRole("button", { name: /Follow the end|new lines?$/ })).toBeHidden();

  await tab.log.focus();
  await page.keyboard.press("Home");
  await expect(tab.line(1)).toBeInViewport();
  await expect(page.getByRole("button", { name: "Follow the end" })).toBeVisible();
  site.release(10);
  const news = page.getByRole("button", { name: /^\d+ new lines$/ });
  await expect(news).toBeVisible();
  await expect(tab.line(1)).toBeInViewport();

  await news.click();
  await expect(news).toBeHidden();
  site.release();
  await api.waitFor(id, ["Completed"]);
  const { lastSeq } = await api.request<{ lastSeq: number }>("GET", `/api/jobs/local/${id}/logs?tail=true&limit=1`);
  await expect(tab.line(lastSeq)).toBeInViewport();
});

test("times, wrapping and their memory; the tab is accessible in both themes and on a phone", async ({ page }) => {
  const tab = new LogTab(page);
  await tab.openLog(LOG, "&log-line=12&log-q=file");
  await page.getByRole("button", { name: "Times: clock" }).click();
  await page.getByRole("option", { name: /^Since the start/ }).click();
  await expect(tab.line(12)).toContainText("+0.480");
  await page.getByRole("button", { name: "Wrap long lines" }).click();
  await page.reload();
  await expect(tab.line(12)).toContainText("+0.480");
  await expect(page.getByRole("button", { name: "Wrap long lines" })).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "Wrap long lines" }).click();

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, "#job-details");
  }
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(tab.log).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
