import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import { makeOnServer } from "../../testing/temporary-database.ts";
import { createFakeBackend, FAKE_KEY, type FakeBackend } from "../testing/fake-backend.ts";
import { idsHere, idsThere } from "../testing/make-reading.ts";
import { startUpstream, type UpstreamRequest } from "../testing/scripted-upstream.ts";
import { useWatcher, WATCHING } from "../testing/watcher.ts";

describe("sources that are odd", () => {
  const watcher = useWatcher(makeOnServer);
  const open: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const each of open) await each.close();
  });

  async function begin(...options: Parameters<typeof createFakeBackend>) {
    const backend = await createFakeBackend(...options);
    open.push(backend);
    const source = await watcher().connect(backend.kind, backend.settings, FAKE_KEY);
    await filled(source);
    return { backend, source };
  }

  const health = (source: string) => watcher().health(source);
  const filled = (source: string) =>
    eventually("the end of the back-fill", async () => (await health(source)).backfill?.finishedAt);
  const inLine = (source: string, backend: FakeBackend) =>
    eventually("all jobs, each once", async () => {
      return String(await idsHere(watcher().store, source)) === String(idsThere(backend));
    });
  const job = async (source: string, id: number) =>
    await watcher()
      .store.db.selectFrom("job")
      .select(["id", "state", "warning", "version"])
      .where("source", "=", source)
      .where("id", "=", String(id))
      .executeTakeFirst();

  /** Whether a node has, or may take, the right to read it. */
  async function isRead(source: string): Promise<boolean> {
    const { rows } = await watcher().database.plainPool.query(
      "select from pgboss.job where name = 'source' and singleton_key = $1 and state in ('created', 'retry', 'active')",
      [source],
    );
    return rows.length > 0;
  }

  async function pause(source: string, paused: boolean): Promise<void> {
    const { db } = watcher().store;
    await db
      .updateTable("source")
      .set({ paused, updatedAt: new Date().toISOString() })
      .where("id", "=", source)
      .execute();
    if (paused) await eventually("the reading to end", async () => !(await isRead(source)));
  }

  it.each(["agenty", "ai-connect", "sentimatrix", "cluedin"] as const)(
    "are believed when ended jobs of theirs come back to life (%s)",
    async (kind) => {
      const { backend, source } = await begin(kind, { jobs: 20 });
      backend.jobs.set(20, "Executing");
      await eventually("it to run again", async () => (await job(source, 20))?.state === "Executing");
      expect((await job(source, 20))?.warning).toMatch(/had said that it was completed, and now says executing/);
      backend.jobs.set(20, "Failed");
      await eventually("its other end", async () => (await job(source, 20))?.state === "Failed");
    },
  );

  it.each(["agenty", "sentimatrix"] as const)("catch up on what was while nobody looked (%s)", async (kind) => {
    const { backend, source } = await begin(kind, { jobs: 400 });
    await pause(source, true);
    for (const gone of [1, 2, 3, 150, 151, 399, 400]) backend.jobs.remove(gone);
    backend.jobs.set(200, "Failed");
    for (let made = 0; made < 120; made++) backend.jobs.add();
    // As it would be known after hours.
    const then = new Date(Date.now() - 7_200_000).toISOString();
    const known = await health(source);
    const text = JSON.stringify({ ...known, newestAt: then, reconciledAt: then });
    await watcher().store.db.updateTable("sourceSync").set({ health: text }).where("source", "=", source).execute();
    await pause(source, false);
    await inLine(source, backend);
    await eventually("the other end", async () => (await job(source, 200))?.state === "Failed");
    await eventually("its health to say so", async () => (await health(source)).vanished === 7);
  });

  it("are compared again when they were away for a while", async () => {
    const { backend, source } = await begin("agenty", { jobs: 50 });
    await pause(source, true);
    backend.jobs.remove(7);
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    // Compared a quarter of an hour ago, which is not so long that it would be done anyway.
    const text = JSON.stringify({ ...(await health(source)), newestAt: ago(3), reconciledAt: ago(15) });
    await watcher().store.db.updateTable("sourceSync").set({ health: text }).where("source", "=", source).execute();
    await pause(source, false);
    await inLine(source, backend);
  });

  it("may have a clock that is an hour off, which is said", async () => {
    const { backend, source } = await begin("ai-connect", { jobs: 10, clockAheadMs: 3_660_000 });
    await eventually("the notice", async () =>
      (await health(source)).notices.some(({ text }) => text === "Its clock is 61 min ahead of this one"),
    );
    const running = backend.jobs.add();
    await eventually("its start", async () => (await job(source, running))?.state === "Queued");
    backend.jobs.set(running, "Completed");
    await eventually("its end", async () => (await job(source, running))?.state === "Completed");
    await inLine(source, backend);
    expect((await health(source)).notices).toHaveLength(1);
  });

  it("may have ids of any kind, twice, and none; each job that has one is there once", async () => {
    const items = [
      { job_id: 12345678901234567890n, status: "completed" },
      { job_id: "12345678901234567890", status: "completed" },
      { job_id: 1, status: "completed" },
      { job_id: "1", status: "completed" },
      { job_id: "Größe/ä ?#%", status: "completed" },
      { job_id: " ", status: "completed" },
      { job_id: "\u0000", status: "completed" },
      { job_id: "x".repeat(300), status: "completed" },
      { job_id: null, status: "completed" },
      { job_id: true, status: "completed" },
      { job_id: { a: 1 }, status: "completed" },
      { status: "completed" },
      "a text",
      null,
    ];
    const text = `{"total":${items.length},"limit":1000,"offset":0,"returned":${items.length},"result":[${items.map(toJson)}]}`;
    const list = ({ query }: UpstreamRequest) => Number(query.get("offset")) === 0;
    const headers = { "content-type": "application/json" };
    const upstream = await startUpstream({
      answer: (request) => (list(request) ? { headers, text } : { json: { total: items.length, result: [] } }),
    });
    open.push(upstream);
    const source = await watcher().connect("agenty", { address: upstream.origin });
    await filled(source);
    const ids = await idsHere(watcher().store, source);
    expect(ids).toContain("12345678901234567890");
    expect(ids).toContain("1");
    expect(ids).toContain("Größe/ä ?#%");
    expect(new Set(ids).size).toBe(ids.length);
    const { notices, failures } = await health(source);
    expect(failures).toBe(0);
    const texts = notices.map((notice) => notice.text);
    for (const odd of ["without an id", "twice"]) expect(texts.some((text) => text.includes(odd))).toBe(true);
  });

  it("answer operators while they are paused, and are asked for nothing else", async () => {
    const { backend, source } = await begin("ai-connect", { jobs: 10 });
    await pause(source, true);
    const before = backend.requests.length;
    const { services } = watcher();
    const detail = await services.jobs.detail(WATCHING, { source, id: "9" });
    expect(detail.read).toMatchObject({ error: null });
    const log = await services.logs.lines(WATCHING, { source, id: "9" }, { limit: 100, levels: [] });
    expect(log.items.length).toBeGreaterThan(0);
    expect(backend.requests.slice(before).every(({ path }) => path.endsWith("/9"))).toBe(true);
    expect(backend.requests.length).toBeGreaterThan(before);
  });

  it("are left alone for as long as they ask", async () => {
    const { backend, source } = await begin("sentimatrix", { jobs: 10 });
    backend.fail("HTTP 429");
    await eventually("the first refusal", async () => (await health(source)).error?.includes("429"));
    const refused = backend.requests.length;
    backend.fail(null);
    await eventually("it to be well again", async () => {
      const { failures, nextTryAt } = await health(source);
      return failures === 0 && nextTryAt === null;
    });
    const [last, next] = backend.requests.slice(refused - 1);
    expect((next?.at ?? 0) - (last?.at ?? 0)).toBeGreaterThanOrEqual(1990);
  });
});

function toJson(item: unknown): string {
  return JSON.stringify(item, (_, value: unknown) => (typeof value === "bigint" ? `big ${value}` : value)).replace(
    /"big (\d+)"/g,
    "$1",
  );
}
