import type { Locator, Page } from "@playwright/test";
import type { Api } from "../fixtures/api.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "facets" });

const q = (page: Page) => new URL(page.url()).searchParams.get("q");
const state = (page: Page, name: string): Locator =>
  page.getByRole("group", { name: "States to show" }).getByRole("button", { name: new RegExp(`^${name}`) });
const chart = (page: Page): Locator => page.getByRole("slider", { name: "Jobs by time of creation" });
const presets = (page: Page): Locator => page.getByRole("group", { name: "Time of creation" });

/** The counted histogram is there, and of the filter that the address says. */
async function counted(page: Page): Promise<void> {
  await expect(chart(page)).toHaveAttribute("aria-valuetext", /\d+ jobs?/);
}

async function created(api: Api, agentId: string): Promise<string> {
  return (await api.start(agentId)).id;
}

test.describe("facets and histogram", () => {
  test.beforeAll(async ({ api, site }) => {
    const absent = await api.createAgent({
      ...site.agent("absent pages", 1),
      type: "scraping",
      urls: ["/sample/absent.html"],
      pages: undefined,
    });
    const books = await api.createAgent(site.agent("books", 1));
    const failed = await Promise.all([created(api, absent.agent.id), created(api, absent.agent.id)]);
    const completed = await Promise.all(Array.from({ length: 3 }, () => created(api, books.agent.id)));
    for (const id of failed) await api.waitFor(id, ["Failed"]);
    for (const id of completed) await api.waitFor(id, ["Completed"]);
  });

  test("states are chosen in the filter's text, with their counts under the rest of it", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    await expect(jobs.rows).toHaveCount(5);
    await expect(state(page, "Failed")).toHaveText(/Failed\s*2/);
    await state(page, "Failed").click();
    await expect(state(page, "Failed")).toHaveAttribute("aria-pressed", "true");
    await expect(jobs.rows).toHaveCount(2);
    expect(q(page)).toBe("state:failed");
    await expect(page.getByText("2 match")).toBeVisible();
    // The facet does not count its own choice: it shows the alternatives.
    await expect(state(page, "Completed")).toHaveText(/Completed\s*3/);
    await state(page, "Completed").click();
    await expect(jobs.rows).toHaveCount(5);
    expect(q(page)).toBe("state:failed,completed");
    await state(page, "Failed").click();
    await state(page, "Completed").click();
    await expect(page).toHaveURL(/\/jobs$/);
    await jobs.open(`/jobs?q=${encodeURIComponent("agent:books")}`);
    await expect(state(page, "Failed")).toHaveText(/Failed\s*0/);
    await expect(state(page, "Completed")).toHaveText(/Completed\s*3/);
  });

  test("agents and sources are chosen from menus, several at once, by pointer and keyboard", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=state:failed,completed");
    await page.getByRole("button", { name: "Agent", exact: true }).click();
    const menu = page.getByRole("dialog", { name: "Agents to show" });
    await expect(menu.getByRole("option")).toHaveText([/books\s*3/, /absent pages\s*2/]);
    await menu.getByRole("option", { name: /books/ }).click();
    await expect(jobs.rows).toHaveCount(3);
    expect(q(page)).toBe("state:failed,completed agent:books");
    await page.keyboard.type("abs");
    await page.keyboard.press("Enter");
    await expect(jobs.rows).toHaveCount(5);
    expect(q(page)).toBe('state:failed,completed agent:books,"absent pages"');
    await expect(page.getByRole("button", { name: "Agent: books +1" })).toBeVisible();
    await menu.getByRole("button", { name: "Clear" }).click();
    expect(q(page)).toBe("state:failed,completed");
    // A name that nobody has counted can be asked for as it is.
    await page.getByRole("combobox", { name: "Find an agent" }).fill("long gone");
    await page.keyboard.press("Enter");
    await expect(page.getByText("No job matches this filter")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByRole("button", { name: "Source", exact: true }).click();
    await page
      .getByRole("dialog", { name: "Sources to show" })
      .getByRole("option", { name: /Built-in engine/ })
      .click();
    await expect(page).toHaveURL(/source%3Alocal/);
  });

  test("what could not be understood stays when a facet is chosen", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open(`/jobs?q=${encodeURIComponent("colour:red agent:books")}`);
    await state(page, "Completed").click();
    await expect(page).toHaveURL(/colour/);
    expect(q(page)).toBe("agent:books state:completed colour:red");
  });

  test("counts that cannot be had say so, and the list goes on", async ({ page }) => {
    const jobs = new JobsPage(page);
    await page.route("**/api/jobs/facets*", (route) => route.fulfill({ status: 400, json: {} }));
    await jobs.open("/jobs?q=state:failed");
    await expect(jobs.rows).toHaveCount(2);
    await expect(page.getByText("Could not count.")).toBeVisible();
    await expect(page.getByText("Could not count by time.")).toBeVisible();
    await page.unroute("**/api/jobs/facets*");
    await page.getByText("Could not count.").getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("2 match")).toBeVisible();
    await counted(page);
  });

  test("a time is chosen by dragging over the histogram, and left again", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=state:completed");
    await counted(page);
    const box = await chart(page).boundingBox();
    if (box === null) throw new Error("The histogram has no place.");
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
    await page.mouse.move(...at(0.2));
    await expect(page.getByText("no jobs")).toBeVisible();
    await page.mouse.down();
    await page.mouse.move(...at(0.5), { steps: 4 });
    await page.mouse.up();
    await expect(page.getByText("No job matches this filter")).toBeVisible();
    expect(q(page)).toMatch(/^state:completed created:\d{4}-\d\d-\d\dT\d\d:\d\d\.\.\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    await page.goBack();
    await expect(jobs.rows).toHaveCount(3);
    await counted(page);
    // Up to now means what comes next too.
    await page.mouse.move(...at(0.5));
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/created%3A%3E%3D/);
    await expect(jobs.rows).toHaveCount(3);
    // Escape lets go of what is being dragged.
    await counted(page);
    await page.mouse.move(...at(0.5));
    await page.mouse.down();
    await page.mouse.move(...at(0.6));
    const held = page.url();
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(page.url()).toBe(held);
  });

  test("a time is chosen by keyboard, and every bucket read", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=state:failed");
    await counted(page);
    await expect(chart(page)).toHaveAttribute("aria-valuetext", /2 jobs, 2 failed.*most at/);
    await chart(page).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowLeft");
    await expect(chart(page)).toHaveAttribute("aria-valuetext", /2 jobs, 2 failed, so far$/);
    await page.keyboard.press("Home");
    await expect(chart(page)).toHaveAttribute("aria-valuetext", /: 0 jobs$/);
    await page.keyboard.press("Escape");
    await expect(chart(page)).toHaveAttribute("aria-valuetext", /most at/);
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/created%3A%3E%3D/);
    await expect(jobs.rows).toHaveCount(2);
    await expect(chart(page)).toBeFocused();
  });

  test("presets, zooming out, and folding it away for good", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=state:failed");
    await expect(presets(page).getByRole("button", { name: "All time" })).toHaveAttribute("aria-pressed", "true");
    await presets(page).getByRole("button", { name: "Last 1 h" }).click();
    await expect(presets(page).getByRole("button", { name: "Last 1 h" })).toHaveAttribute("aria-pressed", "true");
    expect(q(page)).toBe("state:failed created:>-1h");
    await expect(page.getByText("in the last hour")).toBeVisible();
    await page.getByRole("button", { name: "Zoom out" }).click();
    await expect(presets(page).getByRole("button", { name: "Last 24 h" })).toHaveAttribute("aria-pressed", "true");
    await presets(page).getByRole("button", { name: "All time" }).click();
    expect(q(page)).toBe("state:failed");
    await page.getByRole("button", { name: "Created", expanded: true }).click();
    await expect(chart(page)).toBeHidden();
    await page.reload();
    await expect(page.getByRole("button", { name: "Created", expanded: false })).toBeVisible();
    await expect(chart(page)).toBeHidden();
    await page.getByRole("button", { name: "Created", expanded: false }).click();
    await counted(page);
  });

  test("nothing moves while it is loaded", async ({ page }) => {
    const jobs = new JobsPage(page);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/api/jobs/facets*", async (route) => {
      await held;
      await route.continue();
    });
    await jobs.open("/jobs?q=state:failed");
    await expect(jobs.rows).toHaveCount(2);
    await expect(page.getByText("Counting…")).toBeVisible();
    const before = await jobs.rows.first().boundingBox();
    release();
    await counted(page);
    expect(await jobs.rows.first().boundingBox()).toEqual(before);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`breaks nothing of WCAG 2.2 AA, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await new JobsPage(page).open(
        `/jobs?q=${encodeURIComponent('state:failed created:>-7d agent:books,"absent pages"')}`,
      );
      await counted(page);
      await chart(page).focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Shift+Home");
      await expectAccessible(page);
      await page.getByRole("button", { name: /^Agent/ }).click();
      await expect(page.getByRole("option").first()).toBeVisible();
      await expectAccessible(page, "[role=dialog]:popover-open");
    });
  }
});
