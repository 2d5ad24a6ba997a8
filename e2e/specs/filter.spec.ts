import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "filter" });

const field = (page: Page): Locator => page.getByRole("combobox", { name: "Filter jobs" });
const options = (page: Page): Locator => page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
const chips = (page: Page): Locator => page.getByRole("list", { name: "Filter" }).getByRole("listitem");
const text = (page: Page) => new URL(page.url()).searchParams.get("q");

test.describe("the filter bar", () => {
  let failed = "";
  let completed = "";

  test.beforeAll(async ({ api, site }) => {
    const { agent: absent } = await api.createAgent({
      ...site.agent("absent pages", 1),
      type: "scraping",
      urls: ["/sample/absent.html"],
      pages: undefined,
    });
    const { agent: books } = await api.createAgent(site.agent("books, 100%", 1));
    failed = (await api.start(absent.id)).id;
    completed = (await api.start(books.id)).id;
    await api.waitFor(failed, ["Failed"]);
    await api.waitFor(completed, ["Completed"]);
  });

  test("is completed by keyboard, key and value, and says so in a chip", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    await expect(jobs.rows).toHaveCount(2);
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    await expect(field(page)).toHaveAttribute("aria-expanded", "true");
    await field(page).pressSequentially("sta");
    await expect(options(page)).toHaveCount(2);
    await expect(options(page).first()).toContainText("state:");
    await page.keyboard.press("Tab");
    await expect(field(page)).toHaveValue("state:");
    await expect(options(page).first()).toContainText("failed");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
    const active = await options(page).first().getAttribute("id");
    await expect(field(page)).toHaveAttribute("aria-activedescendant", active ?? "");
    await page.keyboard.press("Enter");
    await expect(field(page)).toHaveValue("state:failed ");
    await expect(field(page)).toHaveAttribute("aria-expanded", "false");
    await expect(jobs.rows).toHaveCount(1);
    await expect(jobs.row(failed)).toBeVisible();
    await expect(chips(page)).toHaveText(["State: Failed"]);
    expect(text(page)).toBe("state:failed");
    // Further values of the same term, without the one that is there.
    await page.keyboard.press("Backspace");
    await field(page).pressSequentially(",comp");
    await expect(options(page)).toHaveText([/^completed/, /^executionCompleted/]);
    await options(page).first().click();
    await expect(jobs.rows).toHaveCount(2);
    await expect(chips(page)).toHaveText(["State: Failed, Completed"]);
    await expect(field(page)).toBeFocused();
  });

  test("knows the agents and how many recent jobs they have", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    await field(page).fill("agent:");
    await expect(options(page)).toHaveCount(2);
    await expect(options(page).filter({ hasText: "books, 100%" })).toContainText("1 jobs");
    await field(page).pressSequentially("boo");
    await page.keyboard.press("Tab");
    await expect(field(page)).toHaveValue('agent:"books, 100%" ');
    await expect(jobs.rows).toHaveCount(1);
    await expect(chips(page)).toHaveText(["Agent: books, 100%"]);
    await page.reload();
    await expect(chips(page)).toHaveText(["Agent: books, 100%"]);
    await expect(jobs.row(completed)).toBeVisible();
  });

  test("Escape closes suggestions first, then goes back to what the list shows", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=state:failed");
    await field(page).press("End");
    await field(page).pressSequentially(" created:");
    await expect(options(page).first()).toContainText("last 1 h");
    await page.keyboard.press("Escape");
    await expect(options(page)).toHaveCount(0);
    await expect(field(page)).toHaveValue("state:failed created:");
    await expect(page.getByText("created: needs a value")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(field(page)).toHaveValue("state:failed");
    await expect(field(page)).not.toBeFocused();
    await expect(page.getByText("created: needs a value")).toBeHidden();
  });

  test("chips are taken away by mouse and keyboard, one by one and all", async ({ page }) => {
    const jobs = new JobsPage(page);
    const q = 'state:executing,executionCompleted,cancelling,submitting -agent:books created:>-24h "a b"';
    await jobs.open(`/jobs?${new URLSearchParams({ q })}`);
    await expect(chips(page)).toHaveText(["State: Executing", "Not agent: books", "Created: last 24 h", "Text: a b"]);
    await page.getByRole("button", { name: "Remove Not agent: books" }).click();
    await expect(chips(page)).toHaveText(["State: Executing", "Created: last 24 h", "Text: a b"]);
    await expect(page.getByRole("button", { name: "Remove Created: last 24 h" })).toBeFocused();
    await page.keyboard.press("Delete");
    await expect(chips(page)).toHaveText(["State: Executing", "Text: a b"]);
    await expect(page.getByRole("button", { name: "Remove Text: a b" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(chips(page)).toHaveText(["State: Executing"]);
    await expect(field(page)).toHaveValue("state:executing,executionCompleted,cancelling,submitting");
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect(chips(page)).toHaveCount(0);
    await expect(field(page)).toHaveValue("");
    await expect(field(page)).toBeFocused();
    await expect(jobs.rows).toHaveCount(2);
  });

  test("typing is one step of the history; back leads to the filter before, Enter does not wait", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    await field(page).fill("absent");
    await expect(jobs.rows).toHaveCount(1);
    await field(page).pressSequentially(" pages");
    await expect.poll(() => text(page)).toBe("absent pages");
    await field(page).fill("state:completed");
    await page.keyboard.press("Enter");
    await expect.poll(() => text(page)).toBe("state:completed");
    await expect(jobs.row(completed)).toBeVisible();
    await field(page).fill("books");
    await page.keyboard.press("Enter");
    await expect(chips(page)).toHaveText(["Text: books"]);
    await page.goBack();
    await expect(field(page)).toHaveValue("state:completed");
    await expect(chips(page)).toHaveText(["State: Completed"]);
    await page.goBack();
    await expect(field(page)).toHaveValue("");
    await expect(jobs.rows).toHaveCount(2);
    await page.goForward();
    await expect(field(page)).toHaveValue("state:completed");
  });

  test("what cannot be understood is said, marked and mended; the text and the list stay", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=state:failed");
    await expect(jobs.rows).toHaveCount(1);
    await field(page).fill("books sttae:failed");
    await expect(page.getByText(/no key "sttae"; did you mean state\?/)).toBeVisible();
    await expect(field(page)).toHaveValue("books sttae:failed");
    await expect(field(page)).toHaveAttribute("aria-invalid", "true");
    await expect(field(page)).toHaveAccessibleDescription(/did you mean state\?.*The list still shows state:failed/);
    await expect(jobs.row(failed)).toBeVisible();
    expect(text(page)).toBe("state:failed");
    await page.getByRole("button", { name: "Use state:" }).click();
    await expect(field(page)).toHaveValue("books state:failed");
    await expect(field(page)).toHaveAttribute("aria-invalid", "false");
    await expect(page.getByText("No job matches this filter")).toBeVisible();
  });

  test("says what is wrong with bad input, when it is typed and when it is opened, and keeps it", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    for (const [bad, message] of [
      ["colour:red", 'no key "colour"'],
      ["created:2026-02-30", "there is no such day: 2026-02-30"],
      ["created:2026-11-21..2026-11-20", "the range ends before it begins"],
      ['error:"timed out', "the quote is not closed"],
      ["-duration:>5m", "write duration:<=5m"],
    ] as const) {
      await test.step(bad, async () => {
        await field(page).fill(bad);
        await field(page).press("Enter");
        await expect(page.getByText(message)).toBeVisible();
        await expect(field(page)).toHaveValue(bad);
        await expect(page.getByText("The list still shows all jobs.")).toBeVisible();
        await expect(jobs.rows).toHaveCount(2);
      });
    }
    await jobs.open(`/jobs?${new URLSearchParams({ q: "created:2026-02-30" })}`);
    await expect(page.getByText("No job is listed until this is put right.")).toBeVisible();
    await expect(field(page)).toHaveValue("created:2026-02-30");
    // The field takes no longer texts, but an address may have one.
    await jobs.open(`/jobs?${new URLSearchParams({ q: "a".repeat(3000) })}`);
    await expect(page.getByText("is over 2000 characters long").first()).toBeVisible();
  });

  test("takes signs that mean something elsewhere for what they are", async ({ page }) => {
    const jobs = new JobsPage(page);
    await jobs.open("/jobs");
    for (const [literal, count] of [
      ["100%", 1],
      ["1_0%", 0],
      ["%", 1],
      ["^books.*$", 0],
      ["(a|b", 0],
      ["🔥", 0],
      ["'; drop table job; --", 0],
      ["<script>alert(1)</script>", 0],
    ] as const) {
      await test.step(literal, async () => {
        await field(page).fill(literal);
        await field(page).press("Enter");
        await expect.poll(() => text(page)).toBe(literal);
        await expect(field(page)).toHaveAttribute("aria-invalid", "false");
        if (count === 0) await expect(page.getByText("No job matches this filter")).toBeVisible();
        else await expect(jobs.rows).toHaveCount(count);
        await expect(field(page)).toHaveValue(literal);
      });
    }
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`is accessible with suggestions, chips and problems, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      const jobs = new JobsPage(page);
      await jobs.open("/jobs?q=state:failed");
      await field(page).fill("state:failed cre");
      await expect(options(page)).toHaveCount(1);
      await expectAccessible(page);
      await field(page).fill("state:failed colour:red stae:x");
      await expect(page.getByRole("button", { name: "Use state:" })).toBeVisible();
      await expectAccessible(page);
    });
  }
});
