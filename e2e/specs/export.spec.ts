import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import type { Api } from "../fixtures/api.ts";
import { TOKEN } from "../fixtures/server-process.ts";
import { expect, test } from "../fixtures/test.ts";
import { JobsPage } from "../pages/jobs-page.ts";

test.use({ ownServer: "export" });

/** Jobs of an agent of this name, which fail at once. */
async function failedJobs(api: Api, name: string, count: number): Promise<string[]> {
  const { agent } = await api.createAgent({
    type: "scraping",
    name,
    urls: ["/sample/absent.html"],
    fields: [{ name: "title", selector: "b" }],
    request: { delayMs: 0 },
    concurrency: 8,
  });
  const ids: string[] = [];
  for (let place = 0; place < count; place++) ids.push((await api.start(agent.id)).id);
  for (const id of ids) await api.waitFor(id, ["Failed"]);
  return ids;
}

/** What came into the browser's folder when the menu's item was chosen. */
async function chooseFormat(page: Page, format: RegExp): Promise<{ name: string; text: string }> {
  const coming: Promise<Download> = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test.describe("export", () => {
  test("the whole list leaves as CSV, in its order and more than a page of it, and no cell is a formula", async ({
    page,
    api,
  }) => {
    const ids = await failedJobs(api, "=1+1 sums", 30);
    const jobs = new JobsPage(page);
    await jobs.open(`/jobs?size=25&q=${encodeURIComponent('agent:"=1+1 sums"')}`);
    await expect(jobs.rows).toHaveCount(25);
    await page.getByRole("button", { name: "Export" }).click();
    const { name, text } = await chooseFormat(page, /^CSV/);
    expect(name).toMatch(/^jobs-agent-1-1-sums-.*\.csv$/);

    const [head, ...records] = text.trimEnd().split("\r\n");
    const columns = head?.split(",") ?? [];
    expect(columns).toContain("id");
    const cells = records.map((record) => record.split(","));
    expect(cells.map((record) => record[columns.indexOf("id")])).toEqual(ids.toReversed());
    for (const record of cells) expect(record[columns.indexOf("name")]).toBe("'=1+1 sums");
  });

  test("what was ticked leaves as NDJSON", async ({ page, api }) => {
    const ids = await failedJobs(api, "ticked", 3);
    const jobs = new JobsPage(page);
    await jobs.open("/jobs?q=agent:ticked");
    for (const id of ids.slice(0, 2)) await jobs.row(id).getByRole("checkbox").click();
    await page
      .getByRole("region", { name: /select/i })
      .getByRole("button", { name: "Export" })
      .click();
    const { text } = await chooseFormat(page, /^NDJSON/);
    const exported: { id: string }[] = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Set(exported.map(({ id }) => id))).toEqual(new Set(ids.slice(0, 2)));
  });

  test("a client that goes away while it is sent harms nobody", async ({ server, api }) => {
    await failedJobs(api, "left early", 1);
    const address = `${server.origin}/api/jobs/export?format=ndjson`;
    const headers = { authorization: `Bearer ${TOKEN}` };
    for (let time = 0; time < 20; time++) {
      const stop = new AbortController();
      const response = await fetch(address, { headers, signal: stop.signal });
      expect(response.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
      stop.abort();
    }
    const whole = await (await fetch(address, { headers })).text();
    expect(whole.trimEnd().split("\n").length).toBeGreaterThan(0);
  });
});
