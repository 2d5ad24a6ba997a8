import { afterEach, expect, it } from "vitest";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import { insertJobs } from "../../store/jobs.ts";
import { Store } from "../../store/write.ts";
import { describeOnBothDatabases } from "../../testing/databases.ts";
import { createFakeBackend } from "../testing/fake-backend.ts";
import { idsHere, idsThere, makeReading } from "../testing/make-reading.ts";
import { CountComparer } from "./compare-counts.ts";
import { VanishedFinder } from "./find-vanished.ts";
import { ActiveReader } from "./read-active.ts";
import { readHistory } from "./read-history.ts";
import { readNewest } from "./read-newest.ts";
import { type Reading, readJobs } from "./reading.ts";

const signal = new AbortController().signal;

describeOnBothDatabases("the parts of a source's reading", (database) => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function begin(...options: Parameters<typeof createFakeBackend>) {
    const backend = await createFakeBackend(...options);
    const reading = await makeReading(new Store(database().db), backend);
    open.push(reading, backend);
    return { backend, reading, here: () => idsHere(reading.store, reading.source.id) };
  }

  /** Reads all, and does something after each part. */
  async function readAll(reading: Reading, after: (parts: number) => void = () => undefined): Promise<void> {
    let parts = 0;
    const onPart = async () => after(++parts);
    await readHistory(reading, null, { onPart }, signal);
  }

  /** Compares the whole of a source with the index. */
  async function reconcile(reading: Reading): Promise<void> {
    const finder = new VanishedFinder(reading);
    await readHistory(reading, null, { onPart: (partition, part) => finder.look(partition, part, signal) }, signal);
  }

  it.each([0, 1, 999, 1000, 1001, 2500])("reads %i jobs, each once", async (jobs) => {
    const { backend, reading, here } = await begin("agenty", { jobs });
    await readAll(reading);
    expect(await here()).toEqual(idsThere(backend));
    await readAll(reading);
    expect(await here()).toEqual(idsThere(backend));
    expect(reading.tracker.health.notices).toEqual([]);
  });

  it("reads on where new jobs push others down, however many", async () => {
    const { backend, reading, here } = await begin("agenty", { jobs: 2500 });
    await readAll(reading, (parts) => {
      for (let job = 0; parts <= 2 && job < parts * 700; job++) backend.jobs.add();
    });
    await readNewestAll(reading);
    expect(await here()).toEqual(idsThere(backend));
    expect(reading.tracker.health.notices).toEqual([]);
  });

  async function readNewestAll(reading: Reading): Promise<void> {
    reading.tracker.set({ backfill: { startedAt: new Date().toISOString(), done: 0, total: null, finishedAt: null } });
    while (!(await readNewest(reading, signal)));
    await readAll(reading);
  }

  it.each(["agenty", "ai-connect", "cluedin", "sentimatrix"] as const)(
    "misses none where deleted jobs draw others up (%s)",
    async (kind) => {
      const { backend, reading } = await begin(kind, { jobs: 2500 });
      const gone: number[] = [];
      await readAll(reading, (parts) => {
        if (parts !== 1) return;
        for (let job = 2500; job > 2450; job -= 2) {
          backend.jobs.remove(job);
          gone.push(job);
        }
      });
      const ids = new Set(await idsHere(reading.store, reading.source.id));
      expect(idsThere(backend).filter((id) => !ids.has(id))).toEqual([]);
      await reconcile(reading);
      expect(await idsHere(reading.store, reading.source.id)).toEqual(idsThere(backend));
      expect(reading.tracker.health.vanished).toBe(gone.filter((job) => ids.has(String(job))).length);
    },
  );

  it.each(["newest", "oldest", "middle", "all"] as const)("finds that the %s vanished meanwhile", async (which) => {
    const { backend, reading, here } = await begin("ai-connect", { jobs: 250 });
    await readAll(reading);
    const ranges = { newest: [241, 250], oldest: [1, 10], middle: [100, 205], all: [1, 250] } as const;
    const [from, to] = ranges[which];
    for (let job = from; job <= to; job++) backend.jobs.remove(job);
    await reconcile(reading);
    expect(await here()).toEqual(idsThere(backend));
    expect(reading.tracker.health.vanished).toBe(to - from + 1);
  });

  it("finds what changed meanwhile, and what was added in between", async () => {
    const { backend, reading, here } = await begin("ai-connect", { jobs: 250 });
    await readAll(reading);
    const { store, source } = reading;
    await store.db.deleteFrom("job").where("source", "=", source.id).where("id", "in", ["20", "21"]).execute();
    backend.jobs.set(30, "Executing");
    await reconcile(reading);
    expect(await here()).toEqual(idsThere(backend));
    const rows = store.db.selectFrom("job").select(["id", "state", "warning"]).where("source", "=", source.id);
    const warning = expect.stringContaining("now says executing");
    expect(await rows.where("id", "=", "30").execute()).toEqual([{ id: "30", state: "Executing", warning }]);
  });

  it("does not take jobs of others for its own", async () => {
    const { backend, reading, here } = await begin("sentimatrix", { jobs: 30, projects: ["p1", "p2"] });
    await readAll(reading);
    const createdAt = new Date().toISOString();
    const foreign = {
      org: DEFAULT_ORG,
      source: "local",
      name: "Foreign",
      type: "",
      trigger: "manual",
      createdAt,
    } as const;
    await reading.store.write((tx) =>
      insertJobs(tx, [
        { ...foreign, id: `foreign-${reading.source.id}`, agentId: "p1", state: "Completed", rawStatus: "" },
      ]),
    );
    await reconcile(reading);
    expect(await here()).toEqual(idsThere(backend));
    expect(reading.tracker.health.vanished).toBe(0);
  });

  it("believes no 404 that everything gets", async () => {
    const { backend, reading, here } = await begin("ai-connect", { jobs: 20 });
    await readAll(reading);
    backend.fail("HTTP 404");
    await expect(readJobs(reading, reading.executing, ["3", "4"], signal)).rejects.toMatchObject({
      fault: "not-found",
    });
    expect(await here()).toHaveLength(20);
    backend.fail("HTTP 404", ({ path }) => path.endsWith("/3"));
    await readJobs(reading, reading.executing, ["3", "4"], signal);
    expect(await here()).toHaveLength(19);
  });

  it("goes past a job that cannot be read, and says so", async () => {
    const { backend, reading, here } = await begin("ai-connect", { jobs: 20 });
    await readAll(reading);
    for (const job of [4, 5]) backend.jobs.set(job, "Executing");
    for (const fault of ["HTTP 500", "leading zeros", "HTTP 403", "100 MB"] as const) {
      backend.fail(fault, ({ path }) => path.endsWith("/4"));
      backend.jobs.set(5, reading.tracker.health.notices.length % 2 === 0 ? "Executing" : "Completed");
      await readAll(reading);
    }
    const { notices, failures } = reading.tracker.health;
    expect(notices).toHaveLength(4);
    expect(notices.every(({ text }) => text.startsWith("A job could not be read: Acme"))).toBe(true);
    expect(failures).toBe(0);
    expect(await here()).toHaveLength(20);
  });

  it("reads one project while another cannot be had, and says which", async () => {
    const { backend, reading, here } = await begin("sentimatrix", { jobs: 30, projects: ["p1", "p2", "p3"] });
    backend.fail("HTTP 404", ({ path }) => path.includes("p2"));
    await expect(readAll(reading)).rejects.toMatchObject({ fault: "not-found" });
    expect(await here()).toHaveLength(20);
    expect(reading.tracker.health.error).toBe("Acme answered 404: No such thing, asked for p2; check the address");
    expect(reading.circuit.failures).toBe(0);
    backend.fail(null);
    await readAll(reading);
    expect(await here()).toEqual(idsThere(backend));
  });

  it("asks for what runs before what waits, and for that too", async () => {
    const { backend, reading } = await begin("ai-connect", { jobs: 3 });
    const waiting = Array.from({ length: 60 }, () => backend.jobs.add());
    const running = Array.from({ length: 5 }, () => backend.jobs.add());
    for (const job of running) backend.jobs.set(job, "Executing");
    await readAll(reading);
    const active = new ActiveReader(reading, signal);
    const asked = () => backend.requests.flatMap(({ path }) => /agent-jobs\/(\d+)$/.exec(path)?.[1] ?? []);
    for (let turn = 1; turn <= 4; turn++) {
      await active.read(signal);
      for (const job of running) expect(asked().filter((id) => id === String(job))).toHaveLength(turn);
    }
    const others = asked().filter((id) => !running.map(String).includes(id));
    expect(new Set(others)).toEqual(new Set(waiting.map(String)));
    reading.source.settings.requestsPerMinute = 60;
    const before = asked().length;
    await active.read(signal);
    expect(asked().slice(before)).toHaveLength(4);
  });

  it("calls counts different only when they still are the next time", async () => {
    const { backend, reading } = await begin("ai-connect", { jobs: 20 });
    await readAll(reading);
    const counts = new CountComparer(reading);
    expect(await counts.compare(signal)).toBe(false);
    backend.jobs.remove(1);
    expect(await counts.compare(signal)).toBe(false);
    expect(reading.tracker.health.drift).toEqual([]);
    backend.jobs.remove(11);
    expect(await counts.compare(signal)).toBe(false);
    expect(await counts.compare(signal)).toBe(true);
    expect(reading.tracker.health.drift).toEqual([{ count: "completed", here: 16, there: 14 }]);
    await reconcile(reading);
    expect(await counts.compare(signal)).toBe(false);
    expect(reading.tracker.health.drift).toEqual([]);
  });

  it("takes counts that cannot be had for no failure of the source", async () => {
    const { backend, reading } = await begin("ai-connect", { jobs: 20 });
    backend.fail("HTTP 400");
    await expect(new CountComparer(reading).compare(signal)).rejects.toMatchObject({ fault: "refused" });
    expect(reading.tracker.health).toMatchObject({ failures: 0, error: null });
    expect(reading.tracker.health.notices[0]?.text).toMatch(/^Its counts could not be read: Acme answered 400/);
  });
});
