import { readFile } from "node:fs/promises";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { ResultsTab } from "../pages/results-tab.ts";

test.use({ extreme: ["results"] });

const EXTREME = "extreme-results";

test("rows come in while the run goes on, and a second run shows what changed", async ({ page, api, site }) => {
  const { agent } = await api.createAgent(site.agent("changing", 3));
  site.hold();
  const first = await api.start(agent.id);
  const tab = new ResultsTab(page);
  await tab.openResults(first.id);
  await expect(page.getByText("No results")).toBeVisible();
  site.release();
  await api.waitFor(first.id, ["Completed"]);
  // They are told of, and come when they are asked for.
  await expect(page.getByText("Results are coming in")).toBeVisible();
  await expect(tab.rows).toHaveCount(0);
  await tab.button("Show them").click();
  await expect(tab.rows).toHaveCount(9);
  await expect(tab.range).toHaveText("9 rows");

  site.put(1, [
    ["Book 1-1", "£9.99"],
    ["Book 1-3", "£1.30"],
    ["Book 1-4", "£1.40"],
  ]);
  const second = await api.start(agent.id);
  await api.waitFor(second.id, ["Completed"]);
  await tab.openResults(second.id);
  await tab.button("Changed 1").click();
  await expect(tab.rows).toHaveCount(1);
  await expect(tab.rows).toContainText("Book 1-1");
  await expect(page).toHaveURL(/result-verdict=changed/);

  await tab.button("Since the previous run").click();
  await expect(tab.rows).toHaveText([
    /Changed.*Book 1-1.*£1\.10.*→.*£9\.99/,
    /Added.*Book 1-4.*£1\.40/,
    /Removed.*Book 1-2.*£1\.20/,
  ]);
  await expect(page.getByText("rows are matched by title. 7 rows the same.")).toBeVisible();
  await tab.button("Removed 1").click();
  await expect(tab.rows).toHaveCount(1);
  await tab.changes.focus();
  await page.keyboard.press("Enter");
  await expect(tab.viewer).toContainText("Book 1-2");
  await page.reload();
  await expect(tab.viewer).toContainText("Book 1-2");
  await page.keyboard.press("Escape");
  await tab.button("All").click();
  await expect(tab.rows).toHaveCount(3);
  await tab.rows.first().getByRole("gridcell").nth(2).click();
  await expect(tab.viewer.getByText("Before: ").locator("..")).toContainText("£1.10");
  await expect(tab.viewer.getByText("Now: ").locator("..")).toContainText("£9.99");
  await page.keyboard.press("Escape");

  await page
    .getByRole("link", { name: `#${first.id}` })
    .last()
    .click();
  await expect(tab.rows).toHaveCount(9);
  await tab.button("Since the previous run").click();
  await expect(page.getByText("There is nothing to compare with")).toBeVisible();

  await tab.openResults(second.id, { "result-task": "2" });
  await expect(tab.rows).toHaveText([/Book 2-1/, /Book 2-2/, /Book 2-3/]);
  await tab.button(/^Task 2/).click();
  await expect(tab.rows).toHaveCount(9);
});

test("25,000 rows: pages, order, filter, keys, address and files", async ({ page }) => {
  const tab = new ResultsTab(page);
  await tab.openResults(EXTREME);
  await expect(tab.range).toHaveText("Rows 1 to 500 of 20,000");
  await expect(tab.grid).toHaveAttribute("aria-rowcount", "20001");
  expect(await tab.rows.count()).toBeLessThan(60);

  await tab.grid.focus();
  await page.keyboard.press("Control+End");
  await expect(tab.row(500)).toContainText("SKU-000499");
  await expect(tab.row(500)).toBeInViewport();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(tab.viewer).toContainText("SKU-000498");
  await page.keyboard.press("Escape");
  await expect(tab.grid).toBeFocused();

  await page.getByRole("columnheader", { name: "title" }).getByRole("button").click();
  await expect(tab.range).toContainText("sorted by title, only the 500 rows of this page");
  await page.getByRole("columnheader", { name: "title" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "title" })).toHaveAttribute("aria-sort", "descending");
  await expect(tab.row(1)).toContainText("Product 499");

  await tab.button("Next").click();
  await expect(tab.range).toContainText("Rows 501 to 1,000 of 20,000");
  await expect(tab.row(501)).toContainText("Product 999");
  await page.reload();
  await expect(tab.row(501)).toContainText("Product 999");
  await tab.button("Previous").click();
  await expect(tab.range).toContainText("Rows 1 to 500 of 20,000");

  await page.getByLabel("Rows a page").selectOption("2500");
  await expect(tab.range).toContainText("Rows 1 to 2,500 of 20,000");
  await tab.button("New 30").click();
  await expect(tab.range).toContainText("30 rows");
  await tab.button("Export").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^CSV/ }).click(),
  ]);
  const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
  expect(lines).toHaveLength(32);
  expect(lines[0]).toBe("sku,title,price,link,stock");

  await tab.button(/^Collection 1/).click();
  await page.getByRole("option", { name: /Collection 2/ }).click();
  await expect(tab.row(1)).toContainText("9007199254740993");
  await tab.button(/^Columns\s*24 of 103/).click();
  await page.getByRole("combobox", { name: "Search fields" }).fill("rare 77");
  await page.getByRole("option", { name: /rare 77/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "rare 77" })).toBeAttached();
});

test("strange rows: nothing runs, nothing is loaded unasked, 20 MB are read as far as they are looked at", async ({
  page,
}) => {
  const asked: string[] = [];
  const picture = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  await page.route("https://shop.example/**", async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ contentType: "image/png", body: picture });
  });
  const tab = new ResultsTab(page);
  const answered = page.waitForResponse((response) => /\/results\?/.test(response.url()));
  await tab.openResults(EXTREME, { "result-collection": "3" });
  expect((await (await answered).body()).length).toBeLessThan(50_000);
  await expect(tab.rows).toHaveCount(10);
  await expect(tab.row(2)).toContainText("=HYPERLINK(");
  await expect(tab.row(9)).toContainText("{this is no JSON");
  await expect(tab.row(1)).toContainText("over 256 kB");

  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/results/3/1")) sizes.push(response.body().then((body) => body.length));
  });
  await tab.row(1).getByRole("gridcell").first().click();
  await expect(tab.viewer).toContainText("20.0 MB");
  await expect(tab.viewer).toContainText("the end");
  await tab.button("Show all 20.0 MB").click();
  const text = tab.viewer.getByRole("region", { name: "html" });
  await expect(text).toContainText('"<p>x</p>');
  await text.focus();
  await page.keyboard.press("End");
  await expect(text).toContainText('<p>x</p>"');
  expect(Math.max(...(await Promise.all(sizes)))).toBeLessThan(100_000);

  for (const _ of [2, 3, 4]) await tab.button("Row after").click();
  await expect(tab.viewer).toContainText("https://shop.example/?a=1&b=2");
  const link = tab.viewer.getByRole("link", { name: "https://shop.example/?a=1&b=2" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
  expect(asked).toEqual([]);
  await tab.button(/^Show the picture from shop\.example/).click();
  await expect(tab.viewer.getByRole("img")).toHaveJSProperty("naturalWidth", 1);
  expect(asked).toEqual(["https://shop.example/picture.png"]);
  await page.keyboard.press("Escape");

  await tab.openResults(EXTREME, { "result-collection": "3", "result-row": "3" });
  await expect(tab.viewer).toContainText("javascript:document.title='executed'");
  await expect(tab.viewer.getByRole("link")).toHaveCount(1);
  await tab.openResults(EXTREME, { "result-collection": "3", "result-row": "5" });
  await expect(tab.viewer).toContainText("⟨U+202E⟩txt.exe");
  await expect(page).not.toHaveTitle(/executed/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: colorScheme === "light" ? 390 : 1024, height: 900 } });

    test("rows, changes and a row can be used by everybody", async ({ page }) => {
      const tab = new ResultsTab(page);
      await tab.openResults(EXTREME);
      await expect(tab.row(1)).toBeVisible();
      await expectAccessible(page, "section[aria-label=Details]");
      await tab.button("Since the previous run").click();
      await expect(tab.changes).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectAccessible(page, "section[aria-label=Details]");
      const wide = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await wide()).toBeLessThanOrEqual(0);
      await tab.row(1).getByRole("gridcell").nth(1).click();
      await expect(tab.viewer).toContainText("Before: ");
      await expectAccessible(page, "[role=dialog]");
    });
  });
}
