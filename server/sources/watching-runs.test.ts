import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import type { BackendKind } from "../../lib/sources/kinds.ts";
import { startApiServer } from "../api-tests/api-server.ts";
import { DEFAULT_ORG } from "../auth/principal.ts";
import { insertAgent } from "../store/agents.ts";
import { eventually } from "../testing/eventually.ts";
import { makeToken } from "../testing/make-token.ts";
import { makeOnServer } from "../testing/temporary-database.ts";
import { useWatcher, WATCHING } from "./testing/watcher.ts";

const PAGES = 12;
/** How long a page of the slow agent takes, which is cancelled while it runs. */
const SLOW_MS = 1500;
/** AI Connect starts no job without one. */
const CHANNEL = { org_id: DEFAULT_ORG, platform: "slack", type: "channel", code: "C1", data: {} };

describe("Runs of another Watchfloor", () => {
  const upstream = startApiServer();
  const watcher = useWatcher(makeOnServer);
  let key: string;

  beforeAll(async () => {
    const { app, serve } = upstream();
    serve("/sample", async ({ url }) => {
      const { pathname } = new URL(url);
      if (pathname.includes("slow")) await sleep(SLOW_MS);
      return new Response(`<h1>Page ${pathname}</h1>`, { headers: { "content-type": "text/html" } });
    });
    key = await makeToken(app.store);
    for (const id of ["quick", "slow"]) {
      const urls = Array.from({ length: PAGES }, (_, place) => `/sample/${id}-${place}.html`);
      const fields = [{ name: "title", selector: "h1" }];
      const definition = agentDefinitionSchema.parse({
        name: id,
        type: "scraping",
        urls,
        fields,
        request: { delayMs: 0 },
      });
      await app.store.write((tx) => insertAgent(tx, { id, org: DEFAULT_ORG, source: "local", definition }));
    }
  });

  async function connect(kind: BackendKind): Promise<string> {
    const partitions = kind === "sentimatrix" ? ["quick", "slow"] : [];
    return await watcher().connect(kind, { address: upstream().origin, partitions }, key);
  }

  /** The job as the watcher has it, once it is as it should be. */
  async function until(source: string, id: string, what: string, holds: (state: string) => boolean) {
    return await eventually(what, async () => {
      const { items } = await watcher().services.jobs.rows(WATCHING, [{ source, id }]);
      const [job] = items;
      return job !== undefined && holds(job.state) && job;
    });
  }

  async function startUpstream(agent: string): Promise<string> {
    const { call } = upstream();
    const { body } = await call<{ job: { id: string } }>(`/api/agents/${agent}/start`, { method: "POST", json: {} });
    return body.job.id;
  }

  it("are shown with all that Agenty tells: log lines and results", async () => {
    const source = await connect("agenty");
    const id = await startUpstream("quick");
    const job = await until(source, id, "the end", (state) => state === "Completed");
    expect(job).toMatchObject({ name: "quick", tasksTotal: PAGES, tasksCompleted: PAGES, error: null });
    const { services } = watcher();
    const detail = await services.jobs.detail(WATCHING, { source, id });
    expect(detail).toMatchObject({ read: { error: null }, capabilities: { cancel: true, retry: false, tasks: false } });
    expect(detail.run).toMatchObject({ agentState: "Completed", agentTasksCompletedCount: PAGES });
    const results = await services.results.list(WATCHING, { source, id }, { collection: 1, after: 0, limit: 100 });
    expect(results.total).toBe(PAGES);
    expect(JSON.parse(results.items[0]?.data ?? "")).toEqual({ title: "Page /sample/quick-0.html" });
    const log = await services.logs.lines(WATCHING, { source, id }, { limit: 500, levels: [] });
    const { app } = upstream();
    const there = await app.services.logs.lines(WATCHING, { source: "local", id }, { limit: 500, levels: [] });
    expect(log.items.map(({ message, level }) => ({ message, level }))).toEqual(
      there.items.map(({ message, level }) => ({ message, level })),
    );
    const file = await services.results.export(WATCHING, { source, id }, { format: "ndjson", collection: 1 });
    expect((await textOf(file.parts)).trim().split("\n")).toHaveLength(PAGES);
  });

  it("of a backend that is gone are shown as they were read, and no file is made of less than all", async () => {
    const source = await connect("agenty");
    const id = await startUpstream("quick");
    await until(source, id, "the end", (state) => state === "Completed");
    const { services, store } = watcher();
    const before = await services.jobs.detail(WATCHING, { source, id });
    expect(before.read?.error).toBeNull();
    const address = "http://127.0.0.1:9";
    await store.db
      .updateTable("source")
      .set({ config: JSON.stringify({ address }), updatedAt: new Date().toISOString() })
      .where("id", "=", source)
      .execute();
    const after = await eventually("the failure", async () => {
      // As if it had been read long ago.
      await store.db.updateTable("jobMirror").set({ detailAt: before.job.createdAt }).where("jobId", "=", id).execute();
      const detail = await services.jobs.detail(WATCHING, { source, id });
      return detail.read?.error != null && detail;
    });
    expect(after.read?.error).toMatch(/could not be reached|refused|connect/i);
    expect(after.job).toMatchObject({ state: "Completed", tasksCompleted: PAGES });
    const file = services.results.export(WATCHING, { source, id }, { format: "ndjson", collection: 1 });
    await expect(file).rejects.toMatchObject({ code: "SOURCE_FAILED" });
  });

  it.each(["ai-connect", "sentimatrix"] as const)("of %s have tasks", async (kind) => {
    const source = await connect(kind);
    const id = await startUpstream("quick");
    await until(source, id, "the end", (state) => state === "Completed");
    const { items } = await watcher().services.runs.tasks(
      WATCHING,
      { source, id },
      { after: 0, limit: 100, states: [] },
    );
    expect(items).toHaveLength(PAGES);
    expect(items.every(({ state }) => state === "Completed")).toBe(true);
  });

  it("of CluedIn have the 42 columns", async () => {
    const source = await connect("cluedin");
    const id = await startUpstream("quick");
    await until(source, id, "the end", (state) => state === "Completed");
    const { run } = await watcher().services.jobs.detail(WATCHING, { source, id });
    const { body } = await upstream().call<{ run: object }>(`/api/jobs/local/${id}`);
    const own = {
      source: expect.anything(),
      id: expect.anything(),
      version: expect.anything(),
      updateDate: expect.anything(),
    };
    expect(run).toMatchObject({ ...body.run, ...own, agentKey: expect.anything() });
  });

  it.each(["agenty", "ai-connect", "sentimatrix"] as const)(
    "of %s are started, and cancelled with a reason",
    async (kind) => {
      const source = await connect(kind);
      const { services, sources } = watcher();
      const params = kind === "ai-connect" ? JSON.stringify({ target_channel: CHANNEL }) : null;
      const start = { agentId: "slow", params, like: null, scheduledAt: null, actor: WATCHING };
      const made = await sources.commands.start(DEFAULT_ORG, source, start);
      expect(made).toMatchObject({ source, agentId: "slow", startedBy: "Ada" });
      await until(source, made.id, "its start", (state) => state === "Executing");
      const { command } = await services.jobs.cancel(WATCHING, made, "it is enough");
      expect(command).toMatchObject({ action: "cancel", actor: "Ada", reason: "it is enough" });
      const job = await until(source, made.id, "its end", (state) => hasEnded(state as "Cancelled"));
      expect(job.state).toBe("Cancelled");
      const { commands } = await services.jobs.detail(WATCHING, made);
      expect(commands).toMatchObject([{ action: "cancel", outcome: "done" }]);
      await expect(services.jobs.cancel(WATCHING, made, null)).rejects.toMatchObject({ code: "CONFLICT" });
    },
  );

  it("of Sentimatrix are done again", async () => {
    const source = await connect("sentimatrix");
    const id = await startUpstream("quick");
    await until(source, id, "the end", (state) => state === "Completed");
    const again = await watcher().services.jobs.retry(WATCHING, { source, id });
    expect(again).toMatchObject({ retryOf: id, startedBy: "Ada", source });
    await until(source, again.id, "the end of the retry", (state) => state === "Completed");
  });
});

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
