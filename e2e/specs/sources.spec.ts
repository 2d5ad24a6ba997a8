import { type ScriptedAgenty, startScriptedAgenty } from "../../server/testing/scripted-agenty.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { SourcesPage } from "../pages/sources-page.ts";

test.use({ ownServer: "sources" });

const KEY = "key-0123456789";
let agenty: ScriptedAgenty;

test.beforeEach(async () => {
  agenty = await startScriptedAgenty(KEY, 120);
});
test.afterEach(async () => agenty.close());

test("a backend is tested, connected, read, paused and removed", async ({ page }) => {
  const sources = new SourcesPage(page);
  await sources.open("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sources" }).click();
  await expect(sources.card("Built-in engine")).toContainText("Live");
  await expect(page.getByText("No backend is connected yet")).toBeVisible();
  await expectAccessible(page);

  await sources.fillIn({ name: "Agenty production", address: agenty.address, key: "wrong" });
  await sources.dialog.getByRole("button", { name: "Test connection" }).click();
  await expect(sources.dialog.getByRole("alert")).toContainText("401");
  await expectAccessible(page, "[role=dialog]");
  const key = sources.dialog.getByLabel("API key", { exact: true });
  await key.fill(KEY);
  await expect(sources.dialog.getByRole("alert")).toBeHidden();
  await expect(key).toHaveAttribute("type", "password");
  await sources.dialog.getByRole("button", { name: "Show the key" }).click();
  await expect(key).toHaveAttribute("type", "text");
  await sources.dialog.getByRole("button", { name: "Test connection" }).click();
  await expect(sources.dialog.getByRole("status")).toContainText("120 jobs");
  await expect(sources.dialog.getByRole("status")).toContainText("can be started and cancelled, not retried");
  await expectAccessible(page, "[role=dialog]");
  await sources.dialog.getByRole("button", { name: "Connect", exact: true }).click();

  const card = sources.card("Agenty production");
  await expect(card).toContainText("Live");
  await expect(card.getByRole("link", { name: "Completed: 103 jobs" })).toBeVisible();
  await expect(card.getByRole("link", { name: "Failed: 17 jobs" })).toBeVisible();
  await expect(card).toContainText("source:agenty-production");
  await expect(page.getByText(KEY)).toHaveCount(0);
  await expectAccessible(page);

  await card.getByRole("button", { name: "Test Agenty production" }).click();
  await expect(card.getByRole("status")).toContainText(`Reached ${agenty.address}`);
  await card.getByRole("button", { name: "Pause Agenty production" }).click();
  await expect(card).toContainText("Paused");
  await card.getByRole("button", { name: "Resume Agenty production" }).click();
  await expect(card).toContainText("Live");

  await sources.choose("Agenty production", "Remove…");
  await expect(sources.dialog).toContainText("its 120 jobs are deleted here");
  await expectAccessible(page, "[role=dialog]");
  const remove = sources.dialog.getByRole("button", { name: "Remove source" });
  await expect(remove).toBeDisabled();
  await sources.field("Type Agenty production to confirm").fill("Agenty production");
  await remove.click();
  await expect(card).toBeHidden();
  await expect(page.getByText("No backend is connected yet")).toBeVisible();
});

test("what is wrong is said at its field, before and after the server was asked", async ({ page }) => {
  const sources = new SourcesPage(page);
  await sources.open("/sources?new");
  const connect = sources.dialog.getByRole("button", { name: "Connect", exact: true });
  await connect.click();
  await expect(sources.field("Name")).toBeFocused();
  await expect(sources.field("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(sources.field("Address")).toHaveAttribute("aria-invalid", "true");

  await sources.field("Name").fill("a\u202eb");
  await sources.field("Address").fill("https://me:secret@api.example.com");
  await connect.click();
  await expect(sources.dialog.getByText("Must not hold control characters")).toBeVisible();
  await sources.field("Name").fill("Scrapers");
  await connect.click();
  await expect(sources.dialog.getByText(/Must be an http.* without a query, user name or password/)).toBeVisible();
  await sources.field("Address").fill("https://api.example.com");
  await sources.dialog.getByRole("radio", { name: "Sentimatrix" }).check();
  await connect.click();
  await expect(sources.dialog.getByText("Name at least one project")).toBeVisible();

  // What is folded away is opened where it is wrong.
  await sources.dialog.getByRole("radio", { name: "Agenty" }).check();
  await sources.dialog.getByText("Limits, intervals and links").click();
  await sources.field("Newest jobs every").fill("0");
  await sources.dialog.getByText("Limits, intervals and links").click();
  await connect.click();
  await expect(sources.field("Newest jobs every")).toBeFocused();
  await expect(sources.dialog.getByText("Must be at least 1 s")).toBeVisible();
  await expectAccessible(page, "[role=dialog]");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/sources$/);
});

test("a backend that fails is told with its words, where its jobs are shown too, until it is back", async ({
  page,
}) => {
  const sources = new SourcesPage(page);
  await sources.openSources();
  await sources.fillIn({ name: "Shaky", address: agenty.address, key: KEY });
  await sources.dialog.getByRole("button", { name: "Connect", exact: true }).click();
  const card = sources.card("Shaky");
  await expect(card).toContainText("Live");

  agenty.script.failure = { status: 503, body: '{"message": "Maintenance until noon"}' };
  await expect(card).toContainText("Down");
  await expect(card).toContainText("Maintenance until noon");
  await expect(card).toContainText(/Next try (in \d+ s|now)/);
  await expectAccessible(page);

  const secondTab = await page.context().newPage();
  // The page of a job says why the job itself could not be read, or else how old it is.
  await secondTab.goto("/jobs/shaky/7");
  await expect(secondTab.getByText(/Shaky has not answered since|Maintenance until noon/).first()).toBeVisible();
  await secondTab.goto("/jobs?q=source:local");
  await expect(secondTab.getByText(/^No job /)).toBeVisible();
  await secondTab.goto("/jobs?q=source:shaky");
  const note = secondTab.getByText(/Shaky has not answered since .*; its jobs are as of /);
  await expect(note).toBeVisible();
  await expectAccessible(secondTab);

  agenty.script.failure = null;
  await card.getByRole("button", { name: "Try now" }).click();
  await expect(card).toContainText("Live");
  await expect(note).toBeHidden();

  await sources.choose("Shaky", "Edit…");
  await expect(sources.dialog.getByLabel("API key", { exact: true })).toHaveValue("");
  await sources.field("Address").fill("http://127.0.0.1:9");
  await sources.dialog.getByRole("button", { name: "Save" }).click();
  await expect(sources.dialog.getByText(/Must be entered again/)).toBeVisible();
  await sources.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(card).toContainText(agenty.address);
});
