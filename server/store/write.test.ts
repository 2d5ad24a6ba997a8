import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { hasEnded, type JobState, noCounts } from "../../lib/jobs/state.ts";
import { openDatabase } from "../db/open-database.ts";
import { describeOnBothDatabases, describeOnServer } from "../testing/databases.ts";
import { listChanges, readRevision, trimChanges } from "./changes.ts";
import { readSummary, readThroughput } from "./counts.ts";
import { insertJob, updateJob } from "./jobs.ts";
import { Store, type WriteTransaction } from "./write.ts";

let made = 0;

function makeJob(tx: WriteTransaction, state: JobState = "Queued") {
  const createdAt = new Date().toISOString();
  return insertJob(tx, {
    org: "default",
    source: "local",
    id: String(++made),
    name: "books",
    type: "scraping",
    agentId: `agent${made % 3}`,
    state,
    rawStatus: state,
    trigger: "manual",
    createdAt,
    queuedAt: createdAt,
    ...(hasEnded(state) ? { startedAt: createdAt, endedAt: createdAt } : {}),
  });
}

describeOnBothDatabases("store", (database) => {
  let store: Store;
  beforeAll(() => {
    store = new Store(database().db);
  });

  it("keeps the five counts and unknown in the transaction that changes a state", async () => {
    const before = (await readSummary(store.db, "default")).counts;
    const states: JobState[] = ["Queued", "Executing", "Submitting", "Completed", "Failed", "Cancelled", "Unknown"];
    await store.write(async (tx) => {
      for (const state of states) await makeJob(tx, state);
    });
    const after = (await readSummary(store.db, "default")).counts;
    const added = noCounts();
    for (const name of Object.keys(added) as (keyof typeof added)[]) added[name] = after[name] - before[name];
    expect(added).toEqual({ queued: 1, executing: 2, completed: 1, failed: 1, cancelled: 1, unknown: 1 });
  });

  it("moves a job between counts once, and not at all when the transaction is rolled back", async () => {
    const job = await store.write((tx) => makeJob(tx));
    const before = (await readSummary(store.db, "default")).counts;
    await store.write((tx) => updateJob(tx, job, { state: "Executing", rawStatus: "Executing" }));
    const failing = store.write(async (tx) => {
      await updateJob(tx, job, { state: "Failed", rawStatus: "Failed" });
      throw new Error("thrown on purpose");
    });
    await expect(failing).rejects.toThrow("thrown on purpose");
    const after = (await readSummary(store.db, "default")).counts;
    expect(after).toEqual({ ...before, queued: before.queued - 1, executing: before.executing + 1 });
  });

  it("takes a deleted job out of the counts", async () => {
    const job = await store.write((tx) => makeJob(tx, "Failed"));
    const before = (await readSummary(store.db, "default")).counts;
    await store.db.deleteFrom("job").where("source", "=", job.source).where("id", "=", job.id).execute();
    expect((await readSummary(store.db, "default")).counts).toEqual({ ...before, failed: before.failed - 1 });
  });

  it("rolls ended jobs up by minute", async () => {
    const now = new Date();
    const sum = async () => {
      const { minutes, revision } = await readThroughput(store.db, "default", 5, new Date());
      expect(minutes).toHaveLength(5);
      expect(revision).toBe(await readRevision(store.db));
      return minutes.reduce((total, minute) => total + minute.completed, 0);
    };
    const before = await sum();
    const job = await store.write((tx) => makeJob(tx));
    await store.write((tx) =>
      updateJob(tx, job, {
        state: "Completed",
        rawStatus: "Completed",
        startedAt: now.toISOString(),
        endedAt: now.toISOString(),
      }),
    );
    expect(await sum()).toBe(before + 1);
    const { rows } = await sql<{ total: number; spread: number }>`
      select sum(jobs)::int8 as total, sum((select sum(b) from unnest(run_time) as b))::int8 as spread
      from throughput where state = 'Completed'`.execute(store.db);
    expect(rows[0]?.spread).toBe(rows[0]?.total);
  });

  it("records a change for each write, in order and without gaps, with only the changed fields", async () => {
    const from = await readRevision(store.db);
    const job = await store.write((tx) => makeJob(tx));
    await store.write((tx) => updateJob(tx, job, { percent: 40, activity: "page 2 of 5" }));
    const changes = await listChanges(store.db, { after: from, limit: 10 });
    expect(changes.map((change) => [change.revision - from, change.kind])).toEqual([
      [1, "job-created"],
      [2, "job"],
    ]);
    expect(changes[1]?.data).toEqual({
      source: "local",
      id: job.id,
      version: 2,
      percent: 40,
      activity: "page 2 of 5",
      updatedAt: expect.any(String),
    });
  });

  it("signals after the commit, not before", async () => {
    const seen: Promise<number> = new Promise((resolve) => {
      store.signal.once("committed", async (revision) => {
        const changes = await listChanges(store.db, { after: revision - 1, limit: 1 });
        resolve(changes.length);
      });
    });
    await store.write((tx) => makeJob(tx));
    expect(await seen).toBe(1);
  });

  it("keeps text that PostgreSQL cannot hold, as a visible sign", async () => {
    const job = await store.write(async (tx) =>
      updateJob(tx, await makeJob(tx), { error: "broken \u{1f4a5} </script> \\ '" }),
    );
    expect(job.error).toBe("broken \u{1f4a5} </script> \\ '");
  });

  it("trims old changes and keeps the numbering", async () => {
    const revision = await readRevision(store.db);
    await trimChanges(store.db, new Date(Date.now() + 60_000));
    expect(await listChanges(store.db, { after: 0, limit: 10 })).toEqual([]);
    await store.write((tx) => makeJob(tx));
    const [change] = await listChanges(store.db, { after: 0, limit: 10 });
    expect(change?.revision).toBe(revision + 1);
  });
});

describeOnServer("store on several nodes", (database, databaseMade) => {
  it("migrates once when nodes start together", async () => {
    const nodes = await Promise.all([1, 2, 3].map(() => openDatabase(databaseMade().settings)));
    await Promise.all(nodes.map((node) => node.close()));
    const { rows } = await sql<{ n: number }>`select count(*)::int8 as n from kysely_migration`.execute(database().db);
    expect(rows[0]?.n).toBeGreaterThan(0);
  });

  it("never shows a revision before a lower one, whatever the order of commits", async () => {
    const store = new Store(database().db);
    const from = await readRevision(store.db);
    const seen: number[] = [];
    let writing = true;
    const reader = (async () => {
      let after = from;
      while (writing || after < (await readRevision(store.db))) {
        for (const change of await listChanges(store.db, { after, limit: 1000 })) {
          seen.push(change.revision);
          after = change.revision;
        }
      }
    })();
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; turn < 25; turn++) {
        await store.write(async (tx) => {
          await makeJob(tx);
          // Transactions that take differently long, so that they commit in another order than they began.
          await sql`select pg_sleep(${((writer * 7 + turn) % 5) / 1000})`.execute(tx.db);
        });
      }
    });
    await Promise.all(writers);
    writing = false;
    await reader;
    expect(seen).toEqual(Array.from({ length: 200 }, (_, place) => from + place + 1));
  });

  it("is not stalled by somebody's long transaction", async () => {
    const store = new Store(database().db);
    const other = database().connect();
    await other.connect();
    await other.query("begin");
    await other.query("create table somebody_elses (x int)");
    const from = await readRevision(store.db);
    await store.write((tx) => makeJob(tx));
    expect(await listChanges(store.db, { after: from, limit: 10 })).toHaveLength(1);
    await other.query("rollback");
    await other.end();
  });
});
