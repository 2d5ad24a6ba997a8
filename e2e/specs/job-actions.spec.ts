import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { AgentDefinitionInput } from "../../lib/api/agent-schema.ts";
import type { JobDetail } from "../../lib/api/job-types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { Api } from "../fixtures/api.ts";
import { deleteJobs } from "../fixtures/delete-jobs.ts";
import { startFlakyNetwork } from "../fixtures/flaky-network.ts";
import { seedHistory } from "../fixtures/seeded-store.ts";
import { ServerProcess, TOKEN } from "../fixtures/server-process.ts";
import type { TargetSite } from "../fixtures/target-site.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobHeaderPage } from "../pages/job-header.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "job-actions" });

/** An agent whose only page answers 500. */
const broken = (site: TargetSite, name: string) =>
  site.agent(name, 1, { urls: [`${site.origin}/broken`], pages: undefined } as Partial<AgentDefinitionInput>);

declare global {
  interface Window {
    /** Titles of the notifications shown, once `keepNotifications` was called. */
    shownNotifications?: string[];
  }
}

/** From now on the page's notifications are kept as well as shown. */
async function keepNotifications(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shown: string[] = [];
    const Shown = window.Notification;
    Object.assign(window, {
      shownNotifications: shown,
      Notification: class extends Shown {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          shown.push(title);
        }
      },
    });
  });
  return () => page.evaluate(() => window.shownNotifications ?? []);
}

test("a failed job is retried with another address, after a look at what differs", async ({ page, api, site }) => {
  const { agent } = await api.createAgent(broken(site, "mistyped"));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  const run = new JobHeaderPage(page);
  await run.openJob(id);
  await expect(page).toHaveTitle(`Failed · mistyped #${id} · Watchfloor`);
  const { edits } = run;

  await test.step("what is wrong is named with its field and its place", async () => {
    await page.keyboard.press("e");
    await expect(edits.editor("Configuration")).toBeVisible();
    await expectAccessible(page, "[role=dialog]");
    await edits.replace("Configuration", '"failWhen": "all",', '"failWhen": "all"');
    await expect(edits.problems).toContainText(/Line \d+, column 3: a comma or \} is missing/);
    await edits.replace("Configuration", '"failWhen": "all"', '"failWhen": "never",');
    await expect(edits.problems).toContainText(/Line \d+, column 15: failWhen/);
    await expect(edits.dialog.getByRole("button", { name: "Review changes" })).toBeDisabled();
    await edits.replace("Configuration", '"never"', '"all"');
    await edits.replace("Configuration", "/broken", "/page/{{which}}");
    await expect(edits.problems).toContainText(
      "Parameters, line 1, column 1: which is missing: urls.0 holds {{which}}",
    );
    await edits.tab(/Parameters/).click();
    await edits.editor("Parameters").fill('{ "which": 2 }');
    await expect(edits.problems).toBeEmpty();
  });

  await test.step("closing by mistake loses nothing; Tab leaves the field", async () => {
    await edits.editor("Parameters").press("Tab");
    await expect(edits.editor("Parameters")).not.toBeFocused();
    await page.keyboard.press("Escape");
    await expect(edits.dialog).toBeHidden();
    await run.openMenu();
    await run.item("Retry with edits…").click();
    await edits.tab(/Parameters/).click();
    await expect(edits.editor("Parameters")).toHaveValue('{ "which": 2 }');
  });

  await test.step("what only the server knows is shown at its place too", async () => {
    await edits.tab(/Configuration/).click();
    await edits.replace("Configuration", '"itemSelector": "li"', '"itemSelector": "li["');
    await edits.review();
    await edits.send();
    await expect(edits.problems).toContainText(/Line \d+, column \d+: itemSelector/);
    await edits.replace("Configuration", '"itemSelector": "li["', '"itemSelector": "li"');
  });

  const made = await test.step("the difference is shown, sent and kept", async () => {
    await edits.review();
    const changes = edits.dialog.getByRole("tabpanel", { name: /Changes/ });
    await expect(changes).toContainText(`Removed: "${site.origin}/broken"`);
    await expect(changes).toContainText(`Added: "${site.origin}/page/{{which}}"`);
    await expect(changes).toContainText('Added: "which": 2');
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, "[role=dialog]");
    }
    await edits.send();
    await run.messages.getByRole("link", { name: /^Open job #/ }).click();
    await expect(run.state("Completed")).toBeVisible();
    await expect(run.header).toContainText(`as a retry of #${id} with edits`);
    const [job] = (await api.jobs(`retry-of:${id}`)).items;
    return await api.job(job?.id ?? "");
  });
  expect(site.requests.get("/page/2")).toBe(1);
  expect(made.retryEdits).toEqual(["config.urls.0", "params.which"]);
  expect(JSON.parse(made.config ?? "")).toMatchObject({ urls: [`${site.origin}/page/{{which}}`] });
  await run.openJob(id, "audit");
  await expect(page.getByRole("tabpanel")).toContainText("retried it with edits to config.urls.0, params.which");
  // The agent itself is as it was.
  const again = await api.start(agent.id);
  await api.waitFor(again.id, ["Failed"]);
});

test("whoever asked is told when a job ends, wherever they are by then", async ({ page, context, api, site }) => {
  await context.grantPermissions(["notifications"]);
  const shown = await keepNotifications(page);
  site.hold();
  const { agent } = await api.createAgent(site.agent("awaited", 2));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);
  const run = new JobHeaderPage(page);
  await run.openJob(id);
  await expect(page).toHaveTitle(new RegExp(`^Executing.* · awaited #${id} · Watchfloor$`));
  const button = page.getByRole("button", { name: "Notify me" });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("w");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(run.messages).toContainText("By a notification of your browser");

  await page.reload();
  await run.expectLive();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("navigation").getByRole("link", { name: "Agents" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Agents" })).toBeVisible();
  await expect(run.bell).toHaveAccessibleName("1 watched job");
  expect(await shown()).toEqual([]);

  site.release();
  await expect(run.messages).toContainText(`awaited #${id} completed`);
  await expect(page).toHaveTitle(/^\(1\) Agents/);
  expect(await shown()).toEqual([`awaited #${id} completed`]);
  await run.bell.click();
  const list = page.getByRole("dialog", { name: "Watched jobs" });
  await expect(list).toContainText("Completed");
  await expectAccessible(page, "[role=dialog]");
  await list.getByRole("link", { name: /awaited/ }).click();
  await expect(page).toHaveTitle(`Completed · awaited #${id} · Watchfloor`);
  await expect(run.bell).toBeHidden();
});

test("a hidden tab that waits for a job goes on listening; without leave to notify, the title tells", async ({
  page,
  api,
  site,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    Object.defineProperty(Notification, "permission", { get: () => "denied" });
  });
  site.hold();
  const { agent } = await api.createAgent(site.agent("in the background", 1));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);
  const run = new JobHeaderPage(page);
  await run.openJob(id);
  await page.getByRole("button", { name: "Notify me" }).click();
  await expect(run.messages).toContainText("Notifications are blocked for this site");
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { get: () => true });
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  // Others give their connection back after a minute.
  await page.clock.fastForward(90_000);
  site.release();
  await api.waitFor(id, ["Completed"]);
  await expect(page).toHaveTitle(/^\(1\) /);
});

test("the menu copies the page's link and calls that work, and says what is not possible", async ({
  page,
  context,
  api,
  site,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const { agent } = await api.createAgent(broken(site, 'it\'s "broken"'));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  const run = new JobHeaderPage(page);
  await run.openJob(id, "audit");
  await run.openMenu();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, "[role=menu]");
    await expectAccessible(page, "main header");
  }
  await expect(run.refusal("Cancel")).toContainText("It has ended");
  await expect(run.refusal("Open in the backend")).toContainText("The built-in engine has no other page than this");
  await run.item("Copy link to this page").click();
  await expect(run.messages).toContainText("Copied the link to this page");
  expect(await clipboard()).toBe(page.url());

  const inShell = async (name: string) => {
    await run.openMenu();
    await run.item(name).click();
    await expect(run.messages.getByText("Copied the command").last()).toBeVisible();
    const command = await clipboard();
    expect(command).not.toContain(TOKEN);
    const env = { ...process.env, WATCHFLOOR_TOKEN: TOKEN };
    return JSON.parse(execFileSync("sh", ["-c", `${command} -s`], { env, encoding: "utf8" })) as JobDetail;
  };
  expect((await inShell("Copy as cURL")).job).toMatchObject({ id, state: "Failed" });
  const retried = await inShell("Copy retry as cURL");
  expect(retried.job.retryOf).toBe(id);
  await api.waitFor(retried.job.id, ["Failed"]);
});

test("a seeded job is retried for real", async () => {
  const { dataDir } = await seedHistory(400);
  const server = await ServerProcess.start({ dataDir });
  const api = new Api(server);
  const [failed] = (await api.jobs("source:local state:failed")).items;
  const { job } = await api.request<{ job: JobRow }>("POST", `/api/jobs/local/${failed?.id}/retry`, {});
  const { job: ended } = await api.waitFor(job.id);
  expect(ended).toMatchObject({ state: "Completed", retryOf: failed?.id, error: null });
  expect(ended.resultsTotal).toBeGreaterThan(0);
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});

test("what cannot leave is refused at once, and a job that is gone keeps its last state", async ({
  page,
  secondPage,
  context,
  server,
  api,
  site,
}) => {
  const network = await startFlakyNetwork(server.port);
  const { agent } = await api.createAgent(broken(site, "vanishing"));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  const run = new JobHeaderPage(page);
  await run.open(`${network.origin}/jobs/local/${id}`);
  const retry = run.header.getByRole("button", { name: "Retry", exact: true });
  await context.setOffline(true);
  network.cut();
  await retry.click();
  await expect(run.messages).toContainText("The server could not be reached");
  await expect(page.getByText("You are offline.")).toBeVisible();
  await expect(run.panel("What went wrong")).toBeVisible();
  await context.setOffline(false);
  network.mend();
  await run.expectLive();
  expect((await api.job(id)).retriedAs).toBeNull();

  const list = new JobsPage(secondPage);
  await list.open("/jobs");
  await expect(list.row(id)).toContainText("Failed");
  const { counts } = await api.summary();
  await deleteJobs(server, [{ source: "local", id }]);
  await expect(list.row(id)).toContainText("Gone");
  await expect(list.row(id)).toContainText("vanishing");
  await expect(page.getByRole("alert").filter({ hasText: "This job is no longer there." })).toBeVisible();
  await expect(run.state("Failed")).toBeVisible();
  await expect(run.panel("What went wrong")).toBeVisible();
  await expect(retry).toBeHidden();
  expect((await api.summary()).counts).toEqual({ ...counts, failed: counts.failed - 1 });
  await run.openMenu();
  await expect(run.refusal("Retry with edits")).toContainText("It is no longer there");
  await page.goto("/jobs/local/999999");
  await expect(page.getByText("There is no job #999999 in local")).toBeVisible();
  await network.close();
});
