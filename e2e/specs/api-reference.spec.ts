import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/console-page.ts";

test.describe("the API reference", () => {
  test("is reached from the account's menu, and leads from its contents to an operation and to a type", async ({
    page,
  }) => {
    await new ConsolePage(page).open("/");
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitem", { name: "API reference" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();

    const contents = page.getByRole("navigation", { name: "Reference" });
    await contents.getByRole("searchbox").fill("agents stop");
    await expect(contents.getByRole("link", { name: /Ask a job to stop/ })).toBeHidden();
    await contents.getByRole("searchbox").fill("jobs cancel");
    await contents.getByRole("link", { name: /Ask a job to stop/ }).click();
    const operation = page.getByRole("article", { name: "Ask a job to stop" });
    await expect(operation).toBeInViewport();
    await expect(operation).toContainText("/api/jobs/{source}/{id}/cancel");
    await expect(operation.getByText("409")).toBeVisible();

    await operation.getByText("An example").last().click();
    await expect(operation.locator("pre").last()).toContainText('"job"');
    await operation.getByRole("link", { name: "CancelAnswer" }).click();
    await expect(page.getByRole("article", { name: "CancelAnswer" })).toBeInViewport();
  });

  test("is the document that is served", async ({ page, api }) => {
    const document = await api.request<{ paths: Record<string, object> }>("GET", "/api/openapi.json");
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
    await new ConsolePage(page).open("/docs/api");
    const counts = await page.getByText(/^\d+ calls$/).allInnerTexts();
    expect(counts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(operations.length);
    for (const vendor of ["Agenty", "AI Connect", "Sentimatrix", "CluedIn"]) {
      await expect(page.getByRole("region", { name: vendor, exact: true })).toBeVisible();
    }
    await page.getByRole("region", { name: "Sentimatrix", exact: true }).getByRole("link").first().click();
    await expect(page.getByText("/api/v1/projects/{project}/jobs").first()).toBeVisible();
  });

  test("has no part of another name", async ({ page }) => {
    const answer = await page.goto("/docs/api/none");
    expect(answer?.status()).toBe(404);
  });

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ] as const) {
    test.describe(`${colorScheme}, ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("breaks no rule of WCAG 2.2 AA and does not scroll sideways", async ({ page }) => {
        for (const part of ["", "/agenty", "/types"]) {
          await new ConsolePage(page).open(`/docs/api${part}`);
          await expectAccessible(page);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow, part).toBeLessThanOrEqual(0);
        }
      });
    });
  }
});
