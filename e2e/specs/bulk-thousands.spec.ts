import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeOnServer, serverProblem } from "../../server/testing/temporary-database.ts";
import { Api } from "../fixtures/api.ts";
import { copyJob, firstRow } from "../fixtures/copies.ts";
import { ServerProcess } from "../fixtures/server-process.ts";
import { expect, signIn, test } from "../fixtures/test.ts";
import { BulkPage } from "../pages/bulk-page.ts";

test("thousands: the number is typed, others follow it, a dead server's successor ends it, and one that runs is stopped", async ({
  browser,
  site,
}) => {
  test.skip(serverProblem !== undefined, `no PostgreSQL server: ${serverProblem}`);
  test.setTimeout(400_000);
  const database = await makeOnServer();
  const { databaseUrl = "" } = database.settings;
  let server = await ServerProcess.start({ databaseUrl });
  const { port } = server;
  const folder = await mkdtemp(join(tmpdir(), "wf-thousands-"));
  const cookies = join(folder, "cookies.json");
  await signIn(browser, server, cookies);
  const open = async () =>
    new BulkPage(await (await browser.newContext({ baseURL: server.origin, storageState: cookies })).newPage());
  const [bulk, other] = [await open(), await open()];

  const api = new Api(server);
  const { agent } = await api.createAgent({
    ...site.agent("thousands", 1),
    type: "scraping",
    urls: [`${site.origin}/broken`],
    pages: undefined,
  });
  const { id } = await api.start(agent.id);
  await api.waitFor(id, ["Failed"]);
  await copyJob(databaseUrl, id, { copies: 1500, firstId: 900_001, without: 4 });
  // The jobs that retries make wait at the site, so that they do not take the machine.
  site.hold();

  await test.step("the number has to be typed", async () => {
    await other.open("/bulk-actions");
    await bulk.openList("agent:thousands state:failed");
    await bulk.tickPage.click();
    await bulk.bar.getByRole("button", { name: /^Select all .* that match$/ }).click();
    await bulk.verb(/^Retry$/).click();
    const button = bulk.confirm(/^Retry 1,501 jobs$/);
    await expect(button).toBeDisabled();
    const number = bulk.dialog.getByRole("textbox", { name: "Type 1,501 to retry that many jobs" });
    await expect(number).toBeFocused();
    await number.fill("1500");
    await expect(button).toBeDisabled();
    await number.fill("1,501");
    await expect(button).toBeEnabled();
    await number.press("Enter");
    await expect(bulk.dialog).toBeHidden();
  });

  await test.step("another browser and the badge follow it", async () => {
    await expect(other.action("Retry 1,501 jobs")).toContainText(/[1-9]\d* of 1,501 done/);
    await expect(bulk.page.getByText(/^Retrying 1,501: [\d,]+ done$/)).toBeAttached();
  });

  await test.step("the server dies, and its successor goes on to the end", async () => {
    await server.kill("SIGKILL");
    const before = await firstRow<{ state: string; done: number }>(databaseUrl, "select state, done from bulk_action");
    expect(before.state).toBe("running");
    server = await ServerProcess.start({ databaseUrl, port });
    const row = other.action("Retry 1,501 jobs");
    await expect(row).toContainText("1,497 of 1,501 done, 4 failed", { timeout: 180_000 });
    await expect(row).toContainText("Finished, 4 failed");
    await expect(bulk.message("Retried 1,497 of 1,501 jobs")).toBeVisible();
    const retries = await firstRow<{ made: string; of: string }>(
      databaseUrl,
      "select count(*) as made, count(distinct retry_of) as of from job where retry_of is not null",
    );
    expect(retries).toEqual({ made: "1497", of: "1497" });
  });

  await test.step("why some failed, by reason and by job", async () => {
    await other.action("Retry 1,501 jobs").getByRole("link", { name: "Retry 1,501 jobs" }).click();
    const reasons = other.page.getByRole("region", { name: "Why some could not be" });
    await expect(reasons).toContainText("4 jobs, for example #90000");
    await other.page.getByRole("button", { name: "Failed 4" }).click();
    const jobs = other.page.getByRole("region", { name: "Jobs", exact: true });
    await expect(jobs.getByRole("link", { name: /^#90000[1-4]$/ })).toHaveCount(4);
  });

  await test.step("a cancel of them is stopped while it runs; what was done stays", async () => {
    await bulk.openList("agent:thousands trigger:retry");
    await bulk.tickPage.click();
    await bulk.bar.getByRole("button", { name: /^Select all .* that match$/ }).click();
    await bulk.verb(/^Cancel$/).click();
    await bulk.dialog.getByRole("textbox", { name: /^Type 1,497/ }).fill("1497");
    await bulk.confirm(/^Cancel 1,497 jobs$/).click();
    await expect(bulk.message("Cancelling 1,497 jobs")).toBeVisible();
    await other.open("/bulk-actions");
    const row = other.action("Cancel 1,497 jobs");
    await expect(row).toContainText("Running");
    await row.getByRole("button", { name: "Stop: Cancel 1,497 jobs" }).click();
    await expect(row).toContainText("Stopped");
    await expect(bulk.message(/^Cancel stopped: [\d,]+ of 1,497 jobs done/)).toBeVisible();
  });

  for (const each of [bulk, other]) await each.page.context().close();
  site.release();
  await server.close();
  await rm(folder, { recursive: true, force: true });
  await database.remove();
});
