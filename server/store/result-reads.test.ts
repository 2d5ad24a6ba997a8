import { beforeAll, describe, expect, it } from "vitest";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { insertJob } from "./jobs.ts";
import { compareResults, findEarlierRun } from "./result-changes.ts";
import { countOfTask, countResults, placeOf, readResultPart, readResults, readResultsBySeq } from "./result-reads.ts";
import { insertResults, type NewResult } from "./results.ts";
import { insertRun } from "./runs.ts";
import { Store } from "./write.ts";

const ORG = "default";
const KB = 1024;

const row = (seq: number, data: string, more: Partial<NewResult> = {}): NewResult => ({
  collection: 1,
  seq,
  task: null,
  verdict: "new",
  data,
  ...more,
});

describeOnBothDatabases("results", (database) => {
  let store: Store;
  let minutes = 0;

  /** Stores a job of an agent with a run of these results. */
  async function storeRun(rows: readonly NewResult[], agentId = "agent1"): Promise<{ job: string; run: number }> {
    const createdAt = new Date(Date.UTC(2026, 10, 20, 0, ++minutes)).toISOString();
    const id = `r${minutes}`;
    return await store.write(async (tx) => {
      await insertJob(tx, {
        org: ORG,
        source: "local",
        id,
        name: "books",
        type: "scraping",
        agentId,
        state: "Completed",
        rawStatus: "Completed",
        trigger: "manual",
        createdAt,
        queuedAt: createdAt,
        startedAt: createdAt,
        endedAt: createdAt,
      });
      const run = await insertRun(tx, ORG, {
        source: "local",
        jobId: id,
        attempt: 1,
        agentState: "Completed",
        agentId,
      });
      await insertResults(tx, run.id, rows);
      return { job: id, run: run.id };
    });
  }
  const seqs = (found: { items: { seq: number }[] }) => found.items.map(({ seq }) => seq);
  const all = { after: 0, limit: 100, itemBytes: 100 * KB, pageBytes: 1000 * KB };

  beforeAll(() => {
    store = new Store(database().db);
  });

  it("are paged under a filter, with how many stand before and where the page before begins", async () => {
    const verdicts = ["new", "changed", "same"] as const;
    const rows = Array.from({ length: 30 }, (_, at) =>
      row(at + 1, `{"n":${at}}`, { task: (at % 5) + 1, verdict: verdicts[at % 3] ?? null }),
    );
    const { run } = await storeRun([...rows, row(1, "{}", { collection: 2, verdict: null })]);
    const changed = { collection: 1, verdict: "changed" } as const;
    const first = await readResults(store.db, run, changed, { ...all, limit: 4 });
    expect([seqs(first), first.more]).toEqual([[2, 5, 8, 11], true]);
    const third = await readResults(store.db, run, changed, { ...all, limit: 4, after: 23 });
    expect([seqs(third), third.more]).toEqual([[26, 29], false]);
    expect(await placeOf(store.db, run, changed, { after: 23, limit: 4 })).toEqual({ before: 8, previous: 13 });
    expect(await placeOf(store.db, run, changed, { after: 0, limit: 4 })).toEqual({ before: 0, previous: null });
    const both = { ...changed, task: 2 };
    expect(seqs(await readResults(store.db, run, both, all))).toEqual([2, 17]);
    expect(await countOfTask(store.db, run, both)).toBe(2);
    expect(await countResults(store.db, run)).toEqual([
      { collection: 1, verdict: "changed", rows: 10 },
      { collection: 1, verdict: "new", rows: 10 },
      { collection: 1, verdict: "same", rows: 10 },
      { collection: 2, verdict: "", rows: 1 },
    ]);
  });

  it("are counted also when they come bit by bit", async () => {
    const { run } = await storeRun([row(1, "{}")]);
    await store.write((tx) => insertResults(tx, run, [row(2, "{}"), row(3, "{}", { verdict: "same" })]));
    expect(await countResults(store.db, run)).toEqual([
      { collection: 1, verdict: "new", rows: 2 },
      { collection: 1, verdict: "same", rows: 1 },
    ]);
  });

  it("are read only as far as asked where they are large, and a page ends early", async () => {
    const large = (seq: number) => row(seq, `{"text":"${"ä€".repeat(20 * KB)}"}`);
    const { run } = await storeRun([row(1, '{"a":1}'), large(2), large(3), large(4), row(5, "{}")]);
    const limits = { after: 0, limit: 100, itemBytes: 10 * KB, pageBytes: 15 * KB };
    const page = await readResults(store.db, run, { collection: 1 }, limits);
    expect([seqs(page), page.more]).toEqual([[1, 2, 3], true]);
    expect(page.items[1]).toMatchObject({ bytes: 11 + 100 * KB, more: true });
    expect(page.items[1]?.data).toHaveLength(10 * KB);
    const next = await readResults(store.db, run, { collection: 1 }, { ...limits, pageBytes: 1, after: 3 });
    expect([seqs(next), next.more]).toEqual([[4], true]);

    const place = { collection: 1, seq: 2 };
    const part = await readResultPart(store.db, run, place, { from: 9, length: 4 });
    expect(part).toMatchObject({ data: "ä€ä€", bytes: 11 + 100 * KB, length: 11 + 40 * KB });
    expect(await readResultPart(store.db, run, { collection: 1, seq: 6 }, { from: 0, length: 4 })).toBeUndefined();
    const some = await readResultsBySeq(store.db, run, 1, [5, 2, 99], 5);
    expect([...some.keys()].toSorted()).toEqual([2, 5]);
    expect(some.get(2)?.data).toBe('{"tex');
  });

  describe("of two runs", () => {
    const keyed = (seq: number, key: string, content: string) =>
      row(seq, `{"k":"${key}","c":"${content}"}`, { keyHash: key, contentHash: `${key} ${content}` });

    it("differ by key and content, each of several with one key compared with its own", async () => {
      const before = await storeRun(
        ["a1", "b1", "c1", "x1", "x2"].map((text, at) => keyed(at + 1, text[0] ?? "", text)),
      );
      const after = await storeRun(
        ["d1", "a1", "b2", "x1", "x3", "x4"].map((text, at) => keyed(at + 1, text[0] ?? "", text)),
      );
      const runs = { run: after.run, earlier: before.run, collection: 1 };
      expect(await compareResults(store.db, runs, { byContent: false })).toEqual({
        added: [1, 6],
        changed: [
          { seq: 3, before: 2 },
          { seq: 5, before: 5 },
        ],
        removed: [3],
        byContent: false,
      });
      expect(await compareResults(store.db, runs, { byContent: true })).toEqual({
        added: [1, 3, 5, 6],
        changed: [],
        removed: [2, 3, 5],
        byContent: true,
      });
      expect(await compareResults(store.db, { ...runs, collection: 2 }, { byContent: false })).toMatchObject({
        added: [],
      });
    });

    it("are matched by content where some have no key", async () => {
      const before = await storeRun([keyed(1, "a", "1"), row(2, '{"z":1}')]);
      const after = await storeRun([row(1, '{"z":1}'), keyed(2, "a", "2")]);
      const runs = { run: after.run, earlier: before.run, collection: 1 };
      expect(await compareResults(store.db, runs, { byContent: false })).toEqual({
        added: [2],
        changed: [],
        removed: [1],
        byContent: true,
      });
    });

    it("are those of one agent, the last before that has results", async () => {
      const first = await storeRun([row(1, "{}")], "agent2");
      await storeRun([], "agent2");
      await storeRun([row(1, "{}")], "agent3");
      const last = await storeRun([row(1, "{}")], "agent2");
      await storeRun([row(1, "{}")], "agent2");
      const find = async ({ job, run }: typeof last, org = ORG) => {
        const stored = await store.db.selectFrom("job").selectAll().where("id", "=", job).executeTakeFirstOrThrow();
        return await findEarlierRun(store.db, org, stored, { id: run });
      };
      expect(await find(last)).toMatchObject({ id: first.run, jobId: first.job, attempt: 1, state: "Completed" });
      expect(await find(first)).toBeUndefined();
      expect(await find(last, "other")).toBeUndefined();
    });
  });
});
