import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import { makeOnServer } from "../../testing/temporary-database.ts";
import { createFakeBackend, FAKE_KEY, type FakeBackend } from "../testing/fake-backend.ts";
import { useWatcher } from "../testing/watcher.ts";

/** Nothing is asked again within a test. */
const NEVER = { executingEvery: 3600, newestEvery: 3600 };

describe("jobs that are listened to", () => {
  const watcher = useWatcher(makeOnServer);
  const backends: FakeBackend[] = [];
  afterAll(async () => {
    for (const backend of backends) await backend.close();
  });

  /** A backend with jobs that run, which are listened to. */
  async function begin(running: number, settings: object = NEVER) {
    const backend = await createFakeBackend("sentimatrix", { jobs: 3 });
    backends.push(backend);
    const ids = Array.from({ length: running }, () => backend.jobs.add());
    for (const id of ids) backend.jobs.set(id, "Executing");
    const source = await watcher().connect("sentimatrix", { ...backend.settings, ...settings }, FAKE_KEY);
    await eventually("the end of the back-fill", async () => (await watcher().health(source)).backfill?.finishedAt);
    return { backend, source, ids };
  }

  const pathOf = (id: number) => `/api/v1/jobs/${id}/ws`;
  const progress = (percentage: number) => ({
    type: "progress",
    data: { status: "running", percentage, current_target: "https://example.com/7", results_count: 12 },
  });
  const tell = (backend: FakeBackend, id: number, percentage: number) =>
    eventually(`job ${id} to be listened to`, () => backend.tell(pathOf(id), progress(percentage)) > 0);
  const reaches = (source: string, id: number, what: object) =>
    eventually(`job ${id} to be ${JSON.stringify(what)}`, async () => {
      const row = await watcher()
        .store.db.selectFrom("job")
        .select(["state", "percent", "activity", "resultsTotal"])
        .where("source", "=", source)
        .where("id", "=", String(id))
        .executeTakeFirst();
      return Object.entries(what).every(([name, value]) => row?.[name as keyof typeof row] === value) && row;
    });
  const asked = ({ requests }: FakeBackend) => requests.filter(({ path }) => !path.endsWith("/ws"));

  it("are as their backend tells, at once, without being asked for", async () => {
    const { backend, source, ids } = await begin(2);
    const [id = 0] = ids;
    await tell(backend, id, 41);
    const before = asked(backend).length;
    await tell(backend, id, 77);
    expect(await reaches(source, id, { percent: 77 })).toEqual({
      ...{ state: "Executing", percent: 77, activity: "https://example.com/7", resultsTotal: 12 },
    });
    expect(asked(backend)).toHaveLength(before);
  });

  it("are read when they have ended", async () => {
    const { backend, source, ids } = await begin(1);
    const [id = 0] = ids;
    await tell(backend, id, 41);
    const before = asked(backend).length;
    backend.move(id, "Completed");
    await reaches(source, id, { state: "Completed" });
    await eventually("it to be read", () => asked(backend).length > before);
    expect(asked(backend)[before]?.path).toBe(`/api/v1/jobs/${id}`);
  });

  it("are listened to anew when the line breaks, and read", async () => {
    const { backend, source, ids } = await begin(1);
    const [id = 0] = ids;
    await tell(backend, id, 41);
    const before = asked(backend).length;
    backend.hangUp(null);
    await eventually("it to be read", () => asked(backend).length > before);
    await tell(backend, id, 55);
    await reaches(source, id, { percent: 55 });
    expect((await watcher().health(source)).failures).toBe(0);
    await eventually("a notice of it", async () =>
      (await watcher().health(source)).notices.some(({ text }) => /WebSocket was closed/.test(text)),
    );
  });

  it("are asked for as ever where nobody tells", async () => {
    const backend = await createFakeBackend("sentimatrix", { jobs: 3 });
    backends.push(backend);
    const id = backend.jobs.add();
    backend.jobs.set(id, "Executing");
    backend.fail("HTTP 403", ({ path }) => path.endsWith("/ws"));
    const source = await watcher().connect("sentimatrix", backend.settings, FAKE_KEY);
    await reaches(source, id, { state: "Executing" });
    backend.jobs.set(id, "Failed");
    await reaches(source, id, { state: "Failed" });
    expect((await watcher().health(source)).failures).toBe(0);
  });

  it("are fifty at most", async () => {
    const { backend } = await begin(60, { newestEvery: 3600, executingEvery: 1 });
    const connected = () =>
      new Set(backend.requests.filter(({ path }) => path.endsWith("/ws")).map(({ path }) => path));
    await eventually("fifty", () => connected().size === 50);
    const lists = () => asked(backend).filter(({ query }) => query.get("status") === "running").length;
    const before = lists();
    await eventually("some more turns", () => lists() > before + 2);
    expect(connected().size).toBe(50);
  });
});
