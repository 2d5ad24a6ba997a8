import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { TOKEN } from "../fixtures/server-process.ts";
import { expect, test } from "../fixtures/test.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The client library's files and an empty page, at an origin of their own. */
async function serveElsewhere(): Promise<{ server: Server; origin: string }> {
  const server = createServer(({ url = "/" }, response) => {
    if (!/^\/dist\/[\w/-]+\.js$/.test(url)) {
      response.setHeader("content-type", "text/html").end("<!doctype html><title>Elsewhere</title>");
      return;
    }
    response.setHeader("content-type", "text/javascript").end(readFileSync(join(ROOT, url)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const books = (slug: string) => ({
  ...{ type: "scraping" as const, name: `Books ${slug}`, slug, urls: ["/sample/index.html"] },
  fields: [{ name: "title", selector: "title" }],
});

test.describe("the client library", () => {
  test("works in a page of another origin, as it was built", async ({ page, server, api }) => {
    await api.createAgent(books("elsewhere"));
    const elsewhere = await serveElsewhere();
    try {
      await page.goto(elsewhere.origin);
      const seen = await page.evaluate(
        async ({ baseUrl, apiKey }) => {
          const path = "/dist/client/client.js";
          const { createClient, ClientError } = await import(path);
          const { jobs } = createClient({ baseUrl, apiKey });
          let job = await jobs.start("elsewhere");
          const begun = job.status;
          while (!["completed", "stopped", "aborted"].includes(job.status)) job = await jobs.get(job.job_id);
          const { total, result } = await jobs.result(job.job_id);
          const { downloadlink } = await jobs.export(job.job_id);
          const csv = await (await fetch(downloadlink)).text();
          const log = await jobs.logs(job.job_id, { limit: 1 });
          const absent = await jobs.get(999999999).catch((error: unknown) => error);
          const refused = await createClient({ baseUrl, apiKey: "wrong" })
            .jobs.list()
            .catch((error: { status: number }) => error.status);
          return {
            ...{ begun, status: job.status, total, rows: result.length, csv, log, refused },
            absent: absent instanceof ClientError && `${absent.status} ${absent.code}`,
          };
        },
        { baseUrl: server.origin, apiKey: TOKEN },
      );
      expect(seen).toMatchObject({
        ...{ begun: "submitted", status: "completed", total: 1, rows: 1, refused: 401, absent: "404 NOT_FOUND" },
      });
      expect(seen.csv).toMatch(/^title\r\n.+\r\n$/);
      expect(seen.log).toMatch(/^\S+Z [A-Z]+ .+\n$/);
    } finally {
      elsewhere.server.close();
    }
  });

  test("a signed-in browser is nobody to the API, whichever page asks", async ({ page, server, api }) => {
    const { agent } = await api.createAgent(books("nobody"));
    const job = await api.start(agent.id);
    const ask = (path: string) =>
      page.evaluate(async (url) => {
        try {
          return (await fetch(url, { credentials: "include" })).status;
        } catch {
          return "refused";
        }
      }, `${server.origin}${path}`);
    await page.goto("/");
    expect(await ask("/api/summary")).toBe(200);
    expect(await ask("/v2/jobs")).toBe(401);
    expect(await ask(`/v2/jobs/${job.id}/stop`)).toBe(401);
    const elsewhere = await serveElsewhere();
    try {
      await page.goto(elsewhere.origin);
      expect(await ask("/v2/jobs")).toBe("refused");
      expect(await ask(`/v2/jobs/${job.id}/stop`)).toBe("refused");
    } finally {
      elsewhere.server.close();
    }
    await api.waitFor(job.id, ["Completed"]);
  });

  test("works in Node, installed as a dependency on the folder", async ({ server, api }) => {
    await api.createAgent(books("books"));
    const folder = mkdtempSync(join(tmpdir(), "watchfloor-client-"));
    try {
      mkdirSync(join(folder, "node_modules"));
      symlinkSync(ROOT, join(folder, "node_modules", "watchfloor"));
      writeFileSync(join(folder, "package.json"), '{"type":"module"}');
      const [, example = ""] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "docs/client.md"), "utf8")) ?? [];
      writeFileSync(join(folder, "example.js"), example.replaceAll("http://localhost:3000", server.origin));
      const env = { ...process.env, WATCHFLOOR_KEY: TOKEN };
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "example.js")], { env });
      expect(stdout).toMatch(/^Job \d+ is completed after \d\d:\d\d:\d\d\.\n.+\n$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("a file has the name that was asked for, in any alphabet", async ({ page, server, api }) => {
    const { agent } = await api.createAgent(books("named"));
    const job = await api.start(agent.id);
    await api.waitFor(job.id, ["Completed"]);
    const query = new URLSearchParams({ filename: "книги 1", apikey: TOKEN });
    const answer = await fetch(`${server.origin}/v2/jobs/${job.id}/export?${query}`);
    const { downloadlink } = await answer.json();
    expect(new URL(downloadlink).origin).toBe(server.origin);
    await page.goto("/");
    const coming = page.waitForEvent("download");
    await page.evaluate((link) => {
      location.href = link;
    }, downloadlink);
    const download = await coming;
    expect(download.suggestedFilename()).toBe("книги 1.csv");
    expect(readFileSync(await download.path(), "utf8")).toMatch(/^title\r\n/);
  });
});
