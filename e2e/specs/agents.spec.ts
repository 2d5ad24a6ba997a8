import { expect, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/console-page.ts";
import { JobRunPage } from "../pages/job-run-page.ts";

test("an agent is made, corrected where the server finds fault, started, paused and deleted", async ({
  page,
  api,
  site,
}) => {
  const consolePage = new ConsolePage(page);
  await consolePage.open("/agents");
  await page.getByRole("link", { name: "New agent" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await consolePage.expectLive();
  await page.getByRole("textbox", { name: /^Name/ }).first().fill("made by hand");
  await page.getByRole("textbox", { name: /^Addresses/ }).fill(`${site.origin}/page/1`);
  await page.getByRole("textbox", { name: "Items optional" }).fill("li");
  const field = page.getByRole("group", { name: "Field 1 of 1" });
  await field.getByRole("textbox", { name: /^Name/ }).fill("title");
  await field.getByRole("textbox", { name: /^Selector/ }).fill("b[");
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(field.getByRole("textbox", { name: /^Selector/ })).toHaveAttribute("aria-invalid", "true");
  await field.getByRole("textbox", { name: /^Selector/ }).fill("b");
  await page.getByRole("button", { name: "Create and start" }).click();

  await expect.poll(async () => (await api.jobs('agent:"made by hand"')).items.length).toBe(1);
  const [job] = (await api.jobs('agent:"made by hand"')).items;
  await api.waitFor(job?.id ?? "", ["Completed"]);
  expect((await api.results(job?.id ?? "")).map((row) => JSON.parse(row.data))).toEqual([
    { title: "Book 1-1" },
    { title: "Book 1-2" },
    { title: "Book 1-3" },
  ]);

  await consolePage.open("/agents");
  const row = page.getByRole("row").filter({ hasText: "made by hand" });
  await row.getByRole("button", { name: "Start now: made by hand" }).click();
  await expect.poll(async () => (await api.jobs('agent:"made by hand"')).items.length).toBe(2);

  await row.getByRole("button", { name: "More for made by hand" }).click();
  await page.getByRole("menuitem", { name: /Pause/ }).click();
  await expect(row.getByText(/paused/i).first()).toBeVisible();
  await row.getByRole("button", { name: "More for made by hand" }).click();
  await page.getByRole("menuitem", { name: /Delete/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Delete/ })
    .click();
  await expect(row).toBeHidden();
  // Its jobs stay.
  expect((await api.jobs('agent:"made by hand"')).items).toHaveLength(2);
  await new JobRunPage(page).openJob(job?.id ?? "");
});

test("a change made elsewhere reaches the list of agents", async ({ page, api, site }) => {
  await new ConsolePage(page).open("/agents");
  const { agent } = await api.createAgent(site.agent("made elsewhere", 1));
  await expect(page.getByRole("row").filter({ hasText: "made elsewhere" })).toBeVisible();
  await api.request("DELETE", `/api/agents/${agent.id}`);
  await expect(page.getByRole("row").filter({ hasText: "made elsewhere" })).toBeHidden();
});
