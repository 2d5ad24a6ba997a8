import type { AgentDefinitionInput } from "../../lib/api/agent-schema.ts";
import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";

test.use({ ownServer: "job-compare" });

const PART = 'section[aria-label="Details"]';

/** An agent whose first attempt meets a locked door, and whose second finds it open. */
const stumbling = (name: string, more: Partial<AgentDefinitionInput> = {}) =>
  ({
    type: "scraping",
    name,
    urls: [`/sample/flaky?failures=1&key=${name}`, "/sample/catalogue/page-1.html?api_key=s3cr3t-in-address"],
    itemSelector: ".book",
    fields: [{ name: "title", selector: ".title" }],
    key: ["title"],
    maxAttempts: 2,
    retryDelaySeconds: 0,
    failWhen: "any",
    request: { delayMs: 0 },
    ...more,
  }) as AgentDefinitionInput;

test("attempts: each with its error, and the page about the one that is chosen", async ({ page, api }) => {
  const { agent } = await api.createAgent(stumbling("stumbles"));
  const { id } = await api.start(agent.id);
  expect((await api.waitFor(id)).job).toMatchObject({ state: "Completed", attempt: 2 });
  const run = new JobRunPage(page);
  await run.openJob(id, "attempts");
  const attempts = page.getByRole("region", { name: "Attempts", exact: true });
  await expect(attempts.getByRole("row", { name: /^2 of 2 · latest Completed/ })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await expect(attempts.getByRole("row", { name: /^1 of 2 Failed/ })).toContainText("503 Service Unavailable");

  await attempts.getByRole("button", { name: "Show attempt 1", exact: true }).click();
  const first = page.getByRole("region", { name: "Attempt 1", exact: true });
  await expect(first.getByRole("heading")).toHaveText("Attempt 1 of 2 – not the latest");
  await expect(first).toContainText("503 Service Unavailable");
  await expect(page).toHaveURL(/[?&]run=1\b/);
  await run.tab(/^Logs/).click();
  await expect(page.getByRole("tabpanel")).toContainText("503 Service Unavailable");
  await page.reload();
  await first.getByRole("button", { name: "Show the latest" }).click();
  await expect(first).toHaveCount(0);
  await expect(page).not.toHaveURL(/[?&]run=/);

  await run.tab(/^Attempts/).click();
  await attempts.getByRole("button", { name: "Compare attempt 2 with attempt 1" }).click();
  const table = page.getByRole("region", { name: "Figures side by side" });
  await expect(page.getByText("Completed, where the other failed")).toBeVisible();
  await expect(table.getByRole("row", { name: /^Tasks failed/ })).toContainText(/0\s*1/);
  await expect(page.getByText("Attempts of one job share its configuration and parameters.")).toBeVisible();
});

test("two jobs side by side, from a list, an id or a link", async ({ page, api }) => {
  const { agent } = await api.createAgent(stumbling("compares", { urls: ["/sample/catalogue/page-1.html"] }));
  const one = await api.start(agent.id);
  await api.waitFor(one.id, ["Completed"]);
  const urls = ["/sample/catalogue/page-1.html", "/sample/catalogue/page-2.html"];
  await api.request("PUT", `/api/agents/${agent.id}`, stumbling("compares", { urls, priority: 7 }));
  const two = await api.start(agent.id);
  await api.waitFor(two.id, ["Completed"]);

  const run = new JobRunPage(page);
  await run.openJob(two.id, "compare");
  await page.getByLabel("Compare with").selectOption({ label: await optionOf(page, one.id) });
  await expect(page).toHaveURL(new RegExp(`compare-with=local%2F${one.id}`));
  const table = page.getByRole("region", { name: "Figures side by side" });
  await expect(table.getByRole("row", { name: /^Tasks completed 2 1 1 more \(\+100 %\)/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^Priority 7 0/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^State/ })).toHaveCount(0);
  const config = page.getByRole("region", { name: "Configuration: difference" });
  await expect(config).toContainText('only after: "priority": 7,');
  await expect(config).toContainText('only before: "priority": 0,');
  await expect(config).toContainText("equal lines not shown");
  await expect(config).not.toContainText('"itemSelector"');
  await expectAccessible(page, PART);

  await page.getByRole("button", { name: /^Show \d+ equal figures too$/ }).click();
  await expect(table.getByRole("row", { name: /^State Completed Completed equal/ })).toBeVisible();
  await expect(config).toContainText('"itemSelector": ".book"');

  const any = page.getByLabel("Or any other job");
  await any.fill("not a run");
  await any.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Give a job's id" })).toBeVisible();
  await any.fill("999999");
  await any.press("Enter");
  await expect(page.getByText("Job local/999999 does not exist.")).toBeVisible();
  await any.fill(`${new URL(page.url()).origin}/jobs/local/${one.id}?run=1`);
  await any.press("Enter");
  await expect(page).toHaveURL(new RegExp(`compare-with=local%2F${one.id}%2F1`));
  await page.getByRole("link", { name: "Swap" }).click();
  await expect(table.getByRole("row", { name: /^Tasks completed 1 2 1 fewer \(−50 %\)/ })).toBeVisible();

  await run.tab(/^Configuration/).click();
  await page.getByRole("button", { name: "Show the difference" }).click();
  const since = page.getByRole("region", { name: "Changes of the agent" });
  await expect(since).toContainText('only after: "priority": 7,');
});

test("the agent's history: this run stands out, failed ones are marked, every bar is a link", async ({ page, api }) => {
  const broken = stumbling("history", { urls: ["/sample/broken"], maxAttempts: 1 });
  const { agent } = await api.createAgent(broken);
  const failed = await api.start(agent.id);
  await api.waitFor(failed.id, ["Failed"]);
  const urls = ["/sample/catalogue/page-1.html"];
  await api.request("PUT", `/api/agents/${agent.id}`, { ...broken, urls });
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    const { id } = await api.start(agent.id);
    await api.waitFor(id, ["Completed"]);
    ids.push(id);
  }
  const [, middle = "", last = ""] = ids;
  const run = new JobRunPage(page);
  await run.openJob(middle, "attempts");
  const chart = page.getByRole("list", { name: /^Runs of this agent, the oldest first/ });
  const bars = chart.getByRole("link");
  await expect(bars).toHaveCount(4);
  await expect(bars.first()).toHaveAccessibleName(new RegExp(`^#${failed.id} · Failed · took .*500`));
  await expect(bars.first()).toContainText("✕");
  await expect(bars.nth(2)).toHaveAttribute("aria-current", "page");
  await bars.nth(2).focus();
  await page.keyboard.press("ArrowRight");
  await expect(bars.nth(3)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(bars.first()).toBeFocused();
  const list = page.getByRole("region", { name: "Runs of this agent as a table" });
  await expect(list.getByRole("row", { name: new RegExp(`#${middle} this job Completed`) })).toBeVisible();
  await expect(list.getByRole("button", { name: `Compare #${middle} with #${last}` })).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, PART);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/jobs/local/${last}$`));
});

test("later runs of the agent are told of, and shown when asked for", async ({ page, api, site }) => {
  const { agent } = await api.createAgent(site.agent("told of later", 1));
  const first = await api.start(agent.id);
  await api.waitFor(first.id, ["Completed"]);
  site.hold();
  const going = await api.start(agent.id);
  await api.waitFor(going.id, ["Executing"]);
  const run = new JobRunPage(page);
  await run.openJob(first.id, "attempts");
  const bars = page.getByRole("list", { name: /^Runs of this agent/ }).getByRole("link");
  await expect(bars).toHaveCount(2);
  const rows = page.getByRole("region", { name: "Runs of this agent as a table" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  const third = await api.start(agent.id);
  const news = page.getByRole("region", { name: /^Runs of/ }).getByRole("status");
  await expect(news).toHaveText("1 newer run");
  site.release();
  await api.waitFor(going.id, ["Completed"]);
  await expect(news).toHaveText("1 newer run, 1 has ended");
  await expect(rows).toHaveCount(3);
  await api.waitFor(third.id, ["Completed"]);
  await news.getByRole("button").click();
  await expect(bars).toHaveCount(3);
  await expect(bars.last()).toHaveAccessibleName(new RegExp(`^#${third.id} · Completed`));
  await expect(news).toBeEmpty();
});

test("raw and configuration are without secrets, and a long text is begun, loaded and downloaded", async ({
  page,
  api,
}) => {
  const { agent } = await api.createAgent(stumbling("secretive", { urls: ["/sample/?api_key=s3cr3t-in-address"] }));
  const items = Array.from({ length: 30_000 }, (_, place) => ({ place, text: "a line of some length" }));
  const params = { password: "hunter2", items: items.slice(0, 15_000) };
  const { job } = await api.request<{ job: { id: string } }>("POST", `/api/agents/${agent.id}/start`, { params });
  await api.waitFor(job.id);

  const run = new JobRunPage(page);
  await run.openJob(job.id, "configuration");
  const told = page.getByRole("region", { name: /^Agent, as it was/ }).first();
  await expect(told).toContainText("/sample/?api_key=[redacted parameter]");
  const given = page.locator('section[aria-label="Parameters"]').first();
  await expect(given).toContainText("[redacted password]");
  await expect(given).toContainText(/The first 64 kB of \d+ kB/);
  await given.getByRole("button", { name: "Show all" }).click();
  await expect(given).toContainText(/60,0\d\d lines/);
  const text = given.getByRole("region", { name: "Parameters" });
  await text.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await expect(text).toContainText('"place": 14999');
  expect(await text.locator("div[dir]").count()).toBeLessThan(120);
  const download = page.waitForEvent("download");
  await given.getByRole("link", { name: "Download parameters" }).click();
  expect((await download).suggestedFilename()).toBe(`local-${job.id}-params.json`);

  await run.tab(/^Raw/).click();
  const raw = page.getByRole("tabpanel");
  await expect(raw).toContainText('"raw_status"');
  await expect(raw).toContainText('"agent_state"');
  await raw.getByText("Configuration", { exact: true }).click();
  await expect(raw).toContainText("api_key=[redacted parameter]");
  await expect(page.locator("body")).not.toContainText(/hunter2/);
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("the audit shows a cancel with its reason as it happens, and links to it", async ({ page, api, site }) => {
  site.hold();
  const { agent } = await api.createAgent(site.agent("audited", 2));
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Executing"]);
  const run = new JobRunPage(page);
  await run.openJob(id, "audit");
  const commands = page.getByRole("list", { name: "Commands" }).locator("> li");
  await expect(commands).toHaveCount(1);
  await expect(commands.first()).toContainText("API token started it");
  await api.request("POST", `/api/jobs/local/${id}/cancel`, { reason: "wrong <b>season</b>" });
  await expect(commands.first()).toContainText("API token asked it to stop");
  await expect(commands.first()).toContainText("“wrong <b>season</b>”");
  site.release();
  await expect(commands.first()).toContainText("Done");
  await expect(commands.first()).toContainText(/Asked.*Seen.*\(\+.*Finished.*\(\+/);
  const [cancel] = (await api.waitFor(id, ["Cancelled"])).commands;
  await run.open(`/jobs/local/${id}?tab=audit&audit-command=${cancel?.id}`);
  await expect(commands.first()).toHaveAttribute("aria-current", "true");
  await expect(commands.nth(1)).not.toHaveAttribute("aria-current", "true");
});

/** The text of the option that names a job. */
async function optionOf(page: import("@playwright/test").Page, id: string): Promise<string> {
  const option = page.getByLabel("Compare with").locator("option", { hasText: `#${id} ` });
  await expect(option).toHaveCount(1);
  return (await option.textContent()) ?? "";
}
