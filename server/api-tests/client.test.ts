import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientError, createClient } from "../../lib/client/client.ts";
import { eventually } from "../testing/eventually.ts";
import { makeToken } from "../testing/make-token.ts";
import { startApiServer } from "./api-server.ts";
import { someAgent, storeJob, storeRun } from "./seed.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);
const server = startApiServer();
let key: string;

beforeAll(async () => {
  server()
    .gateway.mount("/sample")
    .on("request", (_, response) => response.setHeader("content-type", "text/html").end("<h1>Harbour Books</h1>"));
  key = await makeToken(server().app.store);
  await server().call("/api/agents", { json: someAgent({ slug: "books" }) });
});

const jobs = (apiKey = key) => createClient({ baseUrl: server().origin, apiKey }).jobs;

describe("the client library", () => {
  it("starts a job, follows it, and reads what came of it", async () => {
    const { job_id } = await jobs().start("books");
    const job = await eventually(`job ${job_id} to end`, async () => {
      const job = await jobs().get(job_id);
      return job.status === "completed" && job;
    });
    expect(job).toMatchObject({ agent_id: "books", pages_succeeded: 1 });
    expect(await jobs().result<{ title: string }>(job_id)).toEqual({
      ...{ total: 1, limit: 1000, offset: 0, returned: 1 },
      result: [{ title: "Harbour Books" }],
    });
    expect(await jobs().logs(job_id, { limit: 1 })).toMatch(/^\S+Z INFO .+\n$/);
    expect((await jobs().list({ agentId: "books", limit: 1 })).result).toEqual([job]);
    expect(await jobs().stop(job_id)).toEqual(job);
    const { downloadlink } = await jobs().export(job_id, { filename: "books" });
    expect(await (await fetch(downloadlink)).text()).toBe("title\r\nHarbour Books\r\n");
  });

  it("stops a job that waits, and pages through rows", async () => {
    const queued = await storeJob(server().app.store, "Queued");
    expect((await jobs().stop(queued.id)).status).toBe("stopped");
    const job = await storeJob(server().app.store, "Completed");
    await storeRun(server().app.store, job, { results: 5, lines: 5 });
    const page = await jobs().result(job.id, { offset: 3, limit: 10, modified: false });
    expect(page).toMatchObject({ total: 5, offset: 3, returned: 2 });
    expect((await jobs().logs(job.id, { offset: 4 })).trim()).toMatch(/ DEBUG line 5$/);
  });

  it("passes on what the server says is wrong", async () => {
    const reader = await makeToken(server().app.store, { scopes: ["services:read"] });
    const failures: [() => Promise<unknown>, Partial<ClientError>][] = [
      [() => jobs("wrong").list(), { status: 401, code: "UNAUTHENTICATED" }],
      [() => jobs(reader).start("books"), { status: 403, code: "FORBIDDEN" }],
      [() => jobs().get(999_999_999), { status: 404, code: "NOT_FOUND", message: "Job 999999999 does not exist." }],
      [
        () => jobs().list({ limit: 2501 }),
        { status: 400, code: "BAD_REQUEST", message: expect.stringMatching(/^limit: /) },
      ],
    ];
    for (const [call, error] of failures) await expect(call()).rejects.toMatchObject({ name: "ClientError", ...error });
  });

  it("says when an agent was started often enough, and in how many seconds it may be again", async () => {
    await server().call("/api/agents", { json: someAgent({ name: "limited", slug: "limited", jobsPerDay: 1 }) });
    await jobs().start("limited");
    await expect(jobs().start("limited")).rejects.toMatchObject({ status: 429, code: "RATE_LIMITED" });
    const { retryAfter } = await jobs()
      .start("limited")
      .catch((error: ClientError) => error)
      .then((error) => ("retryAfter" in error ? error : { retryAfter: null }));
    expect(retryAfter).toBeGreaterThanOrEqual(0);
    expect(retryAfter).toBeLessThanOrEqual(86_400);
  });
});

describe("docs/client.md", () => {
  const page = readFileSync(join(ROOT, "docs/client.md"), "utf8");
  const examples = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-client-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    // As npm does for a dependency on a folder; built afresh, so that no earlier build is what is tested.
    const installed = join(folder, "node_modules", "watchfloor");
    mkdirSync(installed, { recursive: true });
    cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
    const built = join(folder, "dist");
    await run(join(ROOT, "node_modules/.bin/tsc"), ["-p", join(ROOT, "lib/client/tsconfig.json"), "--outDir", built]);
    symlinkSync(built, join(installed, "dist"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  }, 120_000);

  const outputOf = async (place: number) => {
    const file = join(folder, `example-${place}.js`);
    writeFileSync(file, (examples[place] ?? "").replaceAll("http://localhost:3000", server().origin));
    const { stdout } = await run(process.execPath, [file], { env: { ...process.env, WATCHFLOOR_KEY: key } });
    return stdout;
  };

  it("shows a program that runs", async () => {
    expect(await outputOf(0)).toMatch(/^Job \d+ is completed after \d\d:\d\d:\d\d\.\nHarbour Books\n$/);
  });

  it("shows how errors are told", async () => {
    expect(await outputOf(1)).toBe("404 NOT_FOUND: Job 999999999 does not exist.\n");
  });

  it("shows how a call is aborted", async () => {
    expect(await outputOf(2)).toBe("ABORTED\n");
    expect(examples).toHaveLength(3);
  });
});
