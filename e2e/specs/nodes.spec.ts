import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeOnServer, serverProblem } from "../../server/testing/temporary-database.ts";
import { Api } from "../fixtures/api.ts";
import { ServerProcess } from "../fixtures/server-process.ts";
import { expect, signIn, test } from "../fixtures/test.ts";
import { JobRunPage } from "../pages/job-run-page.ts";
import { OverviewPage } from "../pages/overview-page.ts";

test("two nodes over one PostgreSQL: what one browser does at one, the other sees at the other", async ({
  browser,
  site,
}) => {
  test.skip(serverProblem !== undefined, `no PostgreSQL server: ${serverProblem}`);
  test.setTimeout(240_000);
  const database = await makeOnServer();
  const { databaseUrl = "" } = database.settings;
  const one = await ServerProcess.start({ databaseUrl });
  const other = await ServerProcess.start({ databaseUrl });
  const folder = await mkdtemp(join(tmpdir(), "wf-nodes-"));
  const cookies = join(folder, "cookies.json");
  await signIn(browser, one, cookies);
  const open = async (origin: string) =>
    (await browser.newContext({ baseURL: origin, storageState: cookies })).newPage();
  const overview = new OverviewPage(await open(one.origin));
  const run = new JobRunPage(await open(other.origin));

  site.hold();
  const api = new Api(one);
  const { agent } = await api.createAgent(site.agent("on two nodes", 4));
  await overview.open("/");
  const { id } = await new Api(other).start(agent.id);
  await expect(overview.executing("on two nodes")).toBeVisible();
  await run.openJob(id);
  site.release(1);
  await expect(run.panel("What it is doing")).toContainText("1 of 4");
  await overview
    .executing("on two nodes")
    .getByRole("button", { name: /^Cancel/ })
    .click();
  await overview.confirmCancel("from the other node");
  await expect(run.state("Cancelled")).toBeVisible();
  await expect(run.panel("Why it was cancelled")).toContainText("from the other node");
  await expect(overview.count("cancelled", 1)).toBeVisible();

  for (const { page } of [overview, run]) await page.context().close();
  await one.close();
  await other.close();
  await database.remove();
  await rm(folder, { recursive: true, force: true });
});
