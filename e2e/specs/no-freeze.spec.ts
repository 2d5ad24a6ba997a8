import type { Page } from "@playwright/test";
import { expectNoFreeze } from "../fixtures/task-times.ts";
import { expect, test } from "../fixtures/test.ts";
import { JobTasksPage } from "../pages/job-tasks-page.ts";
import { LogTab } from "../pages/log-tab.ts";
import { ResultsTab } from "../pages/results-tab.ts";

// Playwright's own trace is made by scripts in the page, which would be measured with it.
test.use({ extreme: ["results", "payload", "odd", "tasks", "log"], trace: "off" });

/** A page that is done with what it was asked for. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
}

test("a result of 20 MB is opened and read to its end", async ({ page }) => {
  const tab = new ResultsTab(page);
  await expectNoFreeze(page, async () => {
    await tab.openResults("extreme-results", { "result-collection": "3" });
    await tab.row(1).getByRole("gridcell").first().click();
    await tab.button("Show all 20.0 MB").click();
    const text = tab.viewer.getByRole("region", { name: "html" });
    await expect(text).toContainText('"<p>x</p>');
    await text.focus();
    await page.keyboard.press("End");
    await expect(text).toContainText('<p>x</p>"');
    await settled(page);
  });
});

test("pages of 2,500 results and of a hundred columns are opened and sorted", async ({ page }) => {
  const tab = new ResultsTab(page);
  await expectNoFreeze(page, async () => {
    await tab.openResults("extreme-results");
    await page.getByLabel("Rows a page").selectOption("2500");
    await expect(tab.range).toContainText("Rows 1 to 2,500 of 20,000");
    await page.getByRole("columnheader", { name: "title" }).getByRole("button").click();
    await expect(tab.range).toContainText("sorted by title");
    await tab.openResults("extreme-results", { "result-collection": "2" });
    await expect(tab.row(1)).toContainText("9007199254740993");
    await settled(page);
  });
});

test("20 MB of configuration and of parameters are read to their ends", async ({ page }) => {
  const tab = new JobTasksPage(page);
  await expectNoFreeze(page, async () => {
    await tab.openJob("extreme-payload", "configuration");
    for (const [title, lines, last] of [
      ["Parameters", "1,000,002 lines", "199999?q=%3Cb%3E"],
      ["Agent, as it was when the job was made", "800,002 lines", "field-199999"],
    ] as const) {
      const part = page.locator(`section[aria-label="${title}"]`).first();
      await part.getByRole("button", { name: "Show all" }).click();
      await expect(part).toContainText(lines);
      const text = part.getByRole("region", { name: title });
      await text.focus();
      await page.keyboard.press("End");
      await expect(text).toContainText(last);
    }
    await settled(page);
  });
});

test("raw texts of 20 MB are opened, and compared with those of another run", async ({ page }) => {
  const tab = new JobTasksPage(page);
  await expectNoFreeze(page, async () => {
    await tab.openJob("extreme-payload", "raw");
    const raw = page.getByRole("tabpanel");
    await expect(raw).toContainText('"agent_state"');
    for (const title of ["Configuration", "Parameters", "Result"]) {
      await raw.getByText(title, { exact: true }).click();
      await expect(raw.getByRole("region", { name: title, exact: true }).last()).toBeVisible();
    }
    await tab.openJob("extreme-payload", "compare&compare-with=local%2Fextreme-results");
    await expect(page.getByRole("region", { name: "Configuration: difference" })).toBeVisible();
    await settled(page);
  });
});

test("a run with hostile texts is opened, tab by tab", async ({ page }) => {
  const tab = new JobTasksPage(page);
  await expectNoFreeze(page, async () => {
    await tab.openJob("extreme-odd");
    for (const each of await page.getByRole("tab").all()) {
      await each.click();
      await settled(page);
    }
  });
});

test("100,000 tasks are opened, sorted, walked through and searched", async ({ page }) => {
  const tab = new JobTasksPage(page);
  await expectNoFreeze(page, async () => {
    await tab.openJob("extreme-tasks", "tasks");
    await expect(tab.row(1)).toContainText("catalogue/1");
    await tab.bars.focus();
    await page.keyboard.press("End");
    await expect(tab.bar(100_000)).toBeInViewport();
    await page.keyboard.press("+");
    await expect(page).toHaveURL(/story-window/);
    await tab.table.getByRole("button", { name: "Took" }).click();
    await expect(tab.table.getByRole("columnheader", { name: "Took" })).toHaveAttribute("aria-sort", "descending");
    await tab.search.fill("onerror");
    await expect(tab.panel("Details").getByText(/^\d+ tasks found$/)).toBeVisible();
    await settled(page);
  });
});

test("a log of 200,000 lines is opened, walked through and searched", async ({ page }) => {
  const tab = new LogTab(page);
  await expectNoFreeze(page, async () => {
    await tab.openLog("extreme-log");
    await expect(tab.log).toContainText("the log ends here");
    await tab.log.focus();
    for (const [key, line] of [
      ["Home", 1],
      ["End", 200_000],
    ] as const) {
      await page.keyboard.press(key);
      await expect(tab.line(line)).toBeInViewport();
    }
    await tab.field.fill("THE LOG ");
    await expect(tab.count).toHaveText("2 lines");
    await settled(page);
  });
});
