import type { SavedView } from "../../lib/api/types.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobsPage } from "../pages/jobs-page.ts";
import { ViewsMenu } from "../pages/views-menu.ts";

test.use({ ownServer: "views" });

const q = (url: string) => new URL(url).searchParams.get("q");

test.describe("saved views", () => {
  test.beforeAll(async ({ api, site }) => {
    const { agent: absent } = await api.createAgent({
      ...site.agent("absent pages", 1),
      type: "scraping",
      urls: ["/sample/absent.html"],
      pages: undefined,
    });
    const { agent: books } = await api.createAgent(site.agent("books", 1));
    const [failed, completed] = [await api.start(absent.id), await api.start(books.id)];
    await api.waitFor(failed.id, ["Failed"]);
    await api.waitFor(completed.id, ["Completed"]);
  });

  test.beforeEach(async ({ api }) => {
    const { items } = await api.request<{ items: SavedView[] }>("GET", "/api/views");
    for (const { id } of items) await api.request("DELETE", `/api/views/${id}`);
  });

  test("those that everybody has show what their names say, and are known again by the address", async ({ page }) => {
    const jobs = new JobsPage(page);
    const views = new ViewsMenu(page);
    await jobs.open("/jobs");
    await expect(jobs.rows).toHaveCount(2);
    await views.expectView(null);
    await views.choose("Failed today");
    await expect(jobs.rows).toHaveCount(1);
    await expect(jobs.rows.first()).toContainText("absent pages");
    expect(q(page.url())).toBe("state:failed ended:today");
    await page.reload();
    await views.expectView("Failed today");
    await views.choose("Slow");
    await expect(jobs.rows).toHaveCount(2);
    await expect(page.getByRole("columnheader", { name: /Ran/ })).toHaveAttribute("aria-sort", "descending");
    await views.choose("Executing now");
    await expect(page.getByText("No job matches this filter")).toBeVisible();
    await page.goBack();
    await views.expectView("Slow");
    // However it is written, and without saying which view was chosen.
    await jobs.open(`/jobs?sort=-ended&q=${encodeURIComponent("ended:TODAY state:Failed")}`);
    await views.expectView("Failed today");
  });

  test("one is found by typing, from the keyboard alone", async ({ page }) => {
    const jobs = new JobsPage(page);
    const views = new ViewsMenu(page);
    await jobs.open("/jobs");
    await views.button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Find a view" })).toBeFocused();
    await page.keyboard.type("stu");
    await expect(views.views).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(views.panel).toBeHidden();
    await views.expectView("Stuck");
    await views.button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Find a view" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(views.panel).toBeHidden();
    await expect(views.button).toBeFocused();
  });

  test("a list is saved, changed, updated, renamed, deleted and brought back", async ({ page }) => {
    const jobs = new JobsPage(page);
    const views = new ViewsMenu(page);
    await jobs.open(`/jobs?q=${encodeURIComponent("agent:books")}`);
    await views.act("Save this list as a view…");
    await page.getByRole("textbox", { name: "Name" }).fill("Books <b>only</b>");
    await page.getByRole("button", { name: "Save view" }).click();
    await views.expectView("Books <b>only</b>");

    await page.getByRole("button", { name: /^Completed/ }).click();
    await views.expectUnsaved("Books <b>only</b>");
    await page.reload();
    await views.expectUnsaved("Books <b>only</b>");
    await views.act("Back to “Books <b>only</b>” as it was");
    await views.expectView("Books <b>only</b>");
    expect(q(page.url())).toBe("agent:books");

    await page.getByRole("button", { name: /^Completed/ }).click();
    await views.expectUnsaved("Books <b>only</b>");
    await views.act("Update “Books <b>only</b>”");
    await views.expectView("Books <b>only</b>");

    await views.act("Rename…");
    await page.getByRole("textbox", { name: "Name" }).fill("Books, done");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await views.expectView("Books, done");
    await page.reload();
    await views.expectView("Books, done");

    await views.act("Delete");
    await views.expectView(null);
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await views.expectView("Books, done");
  });

  test("a name that is taken is said at its field, and what was typed stays", async ({ page, api }) => {
    await api.request("POST", "/api/views", { name: "Books", q: "agent:books" });
    const jobs = new JobsPage(page);
    const views = new ViewsMenu(page);
    // Whoever calls with the token is somebody else: the name is free for this one, then not.
    await jobs.open("/jobs?q=books");
    for (const [attempt, name] of ["Books", "BOOKS"].entries()) {
      await views.act(attempt === 0 ? "Save this list as a view…" : "Save as a new view…");
      await page.getByRole("textbox", { name: "Name" }).fill(name);
      await page.getByRole("button", { name: "Save view" }).click();
      if (attempt === 0) await views.expectView("Books");
    }
    await expect(views.panel.getByRole("alert")).toContainText("already");
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("BOOKS");
  });

  test("a view is shared, and its link leads to it in another browser", async ({ page, context, secondPage }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const jobs = new JobsPage(page);
    const views = new ViewsMenu(page);
    await jobs.open(`/jobs?sort=-ended&q=${encodeURIComponent("state:failed agent:books,absent")}`);
    await views.act("Save this list as a view…");
    await page.getByRole("textbox", { name: "Name" }).fill("Failures to look at");
    await page.getByRole("checkbox", { name: /Share with everybody/ }).check();
    await page.getByRole("button", { name: "Save view" }).click();
    await views.expectView("Failures to look at");
    await page.getByRole("button", { name: "Copy a link to this list" }).click();
    await expect(page.getByText("Link copied")).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/^http:\/\/localhost:\d+\/jobs\?q=state/);
    await secondPage.goto(link);
    await new ViewsMenu(secondPage).expectView("Failures to look at");
    await views.act("Stop sharing");
    await views.open();
    await expect(views.panel.getByRole("button", { name: "Share with everybody" })).toBeVisible();
  });

  test("the palette leads to them", async ({ page, api }) => {
    const jobs = new JobsPage(page);
    await api.request("POST", "/api/views", { name: "Books of others", q: "agent:books", shared: true });
    await jobs.open("/jobs");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("books of");
    await page.getByRole("option", { name: /Books of others/ }).click();
    await new ViewsMenu(page).expectView("Books of others");
    await expect(jobs.rows).toHaveCount(1);
    // Somebody else's: it can be chosen and copied, not changed.
    await new ViewsMenu(page).open();
    const actions = new ViewsMenu(page).panel.getByRole("button");
    await expect(actions).toHaveText(["Save as a new view…"]);
  });

  test("the pages about jobs lead to each other", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    const sections = page.getByRole("navigation", { name: "Job pages" });
    const main = page.getByRole("navigation", { name: "Main" }).first();
    await expect(sections.getByRole("link", { name: "Jobs" })).toHaveAttribute("aria-current", "page");
    for (const name of ["Bulk actions", "Failures"]) {
      await sections.getByRole("link", { name }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeAttached();
      await expect(sections.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
      await expect(main.getByRole("link", { name: "Jobs", exact: true })).toHaveAttribute("aria-current", "page");
    }
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`the menu and its form break nothing of WCAG 2.2 AA, ${colorScheme}`, async ({ page, api }) => {
      await api.request("POST", "/api/views", { name: "Books", q: "agent:books", shared: true });
      await page.emulateMedia({ colorScheme });
      const views = new ViewsMenu(page);
      await new JobsPage(page).open("/jobs?q=by:me&view=mine");
      await views.open();
      await expectAccessible(page, "[role=dialog]:popover-open");
      await views.panel.getByRole("button", { name: "Save as a new view…" }).click();
      await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
      await expectAccessible(page, "[role=dialog]:popover-open");
    });
  }
});
