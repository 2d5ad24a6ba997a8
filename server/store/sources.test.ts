import { beforeAll, describe, expect, it } from "vitest";
import type { JobState } from "../../lib/jobs/state.ts";
import { DEFAULT_ORG as org } from "../auth/principal.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { listChanges, readRevision } from "./changes.ts";
import { countsBySource } from "./counts.ts";
import { insertJobs, type NewJob } from "./jobs.ts";
import { removeSourceJobs } from "./remove-source.ts";
import { getBackend, getSyncState, putSyncState } from "./source-sync.ts";
import { insertSource, listSources, markRemoved, pauseSource, readSource, updateSource } from "./sources.ts";
import { Store } from "./write.ts";

describeOnBothDatabases("sources in the store", (database) => {
  let store: Store;

  beforeAll(() => {
    store = new Store(database().db);
  });

  const insert = (name: string, of = org) =>
    store.write((tx) =>
      insertSource(tx, { org: of, kind: "agenty", name, config: "{}", secretFor: (id) => Buffer.from(`of ${id}`) }),
    );

  async function changesOf(work: () => Promise<unknown>) {
    const after = await readRevision(store.db);
    await work();
    return (await listChanges(store.db, { after, limit: 10_000 })).map(({ kind, source, data }) => ({
      kind,
      source,
      data,
    }));
  }

  const changed = (source: string) => ({ kind: "source", source, data: { health: null, jobs: 0 } });

  it("makes a key for the id that it gets, at once or after others had the same idea", async () => {
    const ids = await Promise.all(["Prod one", "prod: one", "PROD/ONE", "Prod-One"].map((name) => insert(name)));
    expect(ids.toSorted()).toEqual(["prod-one", "prod-one-2", "prod-one-3", "prod-one-4"]);
    for (const id of ids) expect((await readSource(store.db, org, id))?.secret?.toString()).toBe(`of ${id}`);
  });

  it("is scoped to the organisation, the built-in engine excepted", async () => {
    await store.db.insertInto("org").values({ id: "acme", name: "Acme" }).execute();
    const id = await insert("Theirs", "acme");
    expect(await readSource(store.db, org, id)).toBeUndefined();
    expect((await listSources(store.db, "acme")).map((source) => source.id)).toEqual(["local", "theirs"]);
    expect(await store.write((tx) => pauseSource(tx, { org, id }, true))).toBe(false);
    expect(await store.write((tx) => markRemoved(tx, { org, id }))).toBe(false);
    expect(await store.write((tx) => markRemoved(tx, { org, id: "local" }))).toBe(false);
  });

  it("tells of each change, and begins the reading anew with what is stored", async () => {
    let id = "";
    expect(
      await changesOf(async () => {
        id = await insert("Told");
      }),
    ).toEqual([changed("told")]);
    const before = await getBackend(store.db, id);
    if (before === undefined) throw new Error("it is not there");
    const { health } = await getSyncState(store.db, id);
    const cursor = { offsets: { "": 500 }, done: [] };
    await store.write((tx) => putSyncState(tx, before, { health, cursor }));
    expect(await changesOf(() => store.write((tx) => pauseSource(tx, { org, id }, true)))).toEqual([changed(id)]);
    // Who read it before no longer has a say.
    expect(await changesOf(() => store.write((tx) => putSyncState(tx, before, { health, cursor: null })))).toEqual([]);
    expect(await getSyncState(store.db, id)).toMatchObject({ cursor });
    const content = { name: "Told", config: "{}" };
    await store.write((tx) => updateSource(tx, { org, id }, content, { afresh: true }));
    expect(await getSyncState(store.db, id)).toMatchObject({ cursor: null });
  });

  describe("taking a source away", () => {
    const JOBS = 1203;

    async function withJobs(name: string): Promise<string> {
      const source = await insert(name);
      const states: JobState[] = ["Completed", "Failed", "Executing", "Queued"];
      const jobs = Array.from({ length: JOBS }, (_, place): NewJob => {
        const at = new Date(Date.UTC(2026, 0, 1) + place * 1000).toISOString();
        const state = states[Math.min(place, 3)] ?? "Queued";
        return {
          ...{ org, source, id: String(place), name: "n", type: "t", rawStatus: "", trigger: "api", createdAt: at },
          state: place > 3 ? "Completed" : state,
        };
      });
      await store.write((tx) => insertJobs(tx, jobs));
      return source;
    }

    it("deletes all of its jobs and then itself, and tells of those under way one by one", async () => {
      const id = await withJobs("Full");
      const key = { org, id };
      await store.write((tx) => markRemoved(tx, key));
      const changes = await changesOf(() => removeSourceJobs(store, key, new AbortController().signal));
      expect(changes.filter(({ kind }) => kind === "job-deleted").map(({ data }) => data)).toEqual([
        { source: id, id: "2" },
        { source: id, id: "3" },
      ]);
      const told = changes.flatMap(({ kind, data }) => (kind === "source" && "jobs" in data ? [data.jobs] : []));
      expect(told.reduce((sum, jobs) => sum + jobs, 0)).toBe(JOBS);
      expect(changes.at(-1)).toEqual(changed(id));
      expect(await readSource(store.db, org, id)).toBeUndefined();
      expect((await countsBySource(store.db, org)).has(id)).toBe(false);
      expect(await insert("Full")).toBe("full");
    });

    it("goes on where it was given up", async () => {
      const id = await withJobs("Half");
      const key = { org, id };
      await store.write((tx) => markRemoved(tx, key));
      const ending = new AbortController();
      store.signal.once("committed", () => ending.abort());
      await removeSourceJobs(store, key, ending.signal);
      const left = (await countsBySource(store.db, org)).get(id)?.completed ?? 0;
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThan(JOBS - 3);
      // Meanwhile the id is nobody else's.
      expect(await insert("Half")).toBe("half-2");
      await removeSourceJobs(store, key, new AbortController().signal);
      expect(await readSource(store.db, org, id)).toBeUndefined();
    });

    it("deletes nothing of a source that was not removed", async () => {
      const id = await withJobs("Kept");
      await expect(removeSourceJobs(store, { org, id }, new AbortController().signal)).rejects.toThrow("not removed");
      expect((await countsBySource(store.db, org)).get(id)).toMatchObject({ queued: 1 });
    });
  });
});
