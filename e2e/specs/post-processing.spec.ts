import { readFile } from "node:fs/promises";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/console-page.ts";
import { ResultsTab } from "../pages/results-tab.ts";

test("steps are written, previewed and run, and both forms of the rows can be seen", async ({ page, api, site }) => {
  const { agent } = await api.createAgent(site.agent("post-processed", 1));
  const first = await api.start(agent.id);
  await api.waitFor(first.id, ["Completed"]);
  const consolePage = new ConsolePage(page);
  await consolePage.open(`/agents/${agent.id}`);
  await consolePage.expectLive();
  const step = (place: number) => page.getByRole("group", { name: new RegExp(`^Step ${place} of`) });

  await page.getByRole("button", { name: "Add step" }).click();
  await expect(step(1).getByRole("combobox", { name: "What to do" })).toBeFocused();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(step(1).getByRole("combobox", { name: "Field" })).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert").first()).toContainText("Step 1, field: Name the field");
  await step(1).getByRole("combobox", { name: "Field" }).selectOption("price");

  await page.getByRole("button", { name: "Add step" }).click();
  await step(2).getByRole("combobox", { name: "What to do" }).selectOption("Filter rows");
  await step(2).getByRole("combobox", { name: "Keep rows whose" }).selectOption("title");
  await step(2).getByRole("combobox", { name: "Test" }).selectOption("is not");
  await step(2).getByRole("textbox", { name: "Value" }).fill("Book 1-2");
  await page.getByRole("button", { name: "Add step" }).click();
  await step(3).getByRole("combobox", { name: "What to do" }).selectOption("Rename a field");
  await step(3).getByRole("combobox", { name: "Field" }).selectOption("title");
  await step(3).getByRole("textbox", { name: "New name" }).fill("name");
  await page.getByRole("button", { name: "Add step" }).click();
  await step(4).getByRole("combobox", { name: "What to do" }).selectOption("Write from a template");
  await step(4).getByRole("textbox", { name: "Field to write" }).fill("label");
  await step(4).getByRole("textbox", { name: "Template" }).fill("“{{title}}”");
  // The template names the field as it was: it has to come before it is renamed.
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").first()).toContainText('No field is named "title" at this step; there are');
  await page.getByRole("button", { name: "Move step 4 up" }).press("Enter");
  await expect(step(3).getByRole("textbox", { name: "Template" })).toHaveValue("“{{title}}”");
  await expect(page.getByRole("button", { name: "Move step 3 up" })).toBeFocused();
  await expect(page.getByText("must be mended first")).toBeHidden();

  const preview = page.getByRole("region", { name: "Rows as post-processed" });
  await expect(preview.getByRole("row")).toHaveCount(3);
  await expect(preview.getByRole("columnheader")).toHaveText(["name", "price", "label"]);
  await expect(preview.getByRole("row").last()).toHaveText("Book 1-31.30“Book 1-3”");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save and start" }).click();
  await expect.poll(async () => (await api.jobs('agent:"post-processed"')).items.length).toBe(2);
  const id =
    (await api.jobs('agent:"post-processed"')).items.map((job) => job.id).find((each) => each !== first.id) ?? "";
  await api.waitFor(id, ["Completed"]);

  const tab = new ResultsTab(page);
  await tab.openResults(first.id);
  await expect(tab.grid).toBeVisible();
  await expect(tab.button("Post-processed")).toBeHidden();
  await tab.openResults(id);
  await expect(tab.rows).toHaveCount(3);
  await expect(tab.grid).toContainText("Book 1-2");
  await tab.button("Post-processed").click();
  await expect(tab.rows).toHaveCount(2);
  await expect(tab.grid).toContainText("“Book 1-3”");
  await expect(tab.grid).not.toContainText("Book 1-2");
  await expect(tab.range).toContainText("1 filtered out");
  await expect(page).toHaveURL(/result-modified=1/);

  await tab.button("Export").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^CSV/ }).click()]);
  expect(file.suggestedFilename()).toMatch(/-results-1-modified-/);
  expect((await readFile(await file.path(), "utf8")).split("\r\n")[0]).toBe("name,price,label");

  await page.reload();
  await expect(tab.rows).toHaveCount(2);
  await tab.row(2).getByRole("gridcell").nth(1).click();
  await expect(tab.viewer).toContainText("“Book 1-3”");
  await expect(tab.viewer).toContainText("Before: ");
  await page.keyboard.press("Escape");
  await tab.button("As found").click();
  await expect(tab.rows).toHaveCount(3);
});
