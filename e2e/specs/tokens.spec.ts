import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { TokensPage } from "../pages/tokens-page.ts";

test.use({ ownServer: "tokens" });

/** What a program with this token is answered. */
async function answer(origin: string, token: string, method = "GET", path = "/api/summary"): Promise<number> {
  return (await fetch(`${origin}${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status;
}

test("a token is made, shown once, used within its rights, and revoked", async ({ page, server }) => {
  const tokens = new TokensPage(page);
  await tokens.open("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API tokens" })).toBeVisible();
  await expect(page.getByText("There is no API token yet")).toBeVisible();

  const secret = await tokens.make("Wall screen", "Read only", "30 days");
  expect(secret).toMatch(/^wf_[0-9a-f]{16}_[0-9a-f]{40}$/);
  // What is shown once is not lost by a press beside it.
  await page.mouse.click(4, 4);
  await expect(tokens.dialog).toBeVisible();
  await tokens.dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(tokens.dialog.getByRole("button", { name: "Copied", exact: true })).toBeVisible();
  await expect(tokens.dialog.getByText(`export WATCHFLOOR_TOKEN=${secret}`)).toContainText(
    `'${server.origin}/api/summary'`,
  );
  await expectAccessible(page, "[role=dialog]");
  await tokens.dialog.getByRole("button", { name: "Done" }).click();

  const row = tokens.row("Wall screen");
  await expect(row).toContainText(`${secret.slice(0, 19)}_…`);
  await expect(row).toContainText("Read only");
  await expect(row).toContainText("by Operator");
  await expect(row).toContainText("in 30 d");
  await expect(row).toContainText("Never");
  await expect(page.getByText(secret)).toHaveCount(0);

  expect(await answer(server.origin, secret)).toBe(200);
  expect(await answer(server.origin, secret, "POST", "/api/jobs/local/none/cancel")).toBe(403);
  await page.reload();
  await expect(row).not.toContainText("Never");

  await row.getByRole("button", { name: "Revoke Wall screen" }).click();
  await expect(tokens.dialog).toContainText("cannot be undone");
  await expectAccessible(page, "[role=dialog]");
  await tokens.dialog.getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toBeHidden();
  await page.getByText("1 token that can no longer be used").click();
  await expect(tokens.oldRow("Wall screen")).toContainText(/Revoked (just now|\d+ s ago) by Operator/);
  expect(await answer(server.origin, secret)).toBe(401);
});

test("a token may write, and lives to the end of a chosen day or for ever", async ({ page, server }) => {
  const tokens = new TokensPage(page);
  await tokens.openTokens();
  const secret = await tokens.make("Deployer", "Read and write", "Never expires");
  await page.keyboard.press("Escape");
  await expect(tokens.row("Deployer")).toContainText("Read and write");
  expect(await answer(server.origin, secret, "POST", "/api/jobs/local/none/cancel")).toBe(404);

  await page.getByRole("button", { name: "New token" }).first().click();
  await tokens.dialog.getByRole("textbox", { name: "Name" }).fill("Short");
  await tokens.dialog.getByRole("combobox", { name: "Expires" }).selectOption("Until a date…");
  const day = tokens.dialog.getByLabel("Last day");
  await day.fill((await day.getAttribute("min")) ?? "");
  await expectAccessible(page, "[role=dialog]");
  await tokens.dialog.getByRole("button", { name: "Make token" }).click();
  await tokens.dialog.getByRole("button", { name: "Done" }).click();
  await expect(tokens.row("Short")).toContainText(/Soon, (in \d+|now)/);
});

test("what cannot be done is said where it was asked for", async ({ page }) => {
  const tokens = new TokensPage(page);
  await page.route("**/api/tokens", async (route) => {
    if (route.request().method() === "POST") await route.abort();
    else await route.continue();
  });
  await tokens.openTokens();
  await page.getByRole("button", { name: "New token" }).first().click();
  await tokens.dialog.getByRole("textbox", { name: "Name" }).fill("a\u202eb");
  await tokens.dialog.getByRole("button", { name: "Make token" }).click();
  await expect(tokens.dialog.getByRole("alert")).toContainText("could not be reached");
  await page.unroute("**/api/tokens");
  await tokens.dialog.getByRole("button", { name: "Make token" }).click();
  await expect(tokens.dialog.getByRole("alert")).toHaveText("It must not hold control characters");
  await expect(tokens.dialog.getByRole("textbox", { name: "Name" })).toHaveAttribute("aria-invalid", "true");
});

test("the list says when it cannot be loaded, and tries again", async ({ page }) => {
  const tokens = new TokensPage(page);
  await tokens.open("/agents");
  await page.route("**/api/tokens", (route) => route.abort());
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  const problem = page.getByRole("alert").filter({ hasText: "Could not load the API tokens" });
  await expect(problem).toBeVisible();
  await page.unroute("**/api/tokens");
  await problem.getByRole("button", { name: "Try again" }).click();
  await expect(problem).toBeHidden();
});
