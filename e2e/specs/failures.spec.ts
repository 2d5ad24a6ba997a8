import type { Api } from "../fixtures/api.ts";
import { ServerProcess } from "../fixtures/server-process.ts";
import { expect, expectAccessible, signIn, test } from "../fixtures/test.ts";
import { FailuresPage } from "../pages/failures-page.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "failures" });

/** Makes an agent whose jobs fail at once, since nothing is at its address. */
async function failingAgent(api: Api, name: string, path = "/sample/absent.html"): Promise<() => Promise<string>> {
  const { agent } = await api.createAgent({
    type: "scraping",
    name,
    urls: [path],
    fields: [{ name: "title", selector: "b" }],
    request: { delayMs: 0 },
    concurrency: 4,
  });
  return async () => {
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Failed"]);
    return id;
  };
}

const filtered = (q: string, more = "") => `/failures?q=${encodeURIComponent(q)}${more}`;

test.describe("failures", () => {
  test("are grouped by kind: many pages, one kind; the error in full on demand", async ({ page, api }) => {
    const first = await failingAgent(api, "gone away", "/sample/absent-1.html");
    const second = await failingAgent(api, "gone too", "/sample/absent-2.html");
    const other = await failingAgent(api, "gone away differently", "/sample/picture");
    await first();
    await first();
    const latest = await second();
    await other();

    const failures = new FailuresPage(page);
    await failures.open(filtered('agent:"gone away","gone too","gone away differently"'));
    await expect(failures.groups).toHaveCount(2);
    const missing = failures.group("404 Not Found");
    await expect(missing.getByText("3 failures", { exact: true })).toBeVisible();
    await expect(missing.getByRole("link", { name: "gone away" })).toBeVisible();
    await expect(missing.getByText(/First seen/)).toBeAttached();
    await expect(page.getByText("4 failures of 2 kinds in the last 24 h")).toBeVisible();

    await expect(page.getByText("absent-2.html")).toBeHidden();
    const more = missing.getByRole("button", { name: /404 Not Found/, expanded: false }).first();
    await more.click();
    await expect(missing.getByText("absent-2.html")).toBeVisible();
    await expect(missing.getByRole("link", { name: `#${latest}` })).toBeVisible();
  });

  test("open as a filter, narrow to an agent, and keep their period in the address", async ({ page, api }) => {
    const fail = await failingAgent(api, "opened", "/sample/absent-3.html");
    await fail();
    await fail();
    const failures = new FailuresPage(page);
    await failures.open(filtered("agent:opened"));
    await page.getByRole("button", { name: "7 d", exact: true }).click();
    await expect(page).toHaveURL(/window=7d/);
    await expect(page.getByText("2 failures of 1 kind in the last 7 days")).toBeVisible();
    await page.reload();
    await expect(page.getByRole("button", { name: "7 d", exact: true })).toHaveAttribute("aria-pressed", "true");

    await failures.groups.getByRole("link", { name: "opened", exact: true }).click();
    await expect(page.getByRole("button", { name: "7 d", exact: true })).toHaveAttribute("aria-pressed", "true");
    await failures.groups.getByRole("link", { name: /^Open 2 jobs: / }).click();
    const jobs = new JobsPage(page);
    await expect(jobs.rows).toHaveCount(2);
    await expect(page.getByRole("combobox", { name: "Filter jobs" })).toHaveValue(
      /agent:opened state:failed fingerprint:".*" ended:>-7d/,
    );
    await page.goBack();
    await expect(failures.groups).toHaveCount(1);
  });

  test("that come meanwhile wait behind a button, and nothing moves", async ({ page, api }) => {
    const fail = await failingAgent(api, "comes again");
    await fail();
    const failures = new FailuresPage(page);
    await failures.open(filtered('agent:"comes again"'));
    await expect(failures.groups.getByText("1 failure", { exact: true })).toBeVisible();
    await expect(failures.news).toBeHidden();

    await fail();
    await fail();
    await expect(failures.news).toHaveText("2 new");
    await expect(page.getByRole("status").filter({ hasText: "2 new failures" })).toBeAttached();
    await expect(failures.groups.getByText("1 failure", { exact: true })).toBeVisible();

    await failures.news.click();
    await expect(failures.groups.getByText("3 failures", { exact: true })).toBeVisible();
    await expect(failures.news).toBeHidden();
  });

  test("are retried by kind, once it was said how many that would be", async ({ page, api }) => {
    const fail = await failingAgent(api, "tried again");
    await fail();
    await fail();
    const failures = new FailuresPage(page);
    await failures.open(filtered('agent:"tried again"'));
    await failures.groups.getByRole("button", { name: /^Retry 2 jobs: / }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("2");
    await dialog.getByRole("button", { name: /^Retry/ }).click();
    await expect(dialog).toBeHidden();
    await expect(failures.news).toHaveText("2 new");
  });

  test("that nothing is left of say so, and a filter that says nothing is not guessed at", async ({ page }) => {
    const failures = new FailuresPage(page);
    await failures.open(filtered("agent:nobody"));
    await expect(page.getByText("No failure of the last 24 h matches")).toBeVisible();
    await page.getByRole("button", { name: "Look at 30 days" }).click();
    await expect(page.getByText("No failure of the last 30 days matches")).toBeVisible();

    await failures.open(filtered("state:broken"));
    await expect(page.getByText("This filter cannot be understood")).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Filter jobs" })).toHaveValue("state:broken");
  });

  test("are none on a fresh console, which is good news", async ({ browser }, testInfo) => {
    const server = await ServerProcess.start();
    try {
      const storageState = testInfo.outputPath("cookies.json");
      await signIn(browser, server, storageState);
      const context = await browser.newContext({ baseURL: server.origin, storageState });
      const page = await context.newPage();
      await page.goto("/failures");
      await expect(page.getByText("Nothing has failed in the last 24 h")).toBeVisible();
      await expectAccessible(page);
      await context.close();
    } finally {
      await server.close();
    }
  });

  test("of the last day stand on the overview, which counts them again when another comes", async ({ page, api }) => {
    const fail = await failingAgent(api, "seen from above", "/sample/loop-a");
    await fail();
    const overview = new FailuresPage(page);
    await overview.open("/");
    const panel = page.getByRole("region", { name: "Failing now" });
    const group = panel.getByRole("listitem").filter({ hasText: "seen from above" });
    await expect(group).toContainText("1×");
    await fail();
    await expect(group).toContainText("2×", { timeout: 20_000 });
    await panel.getByRole("link", { name: "See all" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Failures" })).toBeVisible();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [390, 1440]) {
      test.describe(`${colorScheme}, ${width} px`, () => {
        test.use({ colorScheme, viewport: { width, height: 900 } });

        test("the page breaks no rule of WCAG 2.2 AA and does not scroll sideways", async ({ page, api }) => {
          await (await failingAgent(api, `accessible ${colorScheme} ${width}`))();
          const failures = new FailuresPage(page);
          await failures.open("/failures");
          await failures.groups.first().getByRole("button", { expanded: false }).first().click();
          await expectAccessible(page);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
        });
      });
    }
  }
});
