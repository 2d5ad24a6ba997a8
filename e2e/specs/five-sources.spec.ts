import { RUN_COLUMN_NAMES } from "../../lib/jobs/run-columns.ts";
import { COUNT_NAMES, type CountName } from "../../lib/jobs/state.ts";
import { BACKEND_KINDS } from "../../lib/sources/kinds.ts";
import type { Api } from "../fixtures/api.ts";
import { test, type WatchedBackends } from "../fixtures/backends.ts";
import { expect, expectAccessible } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";
import { JobsPage, listAddress } from "../pages/jobs-page.ts";
import { SourcesPage } from "../pages/sources-page.ts";

test.use({ ownServer: "five sources" });

/** What all backends together have of a count. */
function countOf(backends: WatchedBackends, name: CountName): number {
  return BACKEND_KINDS.reduce((sum, kind) => sum + backends[kind].backend.jobs.counts[name], 0);
}

/** Waits until the console knows of a job. */
async function expectKnown(api: Api, source: string, id: number): Promise<void> {
  await expect.poll(async () => (await api.jobs(`source:${source} id:${id}`)).items.length).toBe(1);
}

test("the jobs of five sources stand in one list, one count and one filter", async ({ page, api, site, backends }) => {
  const { agent } = await api.createAgent(site.agent("books", 1));
  const own = await api.start(agent.id);
  await api.waitFor(own.id, ["Completed"]);
  const newest: [source: string, id: string, name: string][] = [["local", own.id, "Built-in engine"]];
  for (const kind of BACKEND_KINDS) {
    const { id, name, backend } = backends[kind];
    const number = backend.jobs.add();
    backend.move(number, "Executing");
    newest.push([id, String(number), name]);
    await expectKnown(api, id, number);
  }

  const list = new JobsPage(page);
  await list.open("/jobs");
  for (const [source, id, name] of newest) {
    await expect(list.row(id, source)).toContainText(name);
  }
  const navigation = page.getByRole("navigation", { name: "Main" });
  for (const name of COUNT_NAMES.filter((each) => each !== "unknown")) {
    const expected = countOf(backends, name) + (name === "completed" ? 1 : 0);
    await expect(navigation.getByRole("link", { name: new RegExp(`^${name} ?${expected}$`, "i") })).toBeVisible();
  }
  await expectAccessible(page);

  await page.getByRole("button", { name: "Source", exact: true }).click();
  await page.getByRole("option", { name: /^Sentimatrix production/ }).click();
  await expect(page).toHaveURL(/q=source%3Asentimatrix-production/);
  await page.keyboard.press("Escape");
  const { id: sentimatrix, backend } = backends.sentimatrix;
  const { total } = backend.jobs.page("proj_1", 0, 1);
  await expect(list.rows).toHaveCount(total);
  await expect(page.locator(`tr[data-job^="${sentimatrix}/"]`)).toHaveCount(total);

  // Its job is done: told over its WebSocket, or read at the next turn.
  const [, executing = ""] = newest.find(([source]) => source === sentimatrix) ?? [];
  await expect(list.row(executing, sentimatrix)).toContainText("Executing");
  backend.move(Number(executing), "Completed");
  await expect(list.row(executing, sentimatrix)).toContainText("Completed");
  expect(backend.requests.some(({ path }) => path === `/api/v1/jobs/${executing}/ws`)).toBe(true);
  for (const kind of ["agenty", "ai-connect", "cluedin"] as const) {
    const [, id] = newest.find(([source]) => source === backends[kind].id) ?? [];
    backends[kind].backend.move(Number(id), "Completed");
  }
});

test.describe("a run is shown with what its backend knows, and what it cannot know is said", () => {
  test("Agenty: its log and its rows", async ({ page, backends }) => {
    const run = new JobRunPage(page);
    const { id: source, name } = backends.agenty;
    await run.openJob("7", "logs", source);
    await expect(run.state("Completed")).toBeVisible();
    await expect(page.getByRole("log", { name: "Log" })).toContainText("line 25 of job 7");
    await run.tab(/^Results/).click();
    await expect(page.getByRole("grid", { name: "Results" })).toContainText("12345678901234567890");
    await expect(run.tab(/^Tasks/)).toHaveCount(0);
    await expect(page.getByText(`${name} gives no tasks.`)).toBeVisible();
  });

  test("AI Connect: its log and its tasks", async ({ page, backends }) => {
    const run = new JobRunPage(page);
    const { id: source, name } = backends["ai-connect"];
    await run.openJob("8", "logs", source);
    await expect(run.state("Failed")).toBeVisible();
    await expect(page.getByText("No answer from the page").first()).toBeVisible();
    await expect(page.getByRole("log", { name: "Log" })).toContainText("line 25 of job 8");
    await run.tab(/^Tasks/).click();
    await expect(page.getByRole("table", { name: "Tasks" })).toContainText("8-2");
    await expect(page.getByText(`${name} gives no results.`)).toBeVisible();
  });

  test("Sentimatrix: its log and its targets", async ({ page, backends }) => {
    const run = new JobRunPage(page);
    const { id: source, name } = backends.sentimatrix;
    await run.openJob("7", "logs", source);
    await expect(page.getByRole("log", { name: "Log" })).toContainText("line 25 of job 7");
    await run.tab(/^Tasks/).click();
    await expect(page.getByRole("table", { name: "Tasks" }).locator("tr[data-task]")).toHaveCount(2);
    await expect(page.getByText(`${name} gives no results.`)).toBeVisible();
  });

  test("CluedIn: the columns of both halves, and no button for what cannot be done", async ({ page, backends }) => {
    const run = new JobRunPage(page);
    const { id: source, name } = backends.cluedin;
    await run.openJob("8", undefined, source);
    await expect(run.state("Failed")).toBeVisible();
    const header = page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) });
    await expect(header.getByRole("button", { name: /^(Cancel|Retry)/ })).toHaveCount(0);
    for (const title of ["Agent", "Processing"]) {
      await page.getByRole("button", { name: `Explain the figures: ${title}` }).click();
    }
    for (const column of RUN_COLUMN_NAMES) await expect(run.column(column).first()).toBeVisible();
    await expect(page.getByText(`${name} gives no tasks, no log lines, no results.`)).toBeVisible();
    await header.getByRole("button", { name: "More about this job" }).click();
    const refusal = page.getByRole("menuitem", { disabled: true });
    await expect(refusal.filter({ hasText: "Retry" }).first()).toContainText("cannot retry jobs");
  });
});

test("a job is cancelled at Agenty and another is done again at Sentimatrix, and both are in the audit", async ({
  page,
  api,
  backends,
}) => {
  const { id: agenty, backend } = backends.agenty;
  const number = backend.jobs.add();
  backend.move(number, "Executing");
  await expectKnown(api, agenty, number);
  const list = new JobsPage(page);
  await list.open(listAddress(`source:${agenty}`));
  await list.link(String(number), agenty).click();
  const run = new JobRunPage(page);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await run.confirmCancel("the shop is closed");
  await expect(run.state("Cancelled")).toBeVisible();
  expect(backend.jobs.stateOf(number)).toBe("Cancelled");
  await run.tab(/^Audit/).click();
  await expect(page.getByRole("list", { name: "Commands" })).toContainText("“the shop is closed”");
  await expect(page.getByRole("list", { name: "Commands" })).toContainText("Done");

  const sentimatrix = backends.sentimatrix;
  await run.openJob("8", "audit", sentimatrix.id);
  await expect(run.state("Failed")).toBeVisible();
  await page.getByRole("button", { name: "Retry", exact: true }).click();
  await expect(page.getByRole("list", { name: "Commands" })).toContainText("retried it as #");
  const { numbers } = sentimatrix.backend.jobs.page("proj_1", 0, 1);
  const again = sentimatrix.backend.jobs.row(numbers[0] ?? 0);
  expect(again).toMatchObject({ trigger: "retry", retryOf: "8" });
  await page
    .getByRole("list", { name: "Commands" })
    .getByRole("link", { name: `#${again.id}` })
    .click();
  await expect(run.state("Queued")).toBeVisible();
});

test("one source dies and returns: its jobs grow old, are told to be so, and become right again; the others go on", async ({
  page,
  api,
  backends,
}) => {
  const { agenty, cluedin } = backends;
  const { jobs } = agenty.backend;
  const ends = jobs.add();
  jobs.set(ends, "Executing");
  await expectKnown(api, agenty.id, ends);
  const list = new JobsPage(page);
  await list.open("/jobs");
  await expect(list.row(String(ends), agenty.id)).toContainText("Executing");

  await agenty.die();
  const banner = page.getByText(new RegExp(`^${agenty.name} has not answered since .*; its jobs are as of `));
  await expect(banner).toBeVisible();
  await expect(list.row(String(ends), agenty.id)).toContainText("Executing");
  const mark = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sources (1 is down)" });
  await expect(mark).toBeVisible();

  // The others go on.
  const other = cluedin.backend.jobs.add();
  await list.newcomers.click();
  await expect(list.row(String(other), cluedin.id)).toBeVisible();
  cluedin.backend.move(other, "Completed");
  await expect(list.row(String(other), cluedin.id)).toContainText("Completed");

  const secondTab = await page.context().newPage();
  const run = new JobRunPage(secondTab);
  await run.openJob("7", undefined, agenty.id);
  await expect(run.state("Completed")).toBeVisible();
  await expect(secondTab.getByRole("status").filter({ hasText: agenty.name }).first()).toBeVisible();

  const sources = new SourcesPage(secondTab);
  await sources.openSources();
  const card = sources.card(agenty.name);
  await expect(card).toContainText("Down");
  await expect(card).toContainText("refused the connection");
  await expect(card).toContainText(/Next try (in \d+ s|now)/);
  for (const kind of ["ai-connect", "sentimatrix", "cluedin"] as const) {
    await expect(sources.card(backends[kind].name)).toContainText("Live");
  }
  await expectAccessible(secondTab);

  // What happens while it is away is seen when it is back: one ends, one is new.
  jobs.set(ends, "Failed");
  const started = jobs.add();
  jobs.set(started, "Executing");
  await agenty.comeBack();
  await card.getByRole("button", { name: "Try now" }).click();
  await expect(card).toContainText("Live");
  await expect(banner).toBeHidden();
  await expect(mark).toHaveCount(0);
  await expect(list.row(String(ends), agenty.id)).toContainText("Failed");
  await list.newcomers.click();
  await expect(list.row(String(started), agenty.id)).toContainText("Executing");
});
