import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScriptedAgenty } from "../../server/testing/scripted-agenty.ts";
import { copyNewStore } from "../fixtures/new-store.ts";
import { ServerProcess } from "../fixtures/server-process.ts";
import { expect, expectAccessible, signIn, test } from "../fixtures/test.ts";
import { SourcesPage } from "../pages/sources-page.ts";

const KEY = "key-0123456789";

test("what a file declares is connected at start and edited there; without the file it is like any other", async ({
  browser,
}) => {
  // It starts three servers, one after the other.
  test.setTimeout(240_000);
  const agenty = await startScriptedAgenty(KEY, 30);
  const folder = await mkdtemp(join(tmpdir(), "wf-declared-"));
  const configFile = join(folder, "watchfloor.config.json");
  const cookies = join(folder, "cookies.json");
  const dataDir = await copyNewStore();
  const source = { id: "books", kind: "agenty", name: "Books", address: agenty.address, key: KEY };
  await writeFile(configFile, JSON.stringify({ sources: [source] }));

  let server = await ServerProcess.start({ dataDir, configFile });
  await signIn(browser, server, cookies);
  const context = await browser.newContext({ storageState: cookies });
  const page = await context.newPage();
  const sources = new SourcesPage(page);
  const card = sources.card("Books");
  await sources.open(`${server.origin}/sources`);
  await expect(card).toContainText("Live");
  await expect(card).toContainText("Declared in watchfloor.config.json: edited and removed there");
  await page.getByRole("button", { name: "More for Books" }).click();
  await expect(page.getByRole("menuitem", { name: "Try now" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /Edit|Remove/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await card.getByRole("button", { name: "Pause Books" }).click();
  await expect(card).toContainText("Paused");
  await expectAccessible(page);

  await server.kill("SIGTERM");
  await writeFile(configFile, JSON.stringify({ sources: [{ ...source, kind: "agent" }] }));
  const refusal = /watchfloor\.config\.json: sources\.0\.kind must be agenty/;
  await expect(ServerProcess.start({ dataDir, configFile })).rejects.toThrow(refusal);

  await writeFile(configFile, "{}");
  server = await ServerProcess.start({ dataDir, configFile });
  await sources.open(`${server.origin}/sources`);
  await expect(card).toContainText("Paused");
  await expect(card).not.toContainText("Declared");
  await sources.choose("Books", "Edit…");
  await expect(sources.dialog).toBeVisible();

  await context.close();
  await server.close();
  await agenty.close();
  for (const each of [folder, dataDir]) await rm(each, { recursive: true, force: true });
});
