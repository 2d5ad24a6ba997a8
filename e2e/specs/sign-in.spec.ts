import { expect, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/console-page.ts";

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("every page leads to the sign-in, which says what to do", async ({ page }) => {
    for (const path of ["/", "/jobs", "/jobs/local/1", "/agents", "/agents/new", "/sources", "/settings/tokens"]) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/sign-in/);
    }
    await expect(page.getByText("npm run sign-in-link")).toBeVisible();
  });

  test("a link works once", async ({ page, server, signedIn }) => {
    // By now the link has signed the other tests in.
    expect(signedIn).not.toBe("");
    await page.goto(server.signInLink ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").first()).toContainText("used already");
  });

  test("the live connection and the API stay closed", async ({ page, server }) => {
    expect((await page.request.get("/api/summary")).status()).toBe(401);
    const answer = await page.request
      .get(`${server.origin}/api/live/?EIO=4&transport=websocket`, {
        headers: {
          connection: "upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
        },
      })
      .catch(() => null);
    expect(answer?.status() ?? 0).not.toBe(101);
  });
});

test("a fresh link signs in beside the running server, and signing out ends that session", async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  await page.goto(await server.freshSignInLink());
  await page.getByRole("button", { name: "Sign in" }).click();
  await new ConsolePage(page).expectLive();
  const cookies = await context.cookies();

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // The cookie that was is worth nothing any more.
  await context.addCookies(cookies);
  expect((await page.request.get("/api/summary")).status()).toBe(401);
  await context.close();
});
